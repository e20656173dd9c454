"""Serves a built site on this machine, and tells open pages when there is something new."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Iterable
from functools import partial
from http import HTTPStatus
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any, BinaryIO
from urllib.parse import urlsplit

EVENTS = "/.tongwen/events"
#: Reloads the page when the site was built anew, and shows what is wrong while it could not be.
SCRIPT = b"""<script>(() => {
  const events = new EventSource("/.tongwen/events");
  let box;
  events.addEventListener("built", () => location.reload());
  events.addEventListener("problem", (event) => {
    box = box || document.body.appendChild(document.createElement("pre"));
    box.textContent = JSON.parse(event.data);
    box.style.cssText = "position:fixed;inset:auto 0 0 0;margin:0;padding:1rem;max-height:50vh;overflow:auto;" +
      "background:#7f1d1d;color:#fff;font:14px/1.5 monospace;white-space:pre-wrap;z-index:99";
  });
})()</script>"""
#: Seconds after which a silent page is written to, so that one that has gone away is noticed.
_PULSE = 15.0


class News:
    """What has happened, for all pages that listen."""

    def __init__(self) -> None:
        self._changed = threading.Condition()
        self._count = 0
        self._event: tuple[str, str] = ("", "")
        self.closed = False

    def tell(self, name: str, text: str = "") -> None:
        """Something has happened: `built`, or `problem` with its text."""
        with self._changed:
            self._count += 1
            self._event = (name, text)
            self._changed.notify_all()

    def close(self) -> None:
        """Let all listeners go."""
        with self._changed:
            self.closed = True
            self._changed.notify_all()

    def wait(self, seen: int) -> tuple[int, tuple[str, str]]:
        """The next event after so many; the same count again when nothing has happened for a while."""
        with self._changed:
            self._changed.wait_for(lambda: self.closed or self._count > seen, timeout=_PULSE)
            return self._count, self._event

    @property
    def count(self) -> int:
        """How much has happened so far."""
        return self._count


class Stand:
    """The folder that is served now; the next build goes into another, so that no page is half there."""

    def __init__(self, folder: Path) -> None:
        self._folders = (folder / "a", folder / "b")
        self._turn = 0

    @property
    def folder(self) -> Path:
        """What readers see."""
        return self._folders[self._turn]

    @property
    def other(self) -> Path:
        """Where the next build goes."""
        return self._folders[1 - self._turn]

    def swap(self) -> None:
        """The next build is done: readers see it from now on."""
        self._turn = 1 - self._turn


class Handler(SimpleHTTPRequestHandler):
    """Files of the site; pages with the script that listens."""

    protocol_version = "HTTP/1.1"

    def __init__(self, *args: Any, news: News, stand: Stand) -> None:
        self.news = news
        super().__init__(*args, directory=str(stand.folder))

    def do_GET(self) -> None:
        """A file, a page, or the stream of events."""
        if self.path == EVENTS and _is_here(self.headers.get("Host", "")):
            self._stream()
        else:
            super().do_GET()

    def send_head(self) -> Any:
        """As the base class does; HTML is sent with the script, and a page that is missing as the site's own."""
        if not _is_here(self.headers.get("Host", "")):
            self.send_error(HTTPStatus.FORBIDDEN, "this server is for this machine only")
            return None
        path = Path(self.translate_path(self.path))
        if path.is_dir() and urlsplit(self.path).path.endswith("/"):
            path /= "index.html"
        if path.is_dir():
            return super().send_head()  # redirects to the address with a slash
        if not path.is_file():
            return self._send_page(self._lost(), HTTPStatus.NOT_FOUND)
        return self._send_page(path, HTTPStatus.OK) if path.suffix == ".html" else super().send_head()

    def _lost(self) -> Path:
        root = Path(self.directory)
        language = urlsplit(self.path).path.strip("/").partition("/")[0]
        own = root / language / "404.html"
        return own if language and own.is_file() else root / "404.html"

    def _send_page(self, file: Path, status: HTTPStatus) -> BinaryIO | None:
        try:
            content = file.read_bytes() + SCRIPT
        except OSError:
            self.send_error(HTTPStatus.NOT_FOUND)
            return None
        self.send_response(status)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(content)
        return None

    def end_headers(self) -> None:
        """Nothing is kept by the browser: it would show what was."""
        self.send_header("Cache-Control", "no-store")
        super().end_headers()

    def _stream(self) -> None:
        self.send_response(HTTPStatus.OK)
        self.send_header("Content-Type", "text/event-stream")
        self.send_header("Connection", "close")
        self.end_headers()
        self.close_connection = True
        seen = self.news.count
        try:
            while not self.news.closed:
                count, (name, text) = self.news.wait(seen)
                told = f"event: {name}\ndata: {json.dumps(text)}\n\n" if count > seen else ": still here\n\n"
                seen = count
                self.wfile.write(told.encode())
                self.wfile.flush()
        except OSError:
            pass  # the page has gone away

    def log_message(self, *_args: Any) -> None:
        """Requests are no news."""


def _is_here(host: str) -> bool:
    """A page from elsewhere must not read what is served here under a name of its own."""
    name = host.rpartition(":")[0] or host
    return name in ("127.0.0.1", "localhost", "[::1]")


def start(stand: Stand, port: int, news: News) -> ThreadingHTTPServer:
    """Serve what stands there in a thread of its own. Raises `OSError` if the port cannot be opened."""

    class Server(ThreadingHTTPServer):
        daemon_threads = True

    server = Server(("127.0.0.1", port), partial(Handler, news=news, stand=stand))
    threading.Thread(target=server.serve_forever, name="site", daemon=True).start()
    return server


def follow(changes: Iterable[list[str]], rebuild: Callable[[list[str]], str], news: News) -> None:
    """Rebuild with each change, and tell open pages; `rebuild` gives what is wrong, or nothing."""
    for changed in changes:
        problem = rebuild(changed)
        news.tell("problem" if problem else "built", problem)
