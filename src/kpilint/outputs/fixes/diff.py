"""The differences that fixes make in a text file, as a unified diff."""

import re
from collections.abc import Iterator
from difflib import unified_diff
from typing import Final

from kpilint.fixes.result import FileFix

_LINE: Final = re.compile(r"[^\n]*\n|[^\n]+")
_NO_END: Final = "\n\\ No newline at end of file\n"


def differences(one: FileFix) -> Iterator[str]:
    """Yield the lines of a unified diff with their ends; none where nothing changes, or where the file is no text."""
    if one.texts is not None:
        before, after = map(_LINE.findall, one.texts)
        for line in unified_diff(before, after, one.document.path, one.document.path):
            yield line if line.endswith("\n") else line + _NO_END
