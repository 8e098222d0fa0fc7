"""The installation that is broken: the processes of the Procfile, each started by itself, killed as the kernel would.

What `make stack` and compose.yaml run, run here without honcho, so that what was killed can be started again alone, as
compose.yaml does with it. With SQLite: a web server and a worker on one file, as `make run` has them.
"""

import os
import shlex
import shutil
import signal
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from leidenmo import stack
from leidenmo.run import Program
from load.__main__ import free_ports

ANSWERS_WITHIN = 60  # seconds after which what was started must answer
SMALL_DISK = "400m"
CLOCK = Path("/usr/lib/x86_64-linux-gnu/faketime/libfaketimeMT.so.1")
# What runs besides the servers; in this order.
PROGRAMS = ("web", "worker_1", "worker_2", "beat")
# A disk of its own, in memory, that nobody else sees: what is in it is gone with the last process that saw it.
ON_A_SMALL_DISK = """
cd "$STACK_DIR"
mount -t tmpfs -o size={size},mode=700 tmpfs small && cp -a postgres small/ || exit 1
while :; do
  unshare --user --map-user=65534 --map-group=65534 setpriv --pdeathsig INT \
    {postgres} -D "$STACK_DIR/small/postgres" -p "$POSTGRES_PORT" -h 127.0.0.1 -k .
  sleep 1
done
"""


class Installation:
    """An installation in a folder of its own: PostgreSQL with Redis, or SQLite with files."""

    def __init__(self, folder: Path, database: str) -> None:
        self.folder, self.database = folder, database
        folder.mkdir(parents=True, mode=0o700)
        web, postgres, redis = map(str, free_ports(3))
        ports = {"PORT": web, "POSTGRES_PORT": postgres, "REDIS_PORT": redis}
        self.programs_of_postgres = stack.find_postgres()
        self.environment = stack.settings_of(folder, self.programs_of_postgres, {**os.environ, **ports})
        # The players have no telephone for a second factor, and say where they come from as a proxy would.
        self.environment |= {"SECOND_FACTOR_GROUPS": "", "BEHIND_PROXY": "on", "LOG_LEVEL": "WARNING"}
        self.owner = stack.as_owner(self.environment)  # with what tables are made; nobody who serves has it
        self.commands = {name: stack.procfile()[name] for name in (*stack.SERVERS, *PROGRAMS)}
        if database == "sqlite":
            on_files = {"DATABASE_URL": f"sqlite:///{folder / 'faults.sqlite3'}", "CACHE_URL": "dbcache://cache"}
            on_files |= {"CELERY_BROKER_URL": "filesystem://localhost/", "BROKER_DIR": str(folder / "broker")}
            self.environment |= on_files
            self.owner = self.environment
            self.commands = {name: self.commands[name] for name in ("web", "worker_2", "beat")}
        self.running: dict[str, Program] = {}
        self.host = f"http://localhost:{web}"

    @property
    def servers(self) -> tuple[str, ...]:
        """Those that the others need."""
        return stack.SERVERS if self.database == "postgresql" else ()

    def make(self) -> None:
        """Start what the others need, with an empty database."""
        if self.servers:
            stack.make_cluster(self.folder, self.programs_of_postgres)
            for name in self.servers:
                self.start(name)
            stack.make_database(self.owner)
            stack.wait_for(int(self.environment["REDIS_PORT"]))

    def start(self, name: str, **more: str) -> None:
        """Start one of the processes, with `more` in its environment; what it says goes to a file."""
        command = f'{self.commands[name]} >> "$STACK_DIR/{name}.log" 2>&1'
        self.running[name] = Program(name, ["/bin/sh", "-c", command], {**self.environment, **more})
        self.running[name].start()

    def start_the_rest(self, **more: str) -> None:
        """Start what was not started, or was killed; wait until the web server answers with a page."""
        for name in self.commands:
            program = self.running.get(name)
            if program is None or program.process is None or program.process.poll() is not None:
                self.start(name, **more)
        self.wait()

    def pid(self, name: str) -> int:
        """Return the process that a program is."""
        process = self.running[name].process
        assert process is not None  # noqa: S101 - it was started
        return process.pid

    def children(self, name: str) -> list[int]:
        """Return the processes below a program."""
        return list(stack.below(self.pid(name)))

    def kill(self, name: str, *, whole: bool) -> None:
        """Kill (-9) a program with all below it or, not `whole`, only one process that it started."""
        below = self.children(name)
        chosen = self._serving(name, below)
        if not whole and chosen:
            _kill(chosen)
            return
        for pid in (self.pid(name), *below):
            _kill(pid)
        self._wait_for_the_end(name)

    def _serving(self, name: str, below: list[int]) -> int | None:
        """Return one that serves somebody: of PostgreSQL that is what answers a connection."""
        if name != "postgres":
            return below[0] if below else None
        words = {pid: _words(pid) for pid in below}
        return next(
            (pid for pid, said in words.items() if f" {stack.APPLICATION} " in said and "idle" not in said), None
        ) or next((pid for pid, said in words.items() if f" {stack.APPLICATION} " in said), None)

    def end(self, name: str) -> None:
        """Ask a program to end; kill what does not."""
        program = self.running[name]
        if program.process and program.process.poll() is None:
            # SIGINT is PostgreSQL's word for: end now, and properly.
            program.process.send_signal(signal.SIGINT if name == "postgres" else signal.SIGTERM)
            program.wait(time.monotonic() + 10)
        self._wait_for_the_end(name)

    def _wait_for_the_end(self, name: str) -> None:
        process = self.running[name].process
        if process is not None:
            with suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)
            process.wait(10)

    def wait(self) -> None:
        """Wait until everything answers; raise TimeoutError when it does not."""
        until = time.monotonic() + ANSWERS_WITHIN
        while time.monotonic() < until:
            with suppress(urllib.error.URLError, ConnectionError, TimeoutError):
                urllib.request.urlopen(f"{self.host}/publicaties/", timeout=5).close()  # noqa: S310 - our own address
                return
            # PostgreSQL refuses to start as long as one of its killed processes holds its memory.
            for name in self.commands:
                process = self.running[name].process
                if process is not None and process.poll() is not None:
                    self.start(name)
            time.sleep(0.3)
        raise TimeoutError(f"no page within {ANSWERS_WITHIN} seconds; see {self.folder}")

    # --- Faults that are no kill

    def move_to_a_small_disk(self) -> Path:
        """Have PostgreSQL go on on a disk of SMALL_DISK; return the file with which that can be filled up."""
        self.end("postgres")
        (self.folder / "small").mkdir(exist_ok=True)
        script = ON_A_SMALL_DISK.format(size=SMALL_DISK, postgres=self.programs_of_postgres / "postgres")
        self.commands["postgres"] = (
            f"exec unshare --user --map-root-user --mount setpriv --pdeathsig KILL sh -c {shlex.quote(script)}"
        )
        self.start("postgres")
        self.wait()
        return Path(f"/proc/{self.pid('postgres')}/root{self.folder}/small/ballast")

    def clock(self) -> dict[str, str]:
        """Return what a program must find in its environment to go by the clock of `set_clock`."""
        self.set_clock("+0")
        return {
            "LD_PRELOAD": str(CLOCK),
            "FAKETIME_TIMESTAMP_FILE": str(self.folder / "clock"),
            "FAKETIME_NO_CACHE": "1",
            "FAKETIME_DONT_FAKE_MONOTONIC": "1",
            "FAKETIME_DISABLE_SHM": "1",
        }

    def set_clock(self, difference: str) -> None:
        """Set the clock of the programs that go by it: `-2h` is two hours back.

        In one go: they look at it all the time, and who finds it empty sleeps an impossible time, and ends.
        """
        new = self.folder / "clock.new"
        stack.write_private(new, f"{difference}\n")
        new.replace(self.folder / "clock")


def _kill(pid: int) -> None:
    with suppress(ProcessLookupError):
        os.kill(pid, signal.SIGKILL)


def _words(pid: int) -> str:
    """Return what a process calls itself."""
    with suppress(OSError):
        return Path(f"/proc/{pid}/cmdline").read_bytes().replace(b"\0", b" ").decode(errors="replace")
    return ""


@contextmanager
def installation(folder: Path, database: str) -> Iterator[Installation]:
    """Make an installation with an empty database; leave nothing of it."""
    shutil.rmtree(folder, ignore_errors=True)
    made = Installation(folder, database)
    try:
        made.make()
        yield made
    finally:
        for name in reversed(list(made.running)):
            for pid in made.children(name) if name != "postgres" else ():
                _kill(pid)
            made.end(name)
        if not os.environ.get("FAULTS_KEEP"):
            shutil.rmtree(folder, ignore_errors=True)
