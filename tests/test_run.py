"""What `make run` keeps running and how it ends."""

import time

import pytest

from leidenmo import run


@pytest.fixture
def program() -> run.Program:
    """A program that does nothing for a minute."""
    return run.Program("De slaper", ["python", "-c", "import time; time.sleep(60)"])


def test_program_that_was_killed_is_started_again(program: run.Program, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(run, "RESTART_AFTER", 0)
    program.start()
    first = program.process
    assert first is not None
    first.kill()
    first.wait()

    program.keep_running()

    assert program.process is not None
    assert program.process.pid != first.pid
    assert program.process.poll() is None
    program.end()
    program.wait(time.monotonic() + 5)


def test_program_that_lives_is_left_alone(program: run.Program) -> None:
    program.start()
    before = program.process

    program.keep_running()

    assert program.process is before
    program.end()
    program.wait(time.monotonic() + 5)


def test_program_that_does_not_end_when_asked_is_killed() -> None:
    deaf = "import signal, time; signal.signal(signal.SIGTERM, signal.SIG_IGN); print(1, flush=True); time.sleep(60)"
    program = run.Program("De dove", ["python", "-c", deaf])
    program.start()
    assert program.process is not None
    time.sleep(0.5)  # until it is deaf

    program.end()
    program.wait(time.monotonic() + 0.5)

    assert program.process.wait(5) == -9
