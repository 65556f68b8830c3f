"""Chromium for the browser tests; a page that complains by itself about errors and foreign hosts."""

import os
import shutil
from collections.abc import Iterator
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import pytest

from tests.harness.server import RunningServer
from tests.harness.surroundings import IN_CI

if TYPE_CHECKING:
    from playwright.sync_api import Browser, ConsoleMessage, Page, Request, Response

CHROMIUM = shutil.which("chromium") or "/usr/bin/chromium"
ARGUMENTS = [
    "--no-sandbox",
    "--use-angle=swiftshader",
    "--enable-unsafe-swiftshader",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]
LAPTOP = {"width": 1366, "height": 768}
PHONE = {"width": 390, "height": 844}
ABSENT = "Chromium is missing: this was not tested. Get it with: sudo apt install chromium"


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Say loudly, near the end, what was not tested."""
    skipped = [
        report for report in terminalreporter.stats.get("skipped", []) if ABSENT in str(report.longrepr)
    ]
    if skipped:
        terminalreporter.section("TIDAK DIUJI / NOT TESTED", sep="!")
        terminalreporter.line(f"{len(skipped)} browser tests: {ABSENT}")


@pytest.fixture(scope="session")
def browser() -> Iterator["Browser"]:
    """One Chromium for this process."""
    from playwright.sync_api import sync_playwright

    if not os.access(CHROMIUM, os.X_OK):
        if IN_CI:
            pytest.fail(ABSENT, pytrace=False)
        pytest.skip(ABSENT)
    # Playwright keeps an event loop in this thread, in which Django would refuse to ask a store.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield chromium
        chromium.close()
    del os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]


def watch(page: "Page", complaints: list[str]) -> None:
    """Collect what a person would not see: script errors, refused contents, missing files, foreign hosts."""

    def on_console(message: "ConsoleMessage") -> None:
        if message.type == "error" and not message.text.startswith("Failed to load resource"):
            complaints.append(f"console: {message.text}")

    def on_request(request: "Request") -> None:
        if urlsplit(request.url).hostname not in {"127.0.0.1", None}:
            complaints.append(f"foreign host asked: {request.url}")

    def on_response(response: "Response") -> None:
        if response.status >= 400 and response.request.resource_type != "document":
            complaints.append(f"{response.status} for {response.url}")

    page.on("console", on_console)
    page.on("pageerror", lambda error: complaints.append(f"script: {error}"))
    page.on("request", on_request)
    page.on("response", on_response)


def pages(browser: "Browser", server: RunningServer, size: dict[str, int]) -> Iterator["Page"]:
    """A fresh page of ``size``; whatever it complained of fails the test that used it."""
    complaints: list[str] = []
    context = browser.new_context(base_url=server.url, viewport=size, locale="id-ID")  # type: ignore[arg-type]
    page = context.new_page()
    watch(page, complaints)
    yield page
    context.close()
    assert not complaints, "\n".join(complaints)


@pytest.fixture
def page(browser: "Browser", server: RunningServer) -> Iterator["Page"]:
    """A page as wide as a laptop's."""
    yield from pages(browser, server, LAPTOP)


@pytest.fixture
def phone(browser: "Browser", server: RunningServer) -> Iterator["Page"]:
    """A page as narrow as a phone's."""
    yield from pages(browser, server, PHONE)
