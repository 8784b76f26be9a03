"""What a guard and its child say to each other: length-prefixed MessagePack, checked when it is decoded.

No pickle: a child that a hostile file has taken over may say something false, and cannot run anything here.
"""

from typing import Final, Protocol

import msgspec
from msgspec import Struct

from kpilint.model import Document, Problem
from kpilint.sources.limits import Limits

_HEAD: Final = 8
"""Bytes of the length before each frame, big-endian."""
_PIECE: Final = 1 << 20
"""Bytes handed to the system at a time."""


class Pipe(Protocol):
    """An unbuffered pipe: both calls may move fewer bytes than asked for."""

    def readinto(self, buffer: memoryview, /) -> int | None:
        """Read into `buffer`; 0 at the end."""

    def write(self, data: memoryview, /) -> int | None:
        """Write some of `data`."""


class Request(Struct, frozen=True):
    """One file to read; its bytes follow in a frame of their own."""

    form: str
    path: str
    limits: Limits


class Ready(Struct, frozen=True, tag="ready"):
    """The child has started."""


class Read(Struct, frozen=True, tag="read"):
    """The file was read."""

    document: Document


class Refused(Struct, frozen=True, tag="refused"):
    """The reader says why nothing of the file can be assessed."""

    problem: Problem


class OutOfMemory(Struct, frozen=True, tag="memory"):
    """The reader came up against the memory limit."""


class Crashed(Struct, frozen=True, tag="crashed"):
    """The reader has a fault, of which the file made it aware."""

    reason: str


Answer = Ready | Read | Refused | OutOfMemory | Crashed

encode: Final = msgspec.msgpack.Encoder().encode
decode_request: Final = msgspec.msgpack.Decoder(Request).decode
decode_answer: Final = msgspec.msgpack.Decoder(Answer).decode


def send(pipe: Pipe, data: bytes) -> None:
    """Write one frame.

    Raises:
        OSError: nobody reads any more.
    """
    for one in (len(data).to_bytes(_HEAD, "big"), data):
        left = memoryview(one)
        while left:
            left = left[pipe.write(left[:_PIECE]) or 0 :]


def receive(pipe: Pipe, most: int) -> bytearray | None:
    """Read one frame of at most `most` bytes; None at the end of the pipe.

    Raises:
        EOFError: the pipe ends inside a frame.
        OverflowError: the frame is longer than allowed.
    """
    head = _exactly(pipe, _HEAD)
    if head is None:
        return None
    size = int.from_bytes(head, "big")
    if size > most:
        raise OverflowError
    body = _exactly(pipe, size) if size else bytearray()
    if body is None:
        raise EOFError
    return body


def _exactly(pipe: Pipe, size: int) -> bytearray | None:
    data = bytearray(size)
    left = memoryview(data)
    while left:
        count = pipe.readinto(left)
        if not count:
            if len(left) == size:
                return None
            raise EOFError
        left = left[count:]
    return data
