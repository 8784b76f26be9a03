"""Threaded comments of newer versions of Excel: kpilint answers in those that are there, and opens none."""

import uuid
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Final

from lxml import etree

from kpilint.officefiles.markup import like
from kpilint.officefiles.naming import AUTHOR, writable
from kpilint.officefiles.related import Changes, of_kind
from kpilint.officefiles.values import Remark
from kpilint.sources.excel.addresses import cell_address

_SPACE: Final = uuid.UUID("6b70696c-696e-7400-8000-000000000000")
_PERSON: Final = "{" + str(uuid.uuid5(_SPACE, AUTHOR)).upper() + "}"


def answer(
    changes: Changes, main: str, sheet: str, notes: Mapping[tuple[int, int], Sequence[Remark]], day: date
) -> None:
    """Put remarks at the end of the threads that stand at their cells, in place of those of an earlier run."""
    part, people = of_kind(changes.package, sheet, "threadedComment"), of_kind(changes.package, main, "person")
    if not part or not people:
        return
    root = changes.markup(part).root
    for old in [one for one in root.iterchildren("{*}threadedComment") if one.get("personId") == _PERSON]:
        root.remove(old)
    threads = {one.get("ref", ""): one for one in root.iterchildren("{*}threadedComment") if not one.get("parentId")}
    for cell, remarks in sorted(notes.items()):
        thread = threads.get(cell_address(*cell))
        if thread is not None:
            _sign(changes.markup(people).root)
            _reply(root, thread, remarks, day)


def _sign(people: etree._Element) -> None:
    if any(one.get("id") == _PERSON for one in people.iterchildren("{*}person")):
        return
    made = etree.SubElement(people, like(people, "person"))
    for key, value in (("displayName", AUTHOR), ("id", _PERSON), ("userId", AUTHOR), ("providerId", "None")):
        made.set(key, value)


def _reply(root: etree._Element, thread: etree._Element, remarks: Sequence[Remark], day: date) -> None:
    text = writable("\n\n".join("\n".join(filter(None, (one.heading, one.text))) for one in remarks))
    made = etree.Element(like(root, "threadedComment"))
    number = uuid.uuid5(_SPACE, f"{thread.get('id')} {text}")
    for key, value in (
        ("ref", thread.get("ref", "")), ("dT", f"{day.isoformat()}T00:00:00.00"), ("personId", _PERSON),
        ("id", "{" + str(number).upper() + "}"), ("parentId", thread.get("id", "")),
    ):  # fmt: skip
        made.set(key, value)
    etree.SubElement(made, like(root, "text")).text = text
    last = [one for one in root.iterchildren("{*}threadedComment") if one.get("parentId") == thread.get("id")]
    (last[-1] if last else thread).addnext(made)
