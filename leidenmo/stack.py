"""Runs the stack for real use on one machine, for `make stack`: PostgreSQL and Redis of its own, and the Procfile.

Everything it makes is in one folder, var/stack, and is kept between starts: the database, the queue, the files and
the secrets. Honcho runs the Procfile; this process sees to it that nothing is left when it ends, however it ends.
"""

import ctypes
import fcntl
import os
import secrets
import shlex
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path

import psycopg2

from leidenmo.run import BASE_DIR, BIN, PATIENCE, Program

PR_SET_CHILD_SUBREAPER = 36  # linux/prctl.h: orphans of our children become our children
NOBODY = 65534  # PostgreSQL will not run as root; where we are root, root is called nobody for it
STARTING = 60  # seconds in which a server must answer; after a power cut PostgreSQL first repairs itself
NAME = "leidenmo"  # of the database and of the role that owns it: it migrates, and nothing else is done with it
APPLICATION = "leidenmo_app"  # the role of the web server and the workers: see leidenmo/database_roles.py
OWN_PORTS = {"PORT": "8000", "POSTGRES_PORT": "5442", "REDIS_PORT": "6389"}
SECRETS = ("SECRET_KEY", "POSTGRES_PASSWORD", "APPLICATION_PASSWORD", "REDIS_PASSWORD")
# What a first start without a proxy in front needs; whoever has one says HTTPS=on BEHIND_PROXY=on.
SERVERS = ("postgres", "redis")  # of the Procfile: those that the others need
DEFAULTS = {"HTTPS": "off", "WEB_CONCURRENCY": "2"}


class CannotStart(Exception):
    """Why the stack cannot start, in words for the one who started it."""


def main(fill: Sequence[str] = (str(BASE_DIR / "manage.py"), "prepare")) -> int:
    """Set up what is missing, then run until asked to stop or until one of the processes ends; return the exit code.

    `fill` is what Python runs to make the tables and what is in them.
    """
    folder = Path(os.environ.get("STACK_DIR") or BASE_DIR / "var" / "stack").resolve()
    try:
        postgres = find_postgres()
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        with only_one(folder):
            environment = settings_of(folder, postgres, os.environ)
            refuse_taken_ports(environment)
            make_cluster(folder, postgres)
            prepare(environment, fill)
            print(f"Open {environment['SITE_URL']}/  (stoppen met Ctrl-C; alles staat in {folder})", flush=True)
            return run(Program("De stapel", ["honcho", "--env", os.devnull, "start"], environment))
    except CannotStart as reason:
        print(reason, file=sys.stderr)
        return 1
    except KeyboardInterrupt:  # before anything was served
        return 1


def find_postgres() -> Path:
    """Return the folder with the newest PostgreSQL's programs; raise CannotStart naming the missing packages."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/postgres"), key=lambda path: int(path.parts[-3]))
    missing = [
        package
        for package, there in (("postgresql", found), ("redis-server", shutil.which("redis-server")))
        if not there
    ]
    if missing:
        raise CannotStart(f"Installeer eerst: apt-get install {' '.join(missing)}")
    return found[-1].parent


@contextmanager
def only_one(folder: Path) -> Iterator[None]:
    """Hold the folder; raise CannotStart when another stack, or something left of one, holds it."""
    with (folder / "lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            raise CannotStart(f"De stapel in {folder} draait al.") from error
        yield


def settings_of(folder: Path, postgres: Path, given: Mapping[str, str]) -> dict[str, str]:
    """Return what every process of the stack reads, and keep it in the folder for whoever wants to use manage.py."""
    kept = secrets_of(folder / "secrets.env")
    port, postgres_port, redis_port = (given.get(name) or default for name, default in OWN_PORTS.items())
    redis = f"redis://:{kept['REDIS_PASSWORD']}@127.0.0.1:{redis_port}"
    environment = {
        "SECRET_KEY": kept["SECRET_KEY"],
        "DATABASE_URL": f"postgres://{APPLICATION}:{kept['APPLICATION_PASSWORD']}@127.0.0.1:{postgres_port}/{NAME}",
        "CELERY_BROKER_URL": f"{redis}/0",
        "CACHE_URL": f"{redis}/1",
        "FILES_DIR": str(folder / "files"),
        "EMAIL_URL": given.get("EMAIL_URL") or f"filemail:///{folder / 'mail'}",
        "SITE_URL": given.get("SITE_URL") or f"http://localhost:{port}",
        "WEB_BIND": f"127.0.0.1:{port}",
        "STACK_DIR": str(folder),
        "POSTGRES_PORT": postgres_port,
        "REDIS_PORT": redis_port,
        **{name: given.get(name) or default for name, default in DEFAULTS.items()},
    }
    write_private(
        folder / "stack.env", "".join(f"{name}={shlex.quote(value)}\n" for name, value in environment.items())
    )
    owner = shlex.quote(as_owner(environment)["DATABASE_URL"])
    write_private(folder / "owner.env", f"DATABASE_URL={owner}\n")
    own = {"dir": folder / "redis", "port": redis_port, "requirepass": kept["REDIS_PASSWORD"], "bind": "127.0.0.1"}
    # A job that was queued is still queued after a power cut.
    own |= {"appendonly": "yes", "loglevel": "warning"}
    (folder / "redis").mkdir(exist_ok=True)
    write_private(folder / "redis.conf", "".join(f'{name} "{value}"\n' for name, value in own.items()))
    environment["POSTGRES"] = shlex.join([*as_somebody(), str(postgres / "postgres")])
    environment["PATH"] = f"{BIN}:{given['PATH']}"
    return environment


def secrets_of(file: Path) -> dict[str, str]:
    """Return the secrets of this installation; what is missing is made."""
    lines = file.read_text(encoding="ascii").splitlines() if file.exists() else []
    kept = {name: value for name, _, value in (line.partition("=") for line in lines)}
    if missing := [name for name in SECRETS if name not in kept]:
        kept |= {name: secrets.token_urlsafe(48) for name in missing}
        write_private(file, "".join(f"{name}={value}\n" for name, value in kept.items()))
    return kept


def as_owner(environment: Mapping[str, str]) -> dict[str, str]:
    """Return the environment with the address of the database as its owner has it, and what the application's role is.

    No process that serves anybody gets this.
    """
    kept = secrets_of(Path(environment["STACK_DIR"], "secrets.env"))
    place = environment["DATABASE_URL"].rpartition("@")[2]
    address = f"postgres://{NAME}:{kept['POSTGRES_PASSWORD']}@{place}"
    return {**environment, "DATABASE_URL": address, "DATABASE_APPLICATION_PASSWORD": kept["APPLICATION_PASSWORD"]}


def write_private(file: Path, text: str) -> None:
    """Write a file that only its owner can read, whole or not at all."""
    new = file.with_name(f"{file.name}.new")
    new.unlink(missing_ok=True)
    with os.fdopen(os.open(new, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="utf-8") as opened:
        opened.write(text)
    new.rename(file)


def as_somebody() -> list[str]:
    """Return what to put before a command of PostgreSQL: nothing, or, for root, what makes it believe we are not.

    Who becomes another forgets to end with whoever started it (see leidenmo.run), so it is told again: SIGINT is
    PostgreSQL's word for: end now, and properly.
    """
    if os.geteuid() != 0:
        return []
    somebody = ["unshare", "--user", f"--map-user={NOBODY}", f"--map-group={NOBODY}"]
    return [*somebody, "setpriv", "--pdeathsig", "INT"]


def refuse_taken_ports(environment: Mapping[str, str]) -> None:
    """Raise CannotStart when something listens already where one of ours is going to."""
    web = environment["WEB_BIND"].rpartition(":")[2]
    for name, port in {**environment, "PORT": web}.items():
        if name in OWN_PORTS and answers(int(port)):
            raise CannotStart(f"Poort {port} is bezet. Kies een andere: make stack {name}={int(port) + 1}")


def answers(port: int) -> bool:
    """Return whether something listens on this port."""
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


def make_cluster(folder: Path, postgres: Path) -> None:
    """Make PostgreSQL's files the first time; raise CannotStart with what initdb says when it cannot."""
    cluster, new = folder / "postgres", folder / "postgres.new"
    if cluster.exists():
        made_by = (cluster / "PG_VERSION").read_text(encoding="ascii").strip()
        if made_by != postgres.parts[-2]:
            raise CannotStart(
                f"De gegevens in {cluster} zijn van PostgreSQL {made_by} en geïnstalleerd is {postgres.parts[-2]}. "
                "Hoe u ze overzet, staat in docs/deployment.md."
            )
        return
    shutil.rmtree(new, ignore_errors=True)
    password = folder / "postgres.password"
    write_private(password, secrets_of(folder / "secrets.env")["POSTGRES_PASSWORD"])
    command = [*as_somebody(), str(postgres / "initdb"), "--pgdata", str(new), "--username", NAME]
    command += ["--auth=scram-sha-256", "--pwfile", str(password), "--encoding=UTF8", "--locale=C.UTF-8"]
    try:
        made = subprocess.run(command, capture_output=True, text=True, check=False)  # noqa: S603 - our own command
    finally:
        password.unlink()
    if made.returncode:
        raise CannotStart(f"De databank is niet gemaakt. {made.stderr.strip()}")
    new.rename(cluster)


def prepare(environment: dict[str, str], fill: Sequence[str]) -> None:
    """Have tables, budget and people made while nobody is served yet; raise CannotStart when that fails."""
    log = '>> "$STACK_DIR/prepare.log" 2>&1'
    commands = procfile()
    servers = [Program(name, ["/bin/sh", "-c", f"{commands[name]} {log}"], environment) for name in SERVERS]
    for server in servers:
        server.start()
    owner = {**os.environ, **as_owner(environment)}
    # The roles after the tables: a new table is the application's only once it is granted.
    roles = [str(BASE_DIR / "manage.py"), "database_roles"]
    try:
        make_database(owner)
        wait_for(int(environment["REDIS_PORT"]))
        for program in (fill, roles):
            if subprocess.run([sys.executable, *program], env=owner, check=False).returncode:  # noqa: S603 - ours
                raise CannotStart("Het klaarzetten is niet gelukt.")
    finally:
        for server in servers:
            server.end()
        for server in servers:
            server.wait(time.monotonic() + STARTING)


def procfile() -> dict[str, str]:
    """Return the commands of the Procfile by their names."""
    lines = (BASE_DIR / "Procfile").read_text(encoding="utf-8").splitlines()
    return dict(line.split(": ", 1) for line in lines if not line.startswith("#"))


def make_database(environment: Mapping[str, str]) -> None:
    """Wait for PostgreSQL and make the database if it is not there."""
    wait_for(int(environment["POSTGRES_PORT"]))
    address = environment["DATABASE_URL"]
    until = time.monotonic() + STARTING
    while True:
        try:
            connection = psycopg2.connect(f"{address.rpartition('/')[0]}/postgres")
            break
        except psycopg2.OperationalError as refusal:
            if time.monotonic() > until:
                raise CannotStart(f"PostgreSQL antwoordt niet. {refusal}") from refusal
            time.sleep(0.1)
    try:
        connection.autocommit = True
        with connection.cursor() as cursor:
            cursor.execute("SELECT FROM pg_database WHERE datname = %s", [NAME])
            if not cursor.rowcount:
                cursor.execute(f"CREATE DATABASE {NAME}")
    finally:
        connection.close()


def wait_for(port: int) -> None:
    """Wait until something listens; raise CannotStart when nothing does."""
    until = time.monotonic() + STARTING
    while not answers(port):
        if time.monotonic() > until:
            raise CannotStart(f"Op poort {port} antwoordt na {STARTING} seconden nog niets.")
        time.sleep(0.1)


def run(honcho: Program) -> int:
    """Run honcho until asked to stop, or until it ends because one of its processes did; leave nothing behind."""
    ctypes.CDLL(None).prctl(PR_SET_CHILD_SUBREAPER, 1)
    asked_to_stop: list[int] = []
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, lambda number, _: asked_to_stop.append(number))
    honcho.start()
    assert honcho.process is not None  # noqa: S101 - it was started just now
    while not asked_to_stop and honcho.process.poll() is None:
        time.sleep(0.2)
    honcho.end()
    honcho.wait(time.monotonic() + PATIENCE)
    end_what_is_left()
    return 0 if asked_to_stop else 1


def end_what_is_left() -> None:
    """End every process below this one: what became ours because the one that had started it is gone."""
    until = time.monotonic() + PATIENCE
    asked: set[int] = set()
    while left := set(below(os.getpid())):
        # SIGINT is PostgreSQL's word for: end now, and properly. A worker that hears it twice drops what it is doing.
        late = time.monotonic() > until
        for pid in left if late else left - asked:
            with suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL if late else signal.SIGINT)
        asked |= left
        with suppress(ChildProcessError):
            while os.waitpid(-1, os.WNOHANG)[0]:
                pass
        time.sleep(0.1)


def below(pid: int) -> Iterator[int]:
    """Yield the processes that this one started, and those that they started."""
    with suppress(FileNotFoundError, ProcessLookupError):
        for child in Path(f"/proc/{pid}/task/{pid}/children").read_text(encoding="ascii").split():
            yield int(child)
            yield from below(int(child))


if __name__ == "__main__":
    sys.exit(main())
