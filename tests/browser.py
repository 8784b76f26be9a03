"""Opens report pages in a headless Chromium, as tests and people who look at pictures of them need it."""

import os
import shutil
from contextlib import contextmanager
from pathlib import Path

_NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome", "msedge")


def find_chromium():
    """Return the path of a Chromium, None where there is none; KPILINT_CHROMIUM names one that is not on the path."""
    named = os.environ.get("KPILINT_CHROMIUM")
    return named or next((found for name in _NAMES if (found := shutil.which(name))), None)


@contextmanager
def chromium():
    """Start a browser; the caller opens contexts in it."""
    from playwright.sync_api import sync_playwright  # noqa: PLC0415 - tests without a browser do not need it

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=find_chromium(),
            args=["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage"],  # CI runs as root in small containers
        )
        try:
            yield browser
        finally:
            browser.close()


class Watched:
    """One open page with what happened on it: errors, refused content, dialogs, requests that left the file."""

    def __init__(self, browser, path, *, width=1280, height=900, **options):
        self.context = browser.new_context(viewport={"width": width, "height": height}, **options)
        self.page = self.context.new_page()
        self.errors, self.dialogs, self.requests = [], [], []
        self.page.on("console", lambda one: self.errors.append(one.text) if one.type in {"error", "warning"} else None)
        self.page.on("pageerror", lambda error: self.errors.append(str(error)))
        self.page.on("dialog", self._dialog)
        self.page.on("request", lambda one: self.requests.append(one.url))
        self.url = Path(path).resolve().as_uri()
        self.page.goto(self.url)

    def _dialog(self, dialog):
        self.dialogs.append(dialog.message)
        dialog.dismiss()

    @property
    def strangers(self):
        """Requests for anything but the page itself."""
        return [url for url in self.requests if url.partition("#")[0] != self.url]

    def close(self):
        self.context.close()


@contextmanager
def opened(browser, path, **options):
    """Open a page and close it again."""
    watched = Watched(browser, path, **options)
    try:
        yield watched
    finally:
        watched.close()
