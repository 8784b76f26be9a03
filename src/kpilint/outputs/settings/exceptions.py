"""Entries for the `exceptions` of a settings file, ready to be pasted, for `kpilint exceptions`."""

import json
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Final

from kpilint.outputs.listing import Listed
from kpilint.outputs.terminal import safe

_HEAD: Final[Mapping[str, str]] = {
    "zh": "# 贴进 kpilint.yaml；只留下确实可以不改的，每条写明理由。",
    "en": "# Paste into kpilint.yaml; keep only what may really stand, and say why for each.",
}


def render(found: Iterable[Listed], named: Mapping[str, str], reason: str, until: date | None, lang: str) -> str:
    """Return findings as entries. `named` are the files as the settings file names them."""
    lines: list[str] = []
    for one in found:
        lines += [
            f"  # {' '.join(part for part in (safe(one.title), safe(one.where), safe(one.message)) if part)}",
            f"  - file: {_text(named[one.path])}",
            f"    rule: {one.rule}",
            f'    fingerprint: "{one.fingerprint}"',
            f"    reason: {_text(reason)}",
        ]
        if until is not None:
            lines.append(f"    until: {until.isoformat()}")
    return "\n".join([_HEAD[lang], "exceptions:", *lines] if lines else ["exceptions: []"]) + "\n"


def _text(text: str) -> str:
    """Return text as a quoted scalar: strings of JSON are strings of YAML."""
    return json.dumps(text, ensure_ascii=False)
