"""Damage to files, at random: bytes, parts of packages, objects of PDF files, tokens of text formats."""

import io
import re
import warnings
import zipfile
import zlib

LENGTHS = (1, 2, 4, 16, 64, 512, 4096)
NUMBERS = (b"0", b"-1", b"1", b"255", b"65536", b"16385", b"1048577", b"2147483648", b"99999999999999999999", b"1e999")
_NUMBER = re.compile(rb"\d+")
_ELEMENT = re.compile(rb"<[^<>]{1,300}>")
_OBJECT = re.compile(rb"\d+ 0 obj.*?endobj", re.DOTALL)
_REFERENCE = re.compile(rb"\d+ 0 R")
_STREAM = re.compile(rb"(stream\r?\n)(.*?)(\r?\nendstream)", re.DOTALL)


def mutated(data, chance, others=()):
    """Return `data` with one to six kinds of damage; `others` are files to take pieces from."""
    for _ in range(chance.choice((1, 1, 1, 2, 3, 6))):
        data = chance.choice(_kinds(data))(data, chance, others)
    return data


def _kinds(data):
    anything = [_flip, _extreme, _cut, _splice, _double, _swap]
    if data.startswith(b"PK"):
        return [*anything, *[_part] * 12]
    if data.startswith(b"%PDF"):
        return [*anything, *[_pdf_reference] * 4, *[_pdf_objects] * 2, *[_pdf_stream] * 3, _number, _number]
    if data.startswith(b"\xd0\xcf\x11\xe0"):
        return [*anything, *[_word] * 6]
    return [*anything, *[_markup] * 4, *[_number] * 3]


def _span(data, chance):
    start = chance.randrange(len(data) + 1)
    return start, min(len(data), start + chance.choice(LENGTHS))


def _flip(data, chance, _others):
    out = bytearray(data)
    for _ in range(chance.choice((1, 3, 20)) if out else 0):
        out[chance.randrange(len(out))] ^= 1 << chance.randrange(8)
    return bytes(out)


def _extreme(data, chance, _others):
    start, end = _span(data, chance)
    return data[:start] + chance.choice((b"\0", b"\xff", b"\x7f", b'"', b"<", b"\n")) * (end - start) + data[end:]


def _cut(data, chance, _others):
    start, end = _span(data, chance)
    return data[:start] if chance.random() < 0.3 else data[:start] + data[end:]


def _splice(data, chance, others):
    source = chance.choice([data, *others])
    start, end = _span(source, chance)
    at = chance.randrange(len(data) + 1)
    return data[:at] + source[start:end] + data[at:]


def _double(data, chance, _others):
    start, end = _span(data, chance)
    return data[:end] + data[start:end] * chance.choice((1, 2, 50)) + data[end:]


def _swap(data, chance, _others):
    start, end = _span(data, chance)
    at, to = _span(data[end:], chance)
    return data[:start] + data[end + at : end + to] + data[end : end + at] + data[start:end] + data[end + to :]


def _word(data, chance, _others):
    """Put a telling number into an aligned word, as sector numbers, counts and offsets of OLE files are."""
    size = chance.choice((2, 4))
    at = chance.randrange(len(data) // size + 1) * size
    number = chance.choice((0, 1, 2, at // 512, 0x7FFF, 0xFFFE, 0xFFFF, 0x7FFFFFFF, 0xFFFFFFFE, len(data)))
    return data[:at] + (number % 256**size).to_bytes(size, "little") + data[at + size :]


def _number(data, chance, _others):
    return _one(_NUMBER, data, chance, lambda _: chance.choice(NUMBERS))


def _one(pattern, data, chance, change):
    found = list(pattern.finditer(data))
    if not found:
        return data
    match = chance.choice(found)
    return data[: match.start()] + change(match) + data[match.end() :]


def _markup(data, chance, others):  # noqa: PLR0911 - one for each kind
    """Drop, double, move or number an element's tag, or what stands between two of them."""
    found = list(_ELEMENT.finditer(data))
    if not found:
        return _splice(data, chance, others)
    first, second = sorted((chance.choice(found), chance.choice(found)), key=lambda one: one.start())
    piece = data[first.start() : second.end()]
    what = chance.randrange(6)
    if what == 0:
        return data[: first.start()] + data[first.end() :]
    if what == 1:
        return data[: second.end()] + piece + data[second.end() :]
    if what == 2:
        return data[: first.start()] + data[second.start() :]
    if what == 3:
        return data[: first.end()] + first.group() * chance.choice((1, 300, 2000)) + data[first.end() :]
    if what == 4:
        return data[: first.start()] + second.group() + data[first.end() :]
    return data[: first.start()] + _number(piece, chance, others) + data[second.end() :]


def _part(data, chance, others):
    """Damage one part of a package, and pack it again so that checksums are right."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            files = [(info.filename, package.read(info)) for info in package.infolist()]
    except Exception:  # noqa: BLE001 - earlier damage: any will do
        return _flip(data, chance, others)
    if not files:
        return data
    at = chance.randrange(len(files))
    name, inner = files[at]
    what = chance.randrange(10)
    if what == 0:
        del files[at]
    elif what == 1:
        files[at] = (name, chance.choice(files)[1])
    elif what == 2:
        files[at] = (chance.choice(files)[0], inner)
    elif inner.startswith(b"PK"):
        files[at] = (name, _flip(inner, chance, others))
    else:
        files[at] = (name, chance.choice((_markup, _markup, _markup, _number, _number, _flip, _cut))(inner, chance, ()))
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package, warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of names that are there twice, which is what we want
        for name, inner in files:
            package.writestr(zipfile.ZipInfo(name), inner, zipfile.ZIP_DEFLATED)
    return out.getvalue()


def _pdf_reference(data, chance, _others):
    """Point a reference elsewhere: to a parent, to itself, to nothing."""
    count = data.count(b" 0 obj") + 2
    return _one(_REFERENCE, data, chance, lambda _: b"%d 0 R" % chance.randrange(count))


def _pdf_objects(data, chance, _others):
    found = list(_OBJECT.finditer(data))
    if len(found) < 2:
        return data
    first, second = sorted(chance.sample(found, 2), key=lambda one: one.start())
    return data[: second.start()] + first.group().replace(b"endobj", b"") + b"endobj" + data[second.end() :]


def _pdf_stream(data, chance, others):
    """Damage what is packed in a stream, and pack it again."""

    def change(match):
        try:
            inner = zlib.decompress(match[2])
        except zlib.error:
            return match[1] + _flip(match[2], chance, others) + match[3]
        kind = chance.choice((_number, _number, _splice, _double, _swap, _cut))
        return match[1] + zlib.compress(kind(inner, chance, ())) + match[3]

    return _one(_STREAM, data, chance, change)
