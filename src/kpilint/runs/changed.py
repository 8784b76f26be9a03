"""Which files have changed against git: what git itself says, asked with fixed arguments."""

import os
import shutil
import subprocess
import unicodedata
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Final

from kpilint.errors import UsageError
from kpilint.folders import STANDARD_INPUT

_SECONDS: Final = 60
_SAFE: Final = ("-c", "core.fsmonitor=", "-c", "core.quotePath=false")
"""A repository may name a program as its fsmonitor, which would be run."""
_KEPT_VARIABLES: Final = ("GIT_CONFIG", "GIT_CEILING", "GIT_DISCOVERY", "GIT_EXEC_PATH")


def changed_files(files: Sequence[str], since: str | None = None) -> list[str]:
    """Return those of the files that differ from the last commit: edited, staged or not yet added, not ignored ones.

    With `since`, those that differ from where the branch left that commit, branch or tag.

    Raises:
        UsageError: a file is in no repository, there is no git or no such commit, or git fails.
    """
    if STANDARD_INPUT in files:
        raise UsageError("--changed 不能用于标准输入", "--changed does not go with standard input")
    groups: dict[Path, list[str]] = {}
    for one in files:
        groups.setdefault(_repository(one), []).append(one)
    wanted: set[str] = set()
    for root, members in groups.items():
        names = _changed_in(root, since)
        wanted.update(one for one in members if _mark(Path(one)) in names)
    return [one for one in files if one in wanted]


def _repository(file: str) -> Path:
    """Return the root of the repository that a file is in."""
    folder = _place(Path(file)).parent
    found = next((one for one in (folder, *folder.parents) if (one / ".git").exists()), None)
    if found is None:
        raise UsageError(
            f"不在 git 仓库中，不知道哪些文件有改动：{file}",
            f"in no git repository, so nothing tells what changed: {file}",
        )
    return found


def _changed_in(root: Path, since: str | None) -> frozenset[str]:
    new = _git(root, "ls-files", "-z", "--others", "--exclude-standard")
    base = _base(root, since)
    if base is None:  # no commit yet: all that is there is new
        known = _git(root, "ls-files", "-z", "--cached")
    else:
        known = _git(
            root, "diff", "-z", "--name-only", "--no-renames", "--diff-filter=d", "--no-ext-diff", "--no-textconv",
            base, "--",
        )  # fmt: skip
    return frozenset(_mark(root / os.fsdecode(one)) for one in (new + known).split(b"\0") if one)


def _base(root: Path, since: str | None) -> str | None:
    """Return the commit to compare with, None where there is none yet."""
    if since is None:
        return _commit(root, "HEAD")
    commit = _commit(root, since)
    if commit is None:
        raise UsageError(
            f"{root} 中没有这个提交、分支或标签：{since}", f"no such commit, branch or tag in {root}: {since}"
        )
    return _git(root, "merge-base", commit, "HEAD").decode("ascii", "replace").strip()


def _commit(root: Path, name: str) -> str | None:
    found = _git(root, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{name}^{{commit}}", may_fail=True)
    return found.decode("ascii", "replace").strip() or None


def _git(root: Path, *arguments: str, may_fail: bool = False) -> bytes:
    try:
        done = subprocess.run(  # noqa: S603 - a fixed program with fixed arguments, no shell
            [_program(), "-C", str(root), *_SAFE, *arguments],
            capture_output=True,
            check=False,
            env=_environment(os.environ),
            stdin=subprocess.DEVNULL,
            timeout=_SECONDS,
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        raise UsageError(f"git 无法运行：{error}", f"git cannot be run: {error}") from error
    if done.returncode and not may_fail:
        said = done.stderr.decode("utf-8", "replace").strip().splitlines()
        reason = said[0] if said else f"exit code {done.returncode}"
        raise UsageError(f"git 出错（{root}）：{reason}", f"git failed in {root}: {reason}")
    return b"" if done.returncode else done.stdout


def _program() -> str:
    """Return git's path. On Windows the current folder would come first, which may be anybody's."""
    found = shutil.which("git")
    if found is None or Path(found).resolve().parent == Path.cwd():
        raise UsageError(
            "要用 --changed 须先安装 git，并能在命令行中运行", "--changed needs git, installed and on the path"
        )
    return found


def _environment(variables: Mapping[str, str]) -> dict[str, str]:
    """Return variables without those that point git at another repository, as a hook has them, and in one language."""
    kept = {k: v for k, v in variables.items() if not k.startswith("GIT_") or k.startswith(_KEPT_VARIABLES)}
    return {**kept, "GIT_OPTIONAL_LOCKS": "0", "LC_ALL": "C.UTF-8"}


def _place(file: Path) -> Path:
    """Return where a file itself is; a link is a file of its own."""
    return file.parent.resolve() / file.name


def _mark(file: Path) -> str:
    """Return what two names of one file have in common: macOS spells accents apart, Windows ignores case."""
    return os.path.normcase(unicodedata.normalize("NFC", str(_place(file))))


def what_changed(checked: int, of: int, since: str | None, lang: str) -> str:
    """Return the line that says what was left out, and what that means for comparisons across files."""
    if lang == "zh":
        against = f"与 {since} 相比" if since else "与上次提交相比"
        if not checked:
            return f"{against}没有改动的文件（共 {of} 个），未检查"
        return f"{against}有改动的文件 {checked} 个（共 {of} 个），只检查这些；跨文件的比对也只在这些文件之间进行"
    against = f"against {since}" if since else "since the last commit"
    if not checked:
        return f"no file has changed {against} ({of} in all), nothing checked"
    return f"{checked} of {of} file(s) changed {against}; only these are checked, and compared with each other"
