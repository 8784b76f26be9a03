"""Optional way for old binary files that no reader here takes (Word 6.0/95): LibreOffice converts them to .docx.

Nothing is installed or downloaded for it. LibreOffice runs without a window, in a profile and a folder made for the
one file, with macros, links and the network off, under a clock that ends it with all processes it started.
"""

import os
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Final

from kpilint.model import Place
from kpilint.problems import ReadFailure
from kpilint.sources.boxes import Part
from kpilint.sources.containers import oledir
from kpilint.sources.failures import check_bytes, damaged, too_large
from kpilint.sources.limits import DEFAULT_LIMITS, Limits

VARIABLE: Final = "KPILINT_SOFFICE"
"""Environment variable that names the `soffice` program; it wins over PATH and the usual places."""
WORTH_A_TRY: Final = frozenset({"input/save-as", "input/damaged"})
"""Codes of the failures of `doc.parts` after which LibreOffice may still read the file."""

_SUFFIXES: Final = frozenset({".doc", ".dot", ".wps", ".wpt", ".rtf"})
_SHARE: Final = 0.8
"""Of the time for one file, what the conversion may take: whoever watches this process must not have to end it."""
_PLACES: Final = (
    "/usr/lib/libreoffice/program/soffice",
    "/usr/lib64/libreoffice/program/soffice",
    "/opt/libreoffice*/program/soffice",
    "/snap/bin/libreoffice",
    "/Applications/LibreOffice.app/Contents/MacOS/soffice",
)
_WINDOWS_ROOTS: Final = ("ProgramFiles", "ProgramFiles(x86)", "ProgramW6432")
_SETTINGS: Final = (
    ("Office.Common/Security/Scripting", "MacroSecurityLevel", "3"),
    ("Office.Common/Security/Scripting", "DisableMacrosExecution", "true"),
    ("Office.Common/Security/Scripting", "DisableActiveContent", "true"),
    ("Office.Common/Security/Scripting", "BlockUntrustedRefererLinks", "true"),
    ("Office.Writer/Content/Update", "Link", "0"),
    ("Inet/Settings", "ooInetProxyType", "2"),
    ("Inet/Settings", "ooInetHTTPProxyName", "127.0.0.1"),
    ("Inet/Settings", "ooInetHTTPProxyPort", "9"),
    ("Inet/Settings", "ooInetHTTPSProxyName", "127.0.0.1"),
    ("Inet/Settings", "ooInetHTTPSProxyPort", "9"),
)
"""Of a profile: macros never run, active content and links are off, the network leads nowhere."""


def parts(data: bytes, suffix: str, limits: Limits = DEFAULT_LIMITS) -> Iterator[Part]:
    """Yield the parts of an old Word document by way of .docx.

    Raises:
        ReadFailure: as for `to_docx` and for the reader of .docx.
    """
    from kpilint.sources import docx  # noqa: PLC0415 - looking for the program must not load the reader

    yield from docx.parts(to_docx(data, suffix, limits), limits)


def find_soffice(environment: Mapping[str, str] = os.environ) -> Path | None:
    """Return the LibreOffice program: the one `KPILINT_SOFFICE` names, on PATH, or in a usual place."""
    named = environment.get(VARIABLE)
    if named:
        return Path(named) if Path(named).is_file() else None
    for name in ("soffice", "libreoffice"):
        found = shutil.which(name, path=environment.get("PATH", os.defpath))
        if found:
            return Path(found)
    return next((place for place in _usual_places(environment) if place.is_file()), None)


def to_docx(data: bytes, suffix: str, limits: Limits = DEFAULT_LIMITS) -> bytes:
    """Return an old binary document (.doc, .wps), or one in RTF, as .docx.

    Args:
        data: the whole file, an OLE compound file or RTF.
        suffix: its suffix with the dot; it tells LibreOffice what the file is.
        limits: `seconds` bounds the conversion, `file_bytes` what goes in and comes out.

    Raises:
        ReadFailure: `input/no-libreoffice`, `input/libreoffice-failed`, `input/too-large`, or `input/damaged` for what
            begins like no such file: LibreOffice would read it as whatever it looks like.
    """
    check_bytes(len(data), limits)
    suffix = suffix.lower() if suffix.lower() in _SUFFIXES else ".doc"
    if suffix == ".rtf" and not data[:64].removeprefix(b"\xef\xbb\xbf").lstrip().startswith(rb"{\rtf"):
        raise damaged("不是 RTF 文件", "not an RTF file")
    if suffix != ".rtf" and not data.startswith(oledir.MAGIC):
        raise damaged("不是复合文档", "not a compound file")
    program = find_soffice()
    if program is None:
        raise ReadFailure("input/no-libreoffice", found=suffix)
    with tempfile.TemporaryDirectory(prefix="kpilint-", ignore_cleanup_errors=True) as folder:
        return _converted(program, data, suffix, Path(folder), limits)


def _converted(program: Path, data: bytes, suffix: str, folder: Path, limits: Limits) -> bytes:
    """Return what LibreOffice makes of the file inside `folder`."""
    source = folder / f"input{suffix}"
    source.write_bytes(data)
    profile = folder / "profile"
    _write_profile(profile)
    _run(_command(program, source, profile, folder / "out"), folder, limits.seconds * _SHARE)
    made = folder / "out" / "input.docx"
    if not made.is_file():
        raise _failed("没有生成结果", "it made no file")
    if made.stat().st_size > limits.file_bytes:
        raise too_large("转换后的字节数 / bytes once converted", made.stat().st_size, limits.file_bytes, Place())
    return made.read_bytes()


def _command(program: Path, source: Path, profile: Path, out: Path) -> list[str]:
    return [
        str(program),
        f"-env:UserInstallation={profile.as_uri()}",
        "--headless",
        "--norestore",
        "--nolockcheck",
        "--nodefault",
        "--nofirststartwizard",
        "--convert-to",
        "docx:MS Word 2007 XML",
        "--outdir",
        str(out),
        str(source),
    ]


def _run(command: list[str], folder: Path, seconds: float) -> None:
    """Run LibreOffice to its end, or end it and all that it started when the time is up.

    Raises:
        ReadFailure: `input/libreoffice-failed`: it did not start, or took too long.
    """
    environment = {**os.environ, "HOME": str(folder), "TMPDIR": str(folder), "SAL_USE_VCLPLUGIN": "svp"}
    try:
        process = subprocess.Popen(  # noqa: S603 - the program the user has, and arguments made here
            command,
            cwd=folder,
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
    except OSError as error:
        raise _failed("无法启动", f"it did not start: {error.strerror}") from error
    with process:
        try:
            process.wait(seconds)
        except subprocess.TimeoutExpired:
            _end(process)
            raise _failed(f"超过 {seconds:.0f} 秒", f"it took more than {seconds:.0f} seconds") from None
        except BaseException:
            _end(process)
            raise


def _end(process: subprocess.Popen[bytes]) -> None:
    """End a process that has not been waited for, and those it started."""
    if sys.platform == "win32":
        tree = ["taskkill", "/T", "/F", "/PID", str(process.pid)]
        subprocess.run(tree, check=False, capture_output=True)  # noqa: S603 - numbers only
        return
    try:
        os.killpg(process.pid, signal.SIGKILL)
    except (ProcessLookupError, PermissionError):
        return  # all have ended; macOS says so with the second error


def _failed(reason_zh: str, reason: str) -> ReadFailure:
    return ReadFailure("input/libreoffice-failed", reason_zh=reason_zh, reason=reason)


def _write_profile(profile: Path) -> None:
    """Make a profile that runs nothing and asks nobody."""
    items = "".join(
        f'<item oor:path="/org.openoffice.{path}"><prop oor:name="{name}" oor:op="fuse"><value>{value}</value></prop>'
        "</item>"
        for path, name, value in _SETTINGS
    )
    (profile / "user").mkdir(parents=True)
    (profile / "user" / "registrymodifications.xcu").write_text(
        '<?xml version="1.0" encoding="UTF-8"?><oor:items xmlns:oor="http://openoffice.org/2001/registry" '
        'xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
        f"{items}</oor:items>",
        encoding="utf-8",
    )


def _usual_places(environment: Mapping[str, str]) -> Iterable[Path]:
    for place in _PLACES:
        head, star, tail = place.partition("*")
        if star:
            parent = Path(head).parent
            yield from sorted(parent.glob(f"{Path(head).name}*{tail}")) if parent.is_dir() else ()
        else:
            yield Path(place)
    for root in _WINDOWS_ROOTS:
        if root in environment:
            yield Path(environment[root]) / "LibreOffice" / "program" / "soffice.com"
