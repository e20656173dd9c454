"""The real site in a real browser: built once for all test workers, served by each, opened by one browser a worker."""

from __future__ import annotations

import functools
import threading
from collections.abc import Iterator
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Request, sync_playwright
from tongwen.pipeline import read
from tongwen.site.build import build_site
from tongwen.site.layout import site_of

from tests.npm import alone, install, shared_folder
from tests.support import ROOT, require

#: A name that leads nowhere but to the server of the test, so that pages know their address when they are built.
ADDRESS = "http://tongwen.test"
DESK, PHONE = {"width": 1280, "height": 800}, {"width": 390, "height": 844}
AXE = Path(__file__).resolve().parent / "npm"


def built(factory: pytest.TempPathFactory) -> Path:
    """The site of this checkout, built once."""
    folder = shared_folder(factory) / "site"
    with alone(folder.with_suffix(".lock")):
        if not (folder / "index.html").is_file():
            manifest = read(ROOT).document.tongwen
            assert manifest is not None
            site = site_of(ROOT, manifest, folder, ADDRESS)
            assert site is not None
            # two workers never build at once, but a `tongwen site serve` of somebody might
            result = build_site(site._replace(state=folder.with_suffix(".settings")))
            assert result.found == [], result.found
    return folder


class Quiet(SimpleHTTPRequestHandler):
    """Serves files and says nothing."""

    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True

    def log_message(self, *_args: Any) -> None:
        """Requests are no news."""


def serve(folder: Path) -> ThreadingHTTPServer:
    """A server on any port."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Quiet, directory=str(folder)))
    server.daemon_threads = True
    threading.Thread(target=server.serve_forever, daemon=True).start()
    return server


class Watched(NamedTuple):
    """A page and everything that it did wrong."""

    page: Page
    wrong: list[str]

    def open(self, path: str) -> None:
        """Open a page of the site, `en/scopes/`, and wait until its scripts have run."""
        self.page.goto(f"{ADDRESS}/{path}", wait_until="load")


def _given_up(request: Request) -> bool:
    """The page was left while the theme was looking ahead."""
    return request.failure == "net::ERR_ABORTED"


def watch(context: BrowserContext) -> Watched:
    """A new page; errors in its console and requests outside the site are noted."""
    wrong: list[str] = []
    page = context.new_page()
    page.on(
        "console", lambda told: wrong.append(f"console: {told.text}") if told.type in ("error", "warning") else None
    )
    page.on("pageerror", lambda error: wrong.append(f"error: {error}"))
    page.on("response", lambda got: wrong.append(f"{got.status}: {got.url}") if got.status >= 400 else None)
    page.on("requestfailed", lambda request: None if _given_up(request) else wrong.append(f"failed: {request.url}"))
    page.on(
        "request",
        lambda request: (
            None
            if request.url.startswith((f"{ADDRESS}/", "data:", "blob:"))
            else wrong.append(f"outside: {request.url}")
        ),
    )
    return Watched(page, wrong)


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the built site."""
    return built(tmp_path_factory)


@pytest.fixture(scope="module")
def browser(site: Path) -> Iterator[Browser]:
    """Chromium, for which the site's address is a server of this worker. Gone after each module: while it is there, its
    event loop is as well, and no other test of the worker can run one.
    """
    program = require("chromium")
    server = serve(site)
    with sync_playwright() as playwright:
        rules = f"MAP tongwen.test 127.0.0.1:{server.server_address[1]}, MAP * ~NOTFOUND"
        found = playwright.chromium.launch(
            executable_path=program, args=["--no-sandbox", f"--host-resolver-rules={rules}", "--disable-gpu"]
        )
        yield found
        found.close()
    server.shutdown()
    server.server_close()


@pytest.fixture(scope="session")
def axe(tmp_path_factory: pytest.TempPathFactory) -> str:
    """The script of the rules for accessibility."""
    install(AXE, ["axe-core/axe.min.js"], tmp_path_factory)
    return (AXE / "node_modules" / "axe-core" / "axe.min.js").read_text(encoding="utf-8")


def pages(language: str) -> list[str]:
    """The address of every page of a language, from its source."""
    folder = ROOT / "site" / "docs" / language
    names = sorted(file.relative_to(folder).as_posix() for file in folder.rglob("*.md"))
    return [f"{language}/{name.removesuffix('.md').removesuffix('index')}".rstrip("/") + "/" for name in names]
