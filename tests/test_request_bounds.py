"""Where a request ends is never in doubt: what two servers could read in two ways, ours refuses, and closes the door."""

import os
import re
import socket
import subprocess
import sys
import time
from collections.abc import Iterator

import pytest

from leidenmo.stack import answers
from tests.conftest import REPOSITORY

PLAIN = "GET /health/live HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"
HIDDEN = "GET /health/live HTTP/1.1\r\nHost: localhost\r\n\r\n"
START = "POST /health/live HTTP/1.1\r\nHost: localhost\r\n"


@pytest.fixture(scope="module")
def port() -> Iterator[int]:
    """The port of the web server as the Procfile has it, which needs no database for /health/live."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        number = int(probe.getsockname()[1])
    command = [sys.executable, "-m", "gunicorn", "leidenmo.wsgi", "--bind", f"127.0.0.1:{number}", "--threads", "2"]
    environment = {**os.environ, "HTTPS": "off", "LOG_LEVEL": "ERROR", "DATABASE_URL": "sqlite://:memory:"}
    server = subprocess.Popen(command, cwd=REPOSITORY, env=environment)  # noqa: S603 - our own program
    until = time.monotonic() + 60
    try:
        while not (answers(number) and sent(number, PLAIN)) and time.monotonic() < until:
            time.sleep(0.1)
        yield number
    finally:
        server.terminate()
        server.wait(20)


def sent(port: int, message: str) -> str:
    """Send these bytes and return all that comes back before the door is closed, or nothing more comes."""
    with socket.create_connection(("127.0.0.1", port), timeout=10) as connection:
        connection.sendall(message.encode("latin-1"))
        connection.settimeout(3)
        told = b""
        try:
            while piece := connection.recv(65536):
                told += piece
        except (TimeoutError, ConnectionResetError):
            pass
    return told.decode("latin-1")


def test_plain_request_is_answered(port: int) -> None:
    assert sent(port, PLAIN).startswith("HTTP/1.1 200")


@pytest.mark.parametrize(
    "doubtful",
    [
        f"Content-Length: 4\r\nContent-Length: 9\r\n\r\nabcd{HIDDEN}",
        f"Content-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n{HIDDEN}",
        f"Transfer-Encoding: xchunked\r\n\r\n0\r\n\r\n{HIDDEN}",
        f"Transfer-Encoding: chunked, identity\r\n\r\n0\r\n\r\n{HIDDEN}",
        f"Content-Length : 4\r\n\r\nabcd{HIDDEN}",
        f"Content-Length: +4\r\n\r\nabcd{HIDDEN}",
        f"Content-Length: -1\r\n\r\n{HIDDEN}",
        f"Transfer-Encoding: chunked\r\n\r\nzz\r\n{HIDDEN}",
        "X-Lang: " + "a" * 20_000 + "\r\n\r\n",
        "".join(f"X-{number}: a\r\n" for number in range(200)) + "\r\n",
    ],
)
def test_request_whose_end_is_in_doubt_is_refused_and_nothing_hidden_in_it_is_answered(
    port: int, doubtful: str
) -> None:
    told = sent(port, START + doubtful)

    statuses = re.findall(r"HTTP/1\.1 (\d)\d\d", told)
    assert statuses
    assert set(statuses) <= {"4", "5"}  # not even the form's own answer comes with that of what was hidden


def test_address_that_is_too_long_is_refused(port: int) -> None:
    assert sent(port, f"GET /{'a' * 9000} HTTP/1.1\r\nHost: localhost\r\n\r\n").startswith("HTTP/1.1 4")
