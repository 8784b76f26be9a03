"""What several tests need."""

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

ROOT = Path(__file__).resolve().parents[1]
SHARED = ROOT.parent / "shared"

_OWN_CACHE = None
if "KPILINT_CACHE_DIR" not in os.environ:  # the cache of whoever runs the tests is left alone
    _OWN_CACHE = os.environ["KPILINT_CACHE_DIR"] = tempfile.mkdtemp(prefix="kpilint-tests-")

settings.register_profile("kpilint", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("kpilint")


def pytest_unconfigure():
    """Remove the cache that this process made for the tests."""
    if _OWN_CACHE is not None:
        shutil.rmtree(_OWN_CACHE, ignore_errors=True)


@pytest.fixture(scope="session")
def shared():
    """The folder of published documents and labels that lies beside the checkout where the project is developed."""
    if not (SHARED / "documents").is_dir():
        pytest.skip("no folder ../shared with the published documents beside this checkout")
    return SHARED


@pytest.fixture(scope="session")
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
    return {**os.environ, "KPILINT_LANG": lang, "PYTHONUTF8": "1", "NO_COLOR": "1"}
