"""The bill of materials: valid, complete, and of nothing that we may not use."""

import json
import re

import pytest

from leidenmo.sbom import Onderdeel, document, main, parts, python_packages
from tests.conftest import REPOSITORY

# With what we may be combined and pass on under the EUPL-1.2: what gives all back, and what shares only its own files.
ALLOWED = {
    *(
        "0BSD",
        "Apache-2.0",
        "BSD-2-Clause",
        "BSD-3-Clause",
        "CNRI-Python",
        "EUPL-1.2",
        "ISC",
        "MIT",
        "MIT-0",
        "MIT-CMU",
    ),
    *("LGPL-2.1-or-later", "LGPL-3.0-or-later", "MPL-2.0", "OFL-1.1", "PSF-2.0", "Python-2.0", "Unlicense", "ZPL-2.1"),
}
# Tools that are not passed on may also be these.
OF_TOOLS = ALLOWED | {"GPL-3.0-or-later", "GPL-2.0-or-later"}


def refused(of: list[Onderdeel], allowed: set[str]) -> list[tuple[str, str]]:
    """Return what has a licence that is not allowed: of a choice one is enough, of more at once all are needed."""
    wrong = []
    for part in of:
        choices = part.licence.replace("(", "").replace(")", "").split(" OR ")
        if not any(set(choice.strip().split(" AND ")) <= allowed for choice in choices):
            wrong.append((part.name, part.licence))
    return wrong


def test_every_licence_is_one_that_we_may_use() -> None:
    assert refused(parts(), ALLOWED) == []


def test_every_tool_has_a_licence_that_lets_us_use_it() -> None:
    assert refused(list(python_packages(REPOSITORY / "requirements-dev.txt")), OF_TOOLS) == []


@pytest.mark.parametrize(
    ("licence", "is_refused"),
    [
        ("MIT", False),
        ("MIT OR Commercial", False),
        ("MIT AND AGPL-3.0-only", True),
        ("AGPL-3.0-only", True),
        ("", True),
    ],
)
def test_licence_that_is_unknown_or_asks_too_much_is_refused(licence: str, is_refused: bool) -> None:
    assert bool(refused([Onderdeel("pypi", "iets", "1", licence, ())], ALLOWED)) is is_refused


def test_bill_of_materials_is_valid_and_holds_all_that_is_locked() -> None:
    # Here, for only this test needs them: they build some forty grammars when they are imported.
    from cyclonedx.schema import SchemaVersion
    from cyclonedx.validation.json import JsonStrictValidator

    made = document(parts())
    locked = re.findall(r"^([a-z0-9._-]+)==", (REPOSITORY / "requirements.txt").read_text(), re.MULTILINE)
    vendored = {file["name"] for file in json.loads((REPOSITORY / "static" / "vendor.json").read_text())}

    assert JsonStrictValidator(SchemaVersion.V1_6).validate_str(json.dumps(made)) is None
    assert len(locked) > 60
    assert {part["purl"].partition("@")[0] for part in made["components"]} >= {f"pkg:pypi/{name}" for name in locked}
    assert len(made["components"]) == len(locked) + len(vendored)
    for component in made["components"]:
        assert component["externalReferences"][0]["hashes"], component["name"]


def test_every_package_is_locked_with_its_checksums() -> None:
    for lock in ("requirements.txt", "requirements-dev.txt"):
        assert all(part.checksums for part in python_packages(REPOSITORY / lock)), lock


def test_tools_are_not_part_of_what_runs() -> None:
    names = {part.name for part in parts()}

    assert not names & {"pytest", "hypothesis", "schemathesis", "locust", "playwright", "atheris", "djlint"}


def test_it_is_written_and_said(capsys: pytest.CaptureFixture[str]) -> None:
    assert main() == 0

    assert "onderdelen van anderen in var/sbom/leidenmo.cdx.json" in capsys.readouterr().out
    assert (REPOSITORY / "var" / "sbom" / "leidenmo.cdx.json").exists()
