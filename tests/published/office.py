"""Files of other formats, converted by LibreOffice."""

import atexit
import shutil
import subprocess
import tempfile
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Final

PROGRAM: Final = shutil.which("soffice") or shutil.which("libreoffice")
FILTERS: Final[Mapping[tuple[str, str], str]] = {
    (".docx", ".doc"): "doc:MS Word 97",
    (".docx", ".pdf"): "pdf:writer_pdf_Export",
    (".docx", ".html"): "html:HTML (StarWriter)",
    (".xlsx", ".xls"): "xls:MS Excel 97",
    (".xlsx", ".pdf"): "pdf:calc_pdf_Export",
    (".xlsx", ".html"): "html:HTML (StarCalc)",
    (".xlsx", ".csv"): "csv:Text - txt - csv (StarCalc):44,34,76,1",
}
"""LibreOffice's filter for each pair of suffixes; 44,34,76,1 is comma, quote, UTF-8, from the first line."""
_TIMEOUT: Final = 300


def converted(files: Iterable[Path], suffix: str) -> list[Path]:
    """Convert files to the format of a suffix, each into its own folder `<suffix>` beside it; one start of LibreOffice.

    Raises:
        RuntimeError: LibreOffice made no file.
    """
    made: list[Path] = []
    groups: dict[tuple[str, Path], list[Path]] = {}
    for one in files:
        groups.setdefault((FILTERS[one.suffix, suffix], one.parent), []).append(one)
    for (name, folder), group in groups.items():
        out = folder / suffix.removeprefix(".")
        said = _run(name, out, group)
        targets = [out / one.with_suffix(suffix).name for one in group]
        if missing := [one.name for one in targets if not one.is_file()]:
            raise RuntimeError(f"LibreOffice did not make {missing}: {said}")
        made += targets
    return made


def _run(name: str, out: Path, files: Sequence[Path]) -> str:
    done = subprocess.run(
        [
            str(PROGRAM), f"-env:UserInstallation={_profile().as_uri()}", "--headless", "--norestore",
            "--convert-to", name, "--outdir", str(out), *map(str, files),
        ],
        capture_output=True, text=True, timeout=_TIMEOUT, check=False,
    )  # fmt: skip
    return done.stdout + done.stderr


@cache
def _profile() -> Path:
    """Return a profile for this process, gone with it: two runs of LibreOffice with one profile end each other."""
    made = tempfile.mkdtemp(prefix="kpilint-office-")
    atexit.register(shutil.rmtree, made, ignore_errors=True)
    return Path(made)
