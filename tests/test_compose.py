"""compose.yaml: which container knows what. That its commands work with these roles, tests/test_database_roles.py shows."""

import pytest

from leidenmo import stack
from tests.compose import Missing, services

GIVEN = {
    "SECRET_KEY": "sleutel",
    "POSTGRES_PASSWORD": "van-de-eigenaar",
    "DATABASE_APPLICATION_PASSWORD": "van-het-programma",
    "DATABASE_READONLY_PASSWORD": "om-te-lezen",
    "ALLOWED_HOSTS": "doelen.gemeente.example",
    "SITE_URL": "https://doelen.gemeente.example",
}
SERVING = ("web", "worker_1", "worker_2", "beat")
OF_OTHERS = ("POSTGRES_PASSWORD", "DATABASE_APPLICATION_PASSWORD", "DATABASE_READONLY_PASSWORD")


@pytest.mark.parametrize("name", SERVING)
def test_who_serves_is_the_application_and_knows_no_other_password(name: str) -> None:
    environment = services(GIVEN)[name]["environment"]

    assert environment["DATABASE_URL"] == "postgres://leidenmo_app:van-het-programma@postgres:5432/leidenmo"
    # Docker also hands over the file with all of them; what stands here goes before it.
    assert [environment[secret] for secret in OF_OTHERS] == ["", "", ""]


def test_owner_migrates_and_gives_the_roles_their_rights_before_anybody_serves() -> None:
    ours = services(GIVEN)

    migrate = ours["migrate"]["environment"]
    assert migrate["DATABASE_URL"] == "postgres://leidenmo:van-de-eigenaar@postgres:5432/leidenmo"
    assert [migrate[secret] for secret in OF_OTHERS] == ["", "van-het-programma", "om-te-lezen"]
    for name in SERVING:
        assert ours[name]["depends_on"]["migrate"] == {"condition": "service_completed_successfully"}


@pytest.mark.parametrize("name", ["SECRET_KEY", *OF_OTHERS])
def test_nothing_starts_without_a_secret(name: str) -> None:
    with pytest.raises(Missing, match=name):
        services({**GIVEN, name: ""})


def test_no_secret_stands_in_the_file() -> None:
    taken = services({name: f"<{name}>" for name in GIVEN}).values()

    secret = [
        value
        for service in taken
        for name, value in service.get("environment", {}).items()
        if "PASSWORD" in name or name in ("SECRET_KEY", "DATABASE_URL")
    ]
    assert len(secret) > 20
    assert [value for value in secret if value and "<" not in value] == []


def test_containers_run_the_commands_of_the_procfile() -> None:
    ours = stack.procfile()
    weighs_less = "{ echo 10 > /proc/self/autogroup; } 2> /dev/null; exec nice -n 10 "  # of a container: cpu_shares
    in_a_container = {weighs_less: "", "$WEB_BIND": "0.0.0.0:8000", "$STACK_DIR/": "/tmp/", "exec ": ""}  # noqa: S108
    for setting, value in in_a_container.items():
        ours = {name: command.replace(setting, value) for name, command in ours.items()}

    for name in ours.keys() - set(stack.SERVERS):
        assert services(GIVEN)[name]["command"] == ours[name]
