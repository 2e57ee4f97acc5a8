"""The system's Chromium, driven by Playwright; tests that need it skip with its name where it is missing."""

from __future__ import annotations

import os
import shutil
from contextlib import contextmanager

import pytest


def missing(program: str) -> None:
    """Skip with the name of a system program; where all are promised, fail."""
    (pytest.fail if os.environ.get("CLAIMX_REQUIRE_PROGRAMS") else pytest.skip)(f"needs the program {program}")


@contextmanager
def open_page(**context):
    """A fresh page that fails the test on any script error or console message."""
    sync_api = pytest.importorskip("playwright.sync_api")
    program = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if program is None:
        missing("chromium")
    with sync_api.sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=["--no-sandbox", "--disable-gpu"])
        page = browser.new_context(**context).new_page()
        page.set_default_timeout(10_000)
        said: list[str] = []
        page.on("console", lambda message: said.append(message.text))
        page.on("pageerror", lambda error: said.append(str(error)))
        try:
            yield page
            assert said == []
        finally:
            browser.close()
