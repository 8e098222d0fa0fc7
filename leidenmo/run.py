"""Runs web server, worker and beat together, for `make run`: what dies comes back, and all end together.

Each has a session of its own, so that Ctrl-C and a terminal that closes reach this process only, which then
ends them in order. Should this process be killed itself, the kernel ends them.
"""

import ctypes
import os
import signal
import subprocess
import sys
import time
from dataclasses import dataclass, field
from pathlib import Path

BASE_DIR = Path(__file__).resolve().parent.parent
BIN = Path(sys.executable).parent

RESTART_AFTER = 2  # seconds: long enough to see that something died, short enough not to mind
PATIENCE = 8  # seconds in which a process may finish what it is doing
PR_SET_PDEATHSIG = 1  # linux/prctl.h: the signal a process gets when its parent dies

# Someone who tries this out on a machine of their own may well be root there; Celery need not repeat that it is unwise.
ENVIRONMENT = {**os.environ, "PYTHONWARNINGS": "ignore:You're running the worker"}


@dataclass
class Program:
    """One of those that run: what it is called here, its command, what it reads besides, and its process."""

    name: str
    command: list[str]
    environment: dict[str, str] = field(default_factory=dict)
    process: subprocess.Popen[bytes] | None = None
    died_at: float = 0.0

    def start(self) -> None:
        """Start it in a session of its own."""
        self.process = subprocess.Popen(  # noqa: S603 - our own commands
            [BIN / self.command[0], *self.command[1:]],
            cwd=BASE_DIR,
            env={**ENVIRONMENT, **self.environment},
            start_new_session=True,
            preexec_fn=_end_with_parent,
        )

    def keep_running(self) -> None:
        """Start it again some time after it died."""
        if self.process and self.process.poll() is not None:
            print(f"{self.name} is gestopt en wordt opnieuw gestart.", flush=True)
            self.process, self.died_at = None, time.monotonic()
        if self.process is None and time.monotonic() - self.died_at > RESTART_AFTER:
            self.start()

    def end(self) -> None:
        """Ask it to end."""
        if self.process:
            self.process.terminate()

    def wait(self, until: float) -> None:
        """Wait for its end; at `until` end it and everything it started."""
        if self.process:
            try:
                self.process.wait(max(0.0, until - time.monotonic()))
            except subprocess.TimeoutExpired:
                os.killpg(self.process.pid, signal.SIGKILL)


def _end_with_parent() -> None:
    """Let the kernel end this process when its parent is gone."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGTERM)


def main(port: str) -> None:
    """Run until asked to stop: by Ctrl-C, by SIGTERM, or by a terminal that closes."""
    gunicorn = ["gunicorn", "--workers=2", "--threads=4", "--log-level=warning", f"--bind=127.0.0.1:{port}"]
    celery = ["celery", "--app", "leidenmo", "--quiet"]
    programs = [
        Program("De webserver", [*gunicorn, "leidenmo.wsgi"]),
        Program("De worker", [*celery, "worker", "--concurrency=2", "--loglevel=WARNING"]),
        Program("De klok (beat)", [*celery, "beat", "--loglevel=WARNING", "--pidfile="]),
    ]
    asked_to_stop: list[int] = []
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, lambda number, _: asked_to_stop.append(number))
    while not asked_to_stop:
        for program in programs:
            program.keep_running()
        time.sleep(0.2)
    for program in programs:
        program.end()
    until = time.monotonic() + PATIENCE
    for program in programs:
        program.wait(until)


if __name__ == "__main__":
    main(sys.argv[1])
