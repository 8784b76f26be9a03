"""Zip archives: each file in them a document of its own, and no archive that costs more than it may."""

import io
import struct
import zipfile
import zlib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kpilint import api, loading
from kpilint.errors import UsageError
from kpilint.problems import CATALOGUE, message
from kpilint.sources import archive
from kpilint.sources.limits import Limits

TABLE = "标题: {0}绩效目标表\n项目名称: {0}\n绩效指标:\n  - {{三级指标: 养护里程, 指标值: ≥30公里}}\n"
FLAG, METHOD, TIME = 6, 8, 10
"""Offsets in the header of a file; two more in the list of contents."""


def table(name="村道养护"):
    return TABLE.format(name).encode()


def zipped(members, method=zipfile.ZIP_DEFLATED):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", method) as made:
        for name, data in members:
            made.writestr(zipfile.ZipInfo(name) if isinstance(name, str) else name, data, method)
    return out.getvalue()


def raw_zip(members, flags=0):
    """A zip whose names are raw bytes, as Chinese programs write them; members: (name, data, extra)."""
    body, contents = b"", b""
    for name, data, extra in members:
        fields = struct.pack("<HHHHHIII", 20, flags, 0, 0, 0, zlib.crc32(data), len(data), len(data))[2:]
        sizes = struct.pack("<HH", len(name), len(extra))
        contents += b"PK\x01\x02\x14\0\x14\0" + fields + sizes + bytes(10) + struct.pack("<I", len(body)) + name + extra
        body += b"PK\x03\x04\x14\0" + fields + sizes + name + extra + data
    end = struct.pack("<HHHHIIH", 0, 0, len(members), len(members), len(contents), len(body), 0)
    return body + contents + b"PK\x05\x06" + end


def members(data, path="全县.zip", **limits):
    return list(archive.members(io.BytesIO(data), path, Limits(**limits)))


def paths(data, **limits):
    return [one.path for one in members(data, **limits)]


def problems(data, **limits):
    found = {one.path: one.problem for one in members(data, **limits) if one.problem}
    for one in found.values():
        for lang in ("zh", "en"):
            assert "{" not in message(one.code, one.args, lang)
    return {path: one.code for path, one in found.items()}


def test_each_file_is_a_document_in_the_order_of_names(tmp_path):
    path = tmp_path / "全县.zip"
    path.write_bytes(zipped([("乙/表.yaml", table("乙")), ("甲.yaml", table("甲")), ("乙/附.json", b"{}")]))
    documents = list(api.load_all(str(path)))
    assert [one.path for one in documents] == [f"{path}!乙/表.yaml", f"{path}!乙/附.json", f"{path}!甲.yaml"]
    assert [[each.project for each in one.tables] for one in documents if one.path.endswith("yaml")] == [["乙"], ["甲"]]


def test_zips_in_zips_are_opened_in_their_place_down_to_a_depth():
    inner = zipped([("c.yaml", table())])
    middle = zipped([("b.zip", inner), ("z.yaml", table())])
    outer = zipped([("a.zip", middle), ("0.yaml", table())])
    assert paths(outer) == ["全县.zip!0.yaml", "全县.zip!a.zip!b.zip!c.yaml", "全县.zip!a.zip!z.yaml"]
    assert problems(outer, archive_depth=2) == {"全县.zip!a.zip!b.zip": "input/too-deep"}
    assert problems(zipped([("x.zip", outer)])) == {"全县.zip!x.zip!a.zip!b.zip": "input/too-deep"}


def test_an_archive_that_contains_itself_ends():
    data = zipped([("a.yaml", table())])
    for _ in range(50):
        data = zipped([("self.zip", data)])
    assert problems(data) == {"全县.zip!self.zip!self.zip!self.zip": "input/too-deep"}


@pytest.mark.parametrize("name", ["云岭县/绩效目标表.yaml", "联通.yaml", "乡镇①.yaml", "表（2024年）.yaml"])
def test_names_in_gbk_without_a_word_about_it_are_chinese(name):
    data = raw_zip([(name.encode("gb18030"), table(), b"")])
    assert paths(data) == [f"全县.zip!{name}"]


def test_names_in_utf8_without_a_word_about_it_are_chinese_too():
    assert paths(raw_zip([("云岭县/表.yaml".encode(), table(), b"")])) == ["全县.zip!云岭县/表.yaml"]
    assert paths(raw_zip([("云岭县/表.yaml".encode(), table(), b"")], flags=0x800)) == ["全县.zip!云岭县/表.yaml"]
    assert paths(raw_zip([(b"caf\x82.yaml", table(), b"")]))  # no encoding of China: any name will do


def test_the_unicode_path_of_a_name_counts_if_it_is_that_names():
    raw, shown = "表.yaml".encode("gb18030"), "绩效目标表.yaml".encode()

    def extra(checksum):
        field = struct.pack("<BI", 1, checksum) + shown
        return struct.pack("<HH", 0x5455, 5) + bytes(5) + struct.pack("<HH", 0x7075, len(field)) + field

    assert paths(raw_zip([(raw, table(), extra(zlib.crc32(raw)))])) == ["全县.zip!绩效目标表.yaml"]
    assert paths(raw_zip([(raw, table(), extra(1))])) == ["全县.zip!表.yaml"]


def test_backslashes_of_old_programs_part_folders_and_those_inside_gbk_do_not():
    name = "云岭县\\誠.yaml".encode("gb18030")
    assert b"\\" in "誠".encode("gb18030")
    assert paths(raw_zip([(name, table(), b"")])) == ["全县.zip!云岭县/誠.yaml"]


def test_furniture_is_passed_over_and_other_files_are_counted():
    data = zipped([
        ("__MACOSX/._表.yaml", b"x"), ("~$表.docx", b"x"), (".DS_Store", b"x"), ("夹/", b""), ("Thumbs.db", b"x"),
        ("照片.jpg", b"\xff\xd8\xff"), ("说明.exe", b"MZ"), ("表.yaml", table()),
        ("无后缀", "云岭县绩效目标".encode("gb18030")),
    ])  # fmt: skip
    found = members(data)
    assert [one.path for one in found] == ["全县.zip", "全县.zip!无后缀", "全县.zip!表.yaml"]
    assert found[0].problem.code == "input/members-skipped"
    assert found[0].problem.args == {"count": "2", "names": "照片.jpg、说明.exe"}


def test_an_archive_without_documents_says_so():
    assert problems(zipped([])) == {"全县.zip": "input/no-table"}
    assert [one.problem.code for one in members(zipped([("a.jpg", b"x")]))] == [
        "input/members-skipped",
        "input/no-table",
    ]


def test_names_that_lead_elsewhere_lead_nowhere(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    data = zipped([("../../外.yaml", table()), ("/绝对/甲.yaml", table()), ("C:\\盘.yaml", table())])
    assert len(members(data)) == 3
    assert not [one.problem for one in members(data) if one.problem]
    assert list(tmp_path.iterdir()) == []


def patched(data, offset, value, name=b"b.yaml"):
    """Change a two-byte field of one file, in its header and in the list of contents."""
    made = bytearray(data)
    at = made.find(name)
    struct.pack_into("<H", made, at - 30 + offset, value)
    at = made.rfind(name)
    struct.pack_into("<H", made, at - 46 + offset + 2, value)
    return bytes(made)


THREE = zipped([("a.yaml", table("甲")), ("b.yaml", table("乙")), ("c.yaml", table("丙"))])


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (patched(THREE, FLAG, 1), "input/encrypted"),
        (patched(THREE, FLAG, 0x41), "input/encrypted"),
        (patched(THREE, METHOD, 9), "input/unpack-first"),
        (patched(THREE, METHOD, 14), "input/unpack-first"),
        (patched(THREE, METHOD, 99), "input/unpack-first"),
    ],
)
def test_a_file_that_cannot_be_unpacked_is_named_and_the_rest_goes_on(data, code):
    assert problems(data) == {"全县.zip!b.yaml": code}
    assert [one.path for one in members(data) if one.data] == ["全县.zip!a.yaml", "全县.zip!c.yaml"]


def test_a_file_without_a_name_is_looked_at_like_any_other():
    assert [one.data for one in members(raw_zip([(b"", "绩效目标".encode(), b"")]))] == ["绩效目标".encode()]


def test_a_wrong_checksum_is_told_of_its_file():
    at = THREE.find(b"b.yaml") + len("b.yaml") + 10
    broken = THREE[:at] + bytes([THREE[at] ^ 0xFF]) + THREE[at + 1 :]
    assert problems(broken) == {"全县.zip!b.yaml": "input/damaged"}


@pytest.mark.parametrize("cut", [0.1, 0.5, 0.9, 0.99])
def test_a_truncated_archive_is_one_clear_problem(cut, tmp_path):
    path = tmp_path / "全县.zip"
    path.write_bytes(THREE[: int(len(THREE) * cut)])
    (document,) = api.load_all(str(path))
    assert [one.code for one in document.problems] == ["input/damaged"]


def test_more_files_than_allowed_are_refused_nested_ones_counted():
    inner = zipped([(f"{at}.yaml", b"a: b") for at in range(8)])
    data = zipped([("1.zip", inner), ("2.zip", inner), ("a.yaml", table())])
    assert problems(data, archive_entries=12) == {"全县.zip!2.zip": "input/too-large"}
    assert problems(data, archive_entries=2) == {"全县.zip": "input/too-large"}


def test_a_bomb_is_refused_by_its_ratio_before_it_is_unpacked(monkeypatch):
    data = zipped([("bomb.txt", bytes(20_000_000)), ("b.yaml", table())])
    assert len(data) < 25_000
    opened = []
    real = zipfile.ZipFile.open
    monkeypatch.setattr(zipfile.ZipFile, "open", lambda self, one: (opened.append(one.filename), real(self, one))[1])
    assert problems(data) == {"全县.zip!bomb.txt": "input/too-large"}
    assert "bomb.txt" not in opened


def test_all_files_together_may_unpack_to_so_much_nested_ones_counted():
    text = ("村道养护" * 100).encode()  # 1200 bytes
    inner = zipped([(f"{at}.txt", text) for at in range(3)], zipfile.ZIP_STORED)
    data = zipped([("a.zip", inner), ("b.txt", text), ("c.txt", text)], zipfile.ZIP_STORED)
    assert problems(data) == {}
    assert problems(data, archive_bytes=len(inner) + 4 * 1200) == {"全县.zip!c.txt": "input/too-large"}
    assert problems(data, archive_bytes=len(inner) + 2 * 1200) == {
        "全县.zip!a.zip!2.txt": "input/too-large",
        "全县.zip!b.txt": "input/too-large",
        "全县.zip!c.txt": "input/too-large",
    }
    assert problems(data, file_bytes=1000).keys() == {"全县.zip!a.zip", "全县.zip!b.txt", "全县.zip!c.txt"}


def test_a_declared_size_that_is_too_small_yields_no_more_than_declared():
    data = bytearray(zipped([("a.txt", b"x" * 100_000)]))
    at = data.find(b"PK\x01\x02")
    struct.pack_into("<I", data, at + 24, 10)
    assert problems(bytes(data)) == {"全县.zip!a.txt": "input/damaged"}


def test_files_that_share_their_bytes_are_a_bomb():
    data = raw_zip([(b"a.txt", b"x" * 500, b""), (b"b.txt", b"x" * 500, b"")])
    made = bytearray(data)
    second = made.rfind(b"PK\x01\x02")
    struct.pack_into("<I", made, second + 42, 0)
    assert problems(bytes(made)) == {"全县.zip": "input/damaged"}
    quoted = bytearray(raw_zip([(b"a.txt", b"PK" + b"x" * 500, b""), (b"b.txt", b"y", b"")]))
    struct.pack_into("<I", quoted, quoted.rfind(b"PK\x01\x02") + 42, 40)
    assert problems(bytes(quoted)) == {"全县.zip": "input/damaged"}


def test_a_list_of_contents_as_large_as_the_file_is_not_read():
    end = struct.pack("<HHHHIIH", 0, 0, 65535, 65535, 50_000_000, 100, 0)
    huge = b"PK\x03\x04" + bytes(96) + bytes(50_000_000) + b"PK\x05\x06" + end
    assert problems(huge) == {"全县.zip": "input/too-large"}


def test_empty_files_and_files_of_other_formats_are_told_one_by_one(tmp_path):
    path = tmp_path / "全县.zip"
    path.write_bytes(zipped([("空.docx", b""), ("图.pdf", b"\x89PNG\r\n\x1a\n"), ("包.rar", b"Rar!\x1a\x07\0")]))
    found = {one.path.rpartition("!")[2]: [each.code for each in one.problems] for one in api.load_all(str(path))}
    assert found == {"空.docx": ["input/empty"], "图.pdf": ["input/image"], "包.rar": ["input/unpack-first"]}


@given(st.binary(max_size=30), st.integers(0, 10_000))
@settings(max_examples=200)
def test_broken_archives_are_problems_and_nothing_else(noise, at):
    whole = zipped([("a.yaml", table()), ("b.zip", THREE), ("夹/c.txt", b"x" * 50)])
    at %= len(whole)
    broken = whole[:at] + noise + whole[at + len(noise) :]
    for one in members(broken):
        assert (one.data is None) != (one.problem is None)
        assert not one.problem or one.problem.code in CATALOGUE


def test_one_file_is_in_memory_at_a_time():
    made = zipped([(f"{at}.txt", bytes([at]) * 1000) for at in range(5)], zipfile.ZIP_STORED)
    seen = archive.members(io.BytesIO(made), "x.zip", Limits())
    first = next(seen)
    assert first.path == "x.zip!0.txt"
    broken = io.BytesIO(made)
    lazily = archive.members(broken, "x.zip", Limits())
    next(lazily)
    broken.seek(0)
    broken.truncate(0)
    assert {one.problem.code for one in lazily} == {"input/damaged"}


def test_an_archive_is_known_by_its_content_and_a_document_in_a_zip_is_none(tmp_path):
    (tmp_path / "表.docx").write_bytes(zipped([("a.yaml", table())]))
    note, document = api.load_all(str(tmp_path / "表.docx"))
    assert [one.code for one in note.problems] == ["input/suffix-differs"]
    assert document.tables
    word = zipped([("[Content_Types].xml", b"wordprocessingml.document.main"), ("word/document.xml", b"")])
    (tmp_path / "表.zip").write_bytes(word)
    (item,) = loading.items(str(tmp_path / "表.zip"))
    assert (item.path, item.data, item.problem) == (str(tmp_path / "表.zip"), None, None)


def test_a_document_that_has_lost_its_parts_is_damaged_and_no_archive(tmp_path):
    (tmp_path / "表.docx").write_bytes(zipped([("[Content_Tipes].xml", b"<Types/>"), ("wrd/document.xml", b"<w/>")]))
    (document,) = api.load_all(str(tmp_path / "表.docx"))
    assert [one.code for one in document.problems] == ["input/damaged"]


def test_load_is_for_one_document(tmp_path):
    path = tmp_path / "一.zip"
    path.write_bytes(zipped([("a.yaml", table())]))
    assert api.load(str(path)).tables
    path.write_bytes(THREE)
    with pytest.raises(UsageError):
        api.load(str(path))
