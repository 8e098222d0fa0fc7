"""A web server as `make run` starts it, and readers who ask it as fast as it answers."""

import socket
import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field

from bench import place

READERS = 4  # at once: two for each process of the server
PATIENCE = 60  # seconds


@dataclass
class Server:
    """Where it listens; `ask` is one request on one connection, `burst` many on several."""

    port: int
    idle: list["Connection"] = field(default_factory=list)

    def ask(self, request: bytes) -> "Answer":
        """Send one request over a connection that is kept; return the answer."""
        connection = self.idle.pop() if self.idle else Connection(self.port)
        answer = connection.ask(request)
        self.idle.append(connection)
        return answer

    def burst(self, request: bytes, number: int, wanted: int = 200) -> None:
        """Send `number` requests from several readers at once; raise when one is answered with another status."""
        left = iter(range(number))
        wrong: list[int] = []

        def read() -> None:
            connection = Connection(self.port)
            for _ in left:
                status = connection.ask(request).status
                if status != wanted:
                    wrong.append(status)
            connection.close()

        readers = [threading.Thread(target=read) for _ in range(READERS)]
        for reader in readers:
            reader.start()
        for reader in readers:
            reader.join()
        if wrong:
            raise AssertionError(f"{len(wrong)} answers, such as {wrong[0]}, where {wanted} was expected")


@dataclass(frozen=True)
class Answer:
    """What came back."""

    status: int
    headers: Mapping[str, str]
    body: bytes


class Connection:
    """One connection to the server; so plain that it hardly costs anything beside what it measures."""

    def __init__(self, port: int) -> None:
        self.port = port
        self._open()

    def _open(self) -> None:
        self.socket = socket.create_connection(("127.0.0.1", self.port), PATIENCE)
        self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)

    def ask(self, request: bytes) -> Answer:
        """Send a request, on a new connection when the server ended this one meanwhile; return the answer."""
        for _ in range(2):
            try:
                self.socket.sendall(request)
                return self._answer()
            except (ConnectionError, BrokenPipeError):
                self._open()
        raise ConnectionError("the server ended the connection twice")

    def _answer(self) -> Answer:
        data = b""
        while (end := data.find(b"\r\n\r\n")) < 0:
            data += self._some()
        first, *lines = data[:end].decode("latin-1").split("\r\n")
        headers = {name.lower(): value for name, _, value in (line.partition(": ") for line in lines)}
        status = int(first.split()[1])
        length = 0 if status in (204, 304) else int(headers["content-length"])
        parts, have = [data[end + 4 :]], len(data) - end - 4
        while have < length:
            parts.append(self._some())
            have += len(parts[-1])
        if headers.get("connection") == "close":
            self._open()
        return Answer(status, headers, b"".join(parts))

    def _some(self) -> bytes:
        some = self.socket.recv(1 << 20)
        if not some:
            raise ConnectionError
        return some

    def close(self) -> None:
        """End it."""
        self.socket.close()


def request(path: str, method: str = "GET", body: bytes = b"", **headers: str) -> bytes:
    """Return a request as it goes over the line."""
    said = {
        "Host": "127.0.0.1",
        "Content-Length": str(len(body)),
        **{k.replace("_", "-"): v for k, v in headers.items()},
    }
    lines = [f"{method} {path} HTTP/1.1", *(f"{name}: {value}" for name, value in said.items())]
    return "\r\n".join(lines).encode() + b"\r\n\r\n" + body


@contextmanager
def serving(**environment: str) -> Iterator[Server]:
    """Run gunicorn with two processes, as `leidenmo.run` does, on a port that is free."""
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        port = found.getsockname()[1]
    options = ["--workers=2", "--threads=4", "--log-level=error", f"--bind=127.0.0.1:{port}"]
    process = place.start("gunicorn", *options, "leidenmo.wsgi", **environment)
    try:
        _wait(port)
        yield Server(port)
    finally:
        place.end([process])


def _wait(port: int) -> None:
    """Wait until it answers."""
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        try:
            if Connection(port).ask(request("/ondergrens/vast/1/")).status == 200:
                return
        except OSError:
            time.sleep(0.2)
    raise TimeoutError("the web server did not start")
