"""Open-loop load over HTTP: requests start when they are meant to, and are timed from then."""

import asyncio
import statistics
import time
from collections.abc import Sequence
from dataclasses import dataclass, field

SILENT_AFTER = 30.0


@dataclass(frozen=True)
class Shot:
    """One request: what it is called, when it starts (seconds from the beginning), and its bytes."""

    name: str
    starts: float
    content: bytes
    accepted: frozenset[int] = frozenset({200})


@dataclass
class Seen:
    """What was measured of one kind of request."""

    taken: list[float] = field(default_factory=list)
    errors: dict[str, int] = field(default_factory=dict)


def request(address: str, session: str, body: str | None = None, *, csrf: str = "c" * 32) -> bytes:
    """Return the bytes of a GET, or of a form's POST, by the manager with this session."""
    lines = [
        f"{'GET' if body is None else 'POST'} {address} HTTP/1.1",
        "Host: 127.0.0.1",
        f"Cookie: sessionid={session}; csrftoken={csrf}",
        "Accept-Language: zh-CN",
        "Connection: close",
    ]
    if body is not None:
        lines += [
            "Content-Type: application/x-www-form-urlencoded",
            f"Content-Length: {len(body)}",
            f"X-CSRFToken: {csrf}",
        ]
    return ("\r\n".join(lines) + "\r\n\r\n" + (body or "")).encode()


async def ask(port: int, content: bytes) -> int:
    """Send one request on a connection of its own and return the status once the whole answer is there."""
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    try:
        writer.write(content)
        answer = await reader.read(-1)
        return int(answer[9:12])
    finally:
        writer.close()


def fire(port: int, shots: Sequence[Shot]) -> tuple[dict[str, Seen], float]:
    """Send every shot when it is meant to start; return what was seen by name, and the seconds taken."""
    return asyncio.run(_fire(port, shots))


async def _fire(port: int, shots: Sequence[Shot]) -> tuple[dict[str, Seen], float]:
    seen: dict[str, Seen] = {}
    began = time.monotonic()

    async def one(shot: Shot) -> None:
        await asyncio.sleep(began + shot.starts - time.monotonic())
        into = seen.setdefault(shot.name, Seen())
        try:
            async with asyncio.timeout(SILENT_AFTER):
                status = await ask(port, shot.content)
        except (OSError, TimeoutError, ValueError) as error:
            status, reason = 0, type(error).__name__
        else:
            reason = str(status)
        if status not in shot.accepted:
            into.errors[reason] = into.errors.get(reason, 0) + 1
        into.taken.append((time.monotonic() - began - shot.starts) * 1000)

    async with asyncio.TaskGroup() as group:
        for shot in shots:
            group.create_task(one(shot))
    return seen, time.monotonic() - began


def row(name: str, seen: Seen, seconds: float) -> tuple[str, ...]:
    """Return name, requests, requests a second, p50, p95, p99 and the errors."""
    parts = (
        statistics.quantiles(seen.taken, n=100, method="inclusive")
        if len(seen.taken) > 1
        else seen.taken * 99
    )
    errors = ", ".join(f"{count} x {reason}" for reason, count in sorted(seen.errors.items())) or "0"
    return (
        name,
        str(len(seen.taken)),
        f"{len(seen.taken) / seconds:.0f}",
        *(f"{parts[number - 1]:.0f}" for number in (50, 95, 99)),
        errors,
    )
