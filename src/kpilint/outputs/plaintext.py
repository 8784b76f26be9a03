"""Published text on one line of limited length, with nothing hidden in it."""

from kpilint.outputs.terminal import safe


def one_line(text: str, most: int = 0) -> str:
    """Return `text` on one line, hidden characters shown; of more than `most` characters the first, and an ellipsis."""
    if most and len(text) > most:
        return safe(text[: most - 1]) + "…"
    return safe(text)
