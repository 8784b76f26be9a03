"""Which format a file is in: told by its content, its name only where the content leaves it open.

Counties name .doc what is HTML, .xls what is a table of text, and anything .txt.
"""

import codecs
import io
import re
from functools import cache
from pathlib import PurePosixPath
from typing import Final

from kpilint import inputkeys
from kpilint.model import Problem
from kpilint.problems import ReadFailure
from kpilint.sources.containers import oledir, zipdir
from kpilint.sources.detection import markup
from kpilint.sources.detection.formats import ALIKE, NAMES, SUFFIXES, WPS, not_recognised, save_as, unpack_first
from kpilint.sources.limits import DEFAULT_LIMITS, Limits

_ARCHIVES: Final = (
    (b"Rar!\x1a\x07", "RAR"),
    (b"7z\xbc\xaf\x27\x1c", "7z"),
    (b"\x1f\x8b", "gzip"),
    (b"\xfd7zXZ\0", "xz"),
    (b"BZh91AY&SY", "bzip2"),
    (b"\x28\xb5\x2f\xfd", "zstd"),
    (b"MSCF\0", "CAB"),
)
_PICTURES: Final = tuple(
    (re.compile(start, re.DOTALL), name)
    for start, name in (
        (rb"\x89PNG", "PNG"),
        (rb"\xff\xd8\xff", "JPEG"),
        (rb"GIF8", "GIF"),
        (rb"II\*\0|MM\0\*", "TIFF"),
        (rb"....ftyp(?:hei|mif|avif)", "HEIC"),
        (rb"BM....\0\0\0\0", "BMP"),
        (rb"RIFF....WEBP", "WebP"),
    )
)
_TAR: Final = slice(257, 262)
_PDF_WITHIN: Final = 1024
"""Bytes of junk that may stand before the header of a PDF file, as Acrobat allows."""
_TEXTS: Final = frozenset({"text", "yaml", "json", "jsonl"})
_YAML_KEY: Final = re.compile(rb"^\s*(?:- )?[\"']?[\w\x80-\xff]+[\"']?\s*:(?:\s|$)", re.MULTILINE)
_JSON_START: Final = b"{["
_JSON_TABLES: Final = re.compile(rb'(?:\[\s*)?\{\s*"')
_TOP_KEY: Final = re.compile(rb"^(?:- |  )?[\"']?([\w\x80-\xff]+)[\"']?:[ ]*(?:#.*)?\r?$", re.MULTILINE)
_YAML_ROW: Final = re.compile(rb"^[ ]*- (?:\{[ ]*)?[\"']?[\w\x80-\xff]+[\"']?: ", re.MULTILINE)
"""JSON with a mapping first; keys of YAML with what is theirs below them, at the left; a row of a list of mappings."""
_HEAD_WORDS: Final = ("一级指标", "二级指标", "三级指标", "指标值", "绩效指标")
_SUBJECT: Final = ("绩效", "指标")
_NEVER_TEXT: Final = frozenset({"docx", "xlsx", "pdf", "zip"})
"""Names that nobody gives to text, as they do with .doc and .xls: text there is what is left of a broken download."""
_FEW_COLUMNS: Final = 3
_SAMPLE: Final = 64 * 1024
_CONTROLS: Final = bytes(set(range(32)) - set(b"\t\n\v\f\r\x1a\x1b"))
_MOST_CONTROLS: Final = 0.02
_WIDE: Final = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)


def detect(path: str, data: bytes, limits: Limits = DEFAULT_LIMITS) -> str:
    """Return the format of a file: a key of `formats.NAMES`.

    Raises:
        ReadFailure: `input/encrypted`, `input/damaged`, `input/too-large`, or why this format is not read
            (`input/unsupported`, `input/unpack-first`, `input/save-as`, `input/image`, `input/not-recognised`).
    """
    suffix = PurePosixPath(path).suffix.lower()
    promised = SUFFIXES.get(suffix, "")
    return _by_magic(suffix, promised, data, limits) or _of_text(promised, data)


def differing(path: str, form: str) -> Problem | None:
    """Return a note where a file's name promises another format than it has."""
    suffix = PurePosixPath(path).suffix.lower()
    promised = SUFFIXES.get(suffix, "rtf" if suffix == ".rtf" else "")
    if not promised or form in WPS.get(suffix, ALIKE.get(promised, (promised,))):
        return None
    return Problem("input/suffix-differs", args={"suffix": suffix, "found": NAMES.get(form, form)})


def _by_magic(suffix: str, promised: str, data: bytes, limits: Limits) -> str:
    """Return the format that the first bytes tell, "" if they tell none.

    Raises:
        ReadFailure: as for `detect`.
    """
    if data.startswith(zipdir.MAGIC):
        return _zip(data, limits)
    if data.startswith(oledir.MAGIC[:4]):
        return _ole(suffix, promised, data)
    if _is_pdf(promised, data):
        return "pdf"
    if data[:64].removeprefix(b"\xef\xbb\xbf").lstrip().startswith(rb"{\rtf"):
        return "rtf"
    _refuse(data)
    return ""


def _refuse(data: bytes) -> None:
    """Raise for what is of a known kind that is not read.

    Raises:
        ReadFailure: `input/unpack-first`, `input/image`.
    """
    for start, name in _ARCHIVES:
        if data.startswith(start):
            raise unpack_first(name)
    if data[_TAR] == b"ustar":
        raise unpack_first("tar")
    for pattern, name in _PICTURES:
        if pattern.match(data):
            raise ReadFailure("input/image", found=name)


def _zip(data: bytes, limits: Limits) -> str:
    with zipdir.open_zip(io.BytesIO(data), limits) as archive:
        form = zipdir.kind(archive)
    if form in NAMES:
        return form
    if form in {"pptx", "odt", "OpenDocument"}:
        raise save_as(form, ".docx")
    if form in {"xlsb", "ods"}:
        raise save_as(form, ".xlsx")
    if form == "ofd":
        raise save_as("OFD", ".pdf")
    raise save_as(form, ".docx")


def _ole(suffix: str, promised: str, data: bytes) -> str:
    names = oledir.top_names(data)
    if "EncryptedPackage" in names:
        raise ReadFailure("input/encrypted")
    if "WordDocument" in names:
        return "doc"
    if "Workbook" in names or "Book" in names:
        return "xls"
    if "PowerPoint Document" in names:
        raise save_as("PowerPoint", ".docx")
    if suffix in WPS:
        raise save_as(f"WPS ({suffix})", ".docx" if promised == "doc" else ".xlsx")
    if promised in {"doc", "xls"}:
        return promised  # its reader says what is missing
    raise not_recognised()


def _is_pdf(promised: str, data: bytes) -> bool:
    at = data.find(b"%PDF-", 0, _PDF_WITHIN)
    if at < 0:
        return False
    if not data[:at].removeprefix(b"\xef\xbb\xbf").strip():
        return True
    return promised == "pdf" or (promised not in _TEXTS and b"startxref" in data)


def _of_text(promised: str, data: bytes) -> str:
    """Return the format of what has no magic number: by its markup, then by its name, then by its lines.

    Raises:
        ReadFailure: `input/not-recognised`, `input/unsupported` for XML of another kind.
    """
    if promised not in {"html", "mhtml"} and _is_binary(data, named_text=promised in _TEXTS or promised == "csv"):
        raise not_recognised()
    if found := markup.form(data, whole=promised in _TEXTS, sure=promised in {"html", "mhtml"}):
        return found
    if promised in {"yaml", "json", "jsonl", "csv"}:
        return promised
    if promised == "text":
        return _as_typed(data) or ("csv" if _is_csv(data) else "text")
    if not data.startswith(_WIDE) and not _decodes(data, "utf-8") and not _decodes(data, "gb18030"):
        raise not_recognised()
    if promised in _NEVER_TEXT and not any(word in markup.shown(data[:_SAMPLE]) for word in _SUBJECT):
        raise not_recognised()
    if promised in {"xls", "xlsx"} and any(sign in data for sign in (b"\t", b",", b";")):
        return "csv"
    return _by_lines(data)


def _as_typed(data: bytes) -> str:
    """Return the format of kpilint's own input, YAML or JSON, that was saved as text; "" for any other text."""
    body = data[:_SAMPLE].removeprefix(b"\xef\xbb\xbf").lstrip()
    if _JSON_TABLES.match(body):
        return _by_lines(data)
    ours = b"\t" not in body and not _parts_of_input().isdisjoint(_TOP_KEY.findall(body))
    return "yaml" if ours and _YAML_ROW.search(body) else ""


@cache
def _parts_of_input() -> frozenset[bytes]:
    """Return the keys under which the input has its tables or rows, as the usual encodings have them."""
    keys = (*inputkeys.variants("document")["tables"], *inputkeys.variants("table")["indicators"])
    return frozenset(key.encode(encoding) for key in keys for encoding in ("utf-8", "gb18030"))


def _by_lines(data: bytes) -> str:
    body = data.removeprefix(b"\xef\xbb\xbf").lstrip()
    if body[:1] and body[:1] in _JSON_START:
        lines = [line for line in body.splitlines() if line.strip()]
        return "jsonl" if len(lines) > 1 and all(line.lstrip()[:1] == b"{" for line in lines) else "json"
    if b"\t" not in body and len(_YAML_KEY.findall(body)) >= 2:  # noqa: PLR2004 - one may be prose with a colon
        return "yaml"
    return "csv" if _is_csv(data) else "text"


def _is_csv(data: bytes) -> bool:
    """Say whether a line of the file is the head of an indicator table with commas between its columns."""
    for line in markup.shown(data[:_SAMPLE]).splitlines():
        cells = [cell for cell in line.split(",") if any(word in cell for word in _HEAD_WORDS)]
        if len(cells) >= _FEW_COLUMNS and "\t" not in line:
            return True
    return False


def _is_binary(data: bytes, *, named_text: bool) -> bool:
    """Say whether the bytes are no characters; of a file named as text its reader has more to say."""
    if data.startswith(_WIDE):
        return False
    sample = data[:_SAMPLE]
    if not named_text and len(sample) - len(sample.translate(None, _CONTROLS)) > len(sample) * _MOST_CONTROLS:
        return True
    return b"\0" in data and not _decodes(data, "utf-8")


def _decodes(data: bytes, encoding: str) -> bool:
    try:
        data.decode(encoding)
    except UnicodeDecodeError:
        return False
    return True
