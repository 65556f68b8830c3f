"""The watched page complains of what a person would not see."""

import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING

import pytest
from tests.harness.browsers import watch

if TYPE_CHECKING:
    from playwright.sync_api import Browser

PAGES = {
    "/clean": "<title>Baik</title><p>Tidak ada masalah.</p>",
    "/broken": "<script>throw new Error('rusak')</script>",
    "/refused": "<script>document.title = 'jalan'</script>",
    "/missing": "<img src='/no-such-picture.png'>",
    "/foreign": "<img src='http://siaga.invalid/picture.png'>",
}


class Pages(BaseHTTPRequestHandler):
    """Answers with one of the pages above."""

    def do_GET(self) -> None:
        """One page, or 404."""
        body = PAGES.get(self.path)
        self.send_response(404 if body is None and "favicon" not in self.path else 200)
        if self.path == "/refused":
            self.send_header("Content-Security-Policy", "default-src 'self'")
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.end_headers()
        self.wfile.write((body or "").encode())

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    """Where those pages are."""
    with ThreadingHTTPServer(("127.0.0.1", 0), Pages) as answering:
        threading.Thread(target=answering.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{answering.server_port}"
        answering.shutdown()


@pytest.mark.parametrize(
    ("path", "complaint"),
    [
        ("/clean", ""),
        ("/broken", "rusak"),
        ("/refused", "Content Security Policy"),
        ("/missing", "404"),
        ("/foreign", "siaga.invalid"),
    ],
)
def test_complaints(browser: "Browser", address: str, path: str, complaint: str) -> None:
    complaints: list[str] = []
    page = browser.new_page()
    watch(page, complaints)
    page.goto(address + path, wait_until="networkidle")
    page.close()
    assert [text for text in complaints if complaint in text] if complaint else not complaints
