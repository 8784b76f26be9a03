"""Failures that readers of several formats raise in the same words."""

from kpilint.model import Place
from kpilint.problems import ReadFailure
from kpilint.sources.limits import Limits


def too_large(what: str, found: int, limit: int, place: Place) -> ReadFailure:
    """Return the failure for something above its limit."""
    return ReadFailure("input/too-large", place, what=what, found=str(found), limit=str(limit))


def damaged(reason_zh: str, reason: str) -> ReadFailure:
    """Return the failure for a file that cannot be what it says it is, for the reason given in Chinese and English."""
    return ReadFailure("input/damaged", reason_zh=reason_zh, reason=reason)


def check_bytes(size: int, limits: Limits) -> None:
    """Refuse a file of more bytes than the limit.

    Raises:
        ReadFailure: `input/too-large`.
    """
    if size > limits.file_bytes:
        raise too_large("文件字节数 / bytes", size, limits.file_bytes, Place())
