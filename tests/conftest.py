"""What several tests need."""

import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

ROOT = Path(__file__).resolve().parents[1]
SHARED = ROOT.parent / "shared"

settings.register_profile("kpilint", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("kpilint")


@pytest.fixture(scope="session")
def shared():
    """The folder of published documents and labels that lies beside the checkout where the project is developed."""
    if not (SHARED / "documents").is_dir():
        pytest.skip("no folder ../shared with the published documents beside this checkout")
    return SHARED


@pytest.fixture
def kpilint():
    """Run kpilint as a user would; returns the finished process with text output."""

    def run(*args, stdin=None, lang="zh", cwd=ROOT):
        return subprocess.run(
            [sys.executable, "-m", "kpilint", *map(str, args)],
            input=stdin,
            capture_output=True,
            cwd=cwd,
            check=False,
            env=_environment(lang),
        )

    return run


def _environment(lang):
    import os  # noqa: PLC0415

    return {**os.environ, "KPILINT_LANG": lang, "PYTHONUTF8": "1", "NO_COLOR": "1"}
