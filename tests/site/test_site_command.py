"""`tongwen site build` and `serve`, as they are called."""

from __future__ import annotations

import hashlib
import http.client
import json
import os
import re
import shutil
import socket
import subprocess
import sys
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from tongwen.write.swap import locked

from tests.checks.cases import shows
from tests.support import ROOT, run_cli

LANGUAGES = ("en", "zh")


@pytest.fixture(scope="module")
def started(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project as `tongwen init` leaves it, with its site built at an address."""
    folder = tmp_path_factory.mktemp("tea") / "house"
    assert run_cli(["init", str(folder)], folder.parent).returncode == 0
    done = run_cli(["site", "build", "--address", "https://tea.example/docs/"], folder)
    assert done.returncode == 0, done.stderr
    assert re.search(r"^\d+ pages in site/out, in [\d.]+ s$", done.stdout, re.MULTILINE)
    return folder


@pytest.fixture
def project(started: Path, tmp_path: Path) -> Path:
    """A copy that a test may change."""
    return Path(shutil.copytree(started, tmp_path / "house"))


def read(project: Path, name: str) -> str:
    return (project / "site" / "out" / name).read_text(encoding="utf-8")


def test_a_new_project_has_a_whole_site_without_settings_of_its_own(started: Path) -> None:
    assert not (started / "site" / "base.yml").exists()
    assert 'href="en/"' in read(started, "index.html")
    assert 'href="zh/"' in read(started, "index.html")
    for language, tag, lost in (("en", "en", "There is no such page"), ("zh", "zh-Hans", "没有这个页面")):
        assert f'<html lang="{tag}"' in read(started, f"{language}/index.html")
        assert lost in read(started, f"{language}/404.html")


def test_what_stands_around_the_pages_keeps_words_as_words(project: Path) -> None:
    manifest = project / "spec" / "tongwen.yaml"
    text = manifest.read_text(encoding="utf-8")
    title = re.search(r"(?m)^  title: \{en: ([^,]+),", text)
    assert title
    manifest.write_text(text.replace(title[0], "  title: {en: 'Tea ](x) <b> &', ", 1), encoding="utf-8")
    done = run_cli(["site", "build", "--address", "https://tea.example/?a=1&b"], project)
    assert done.returncode == 0, done.stderr
    assert read(project, "llms.txt").startswith(r"# Tea \](x) \<b\> &" + "\n")
    assert "Tea ](x) &lt;b&gt;" in read(project, "index.html")
    assert "https://tea.example/?a=1&amp;b/en/sitemap.xml" in read(project, "sitemap.xml")
    ET.fromstring(read(project, "sitemap.xml"))  # noqa: S314 - our own


def test_a_page_whose_chinese_is_older_than_its_english_says_so_and_leads_there(project: Path) -> None:
    file = next(p for p in (project / "spec").glob("*.yaml") if "\napis:" in p.read_text(encoding="utf-8"))
    text = file.read_text(encoding="utf-8")
    [name] = re.findall(r"(?m)^apis:\n  ([\w.]+):", text)
    summary = re.search(r"(?m)^    summary:(?: \{|\n      )en: ([^,\n]+)", text)
    assert summary
    file.write_text(text.replace(summary[1], "Something else", 1), encoding="utf-8")
    done = run_cli(["site", "build"], project)
    assert (done.returncode, "warning TW580" in done.stderr) == (0, True)
    out = project / "site" / "out"
    pages = [p for p in out.rglob("*.html") if "tw-stale" in p.read_text(encoding="utf-8")]
    assert [p.relative_to(out).as_posix() for p in pages] == [f"zh/apis/{name}/index.html"]
    banner = pages[0].read_text(encoding="utf-8").partition("tw-stale")[2][:600]
    assert "本页的翻译不是最新的" in banner
    assert f'href="../../../en/apis/{name}/"' in banner


def test_the_lists_of_pages_for_machines_name_every_page_in_both_languages(started: Path) -> None:
    space = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9", "x": "http://www.w3.org/1999/xhtml"}
    index = ET.fromstring(read(started, "sitemap.xml"))  # noqa: S314 - our own
    assert [loc.text for loc in index.iterfind(".//s:loc", space)] == [
        f"https://tea.example/docs/{language}/sitemap.xml" for language in LANGUAGES
    ]
    for language in LANGUAGES:
        urls = ET.fromstring(read(started, f"{language}/sitemap.xml")).findall("s:url", space)  # noqa: S314 - our own
        pages = sorted((started / "docs" / language).rglob("*.md"))
        assert len(urls) == len(pages) > 20
        for url in urls:
            others = {link.get("hreflang"): link.get("href") for link in url.iterfind("x:link", space)}
            page = str(url.findtext("s:loc", namespaces=space)).partition(f"/{language}/")[2]
            assert others == {
                "en": f"https://tea.example/docs/en/{page}",
                "zh-Hans": f"https://tea.example/docs/zh/{page}",
            }
        listed = re.findall(r"^- \[[^\]]+\]\(([^)]+)\)", read(started, f"{language}/llms.txt"), re.MULTILINE)
        assert sorted(listed) == sorted(p.relative_to(started / "docs" / language).as_posix() for p in pages)
    assert "Sitemap: https://tea.example/docs/sitemap.xml" in read(started, "robots.txt")


def test_each_page_has_a_version_in_plain_markdown(started: Path) -> None:
    for language in LANGUAGES:
        for page in (started / "docs" / language).rglob("*.md"):
            name = page.relative_to(started / "docs").as_posix()
            text = read(started, name)
            assert text.startswith("# "), name
            assert not re.search(r"^seal:|\{ [#.]|tw-words", text, re.MULTILINE), name
    page = read(started, "en/apis/tea.orderTea/index.html")
    assert re.search(r'<a href="\.\./tea\.orderTea\.md"[^>]* rel="alternate" type="text/markdown">', page)


def digest(folder: Path) -> dict[str, str]:
    files = (file for file in folder.rglob("*") if file.is_file())
    return {f.relative_to(folder).as_posix(): hashlib.sha256(f.read_bytes()).hexdigest() for f in files}


def test_two_builds_are_the_same_bytes(started: Path, tmp_path: Path) -> None:
    env = {"TZ": "Asia/Shanghai", "PYTHONHASHSEED": "7"}
    folder = shutil.copytree(started, tmp_path / "far" / "away")
    done = run_cli(
        ["site", "build", "--out", str(tmp_path / "out"), "--address", "https://tea.example/docs"], folder, env=env
    )
    assert done.returncode == 0, done.stderr
    assert digest(tmp_path / "out") == digest(started / "site" / "out")


@pytest.mark.parametrize("env", [{}, {"TONGWEN_LANG": "zh"}], ids=["en", "zh"])
def test_mistakes_of_the_spec_stop_it_before_anything_is_built(project: Path, env: dict[str, str]) -> None:
    file = project / "spec" / "apis.yaml"
    file.write_text(file.read_text(encoding="utf-8") + "  broken: [\n", encoding="utf-8")
    before = digest(project / "site" / "out")
    done = run_cli(["site", "build"], project, env=env)
    assert done.returncode == 1
    assert "spec/apis.yaml:" in done.stderr
    assert digest(project / "site" / "out") == before


def failing(project: Path) -> None:
    """mkdocs finds a fault that somebody has made by hand, in a site that was whole before."""
    (project / "site").mkdir(exist_ok=True)
    for name in ("base.yml", "mkdocs.en.yml", "mkdocs.zh.yml"):
        shutil.copy(ROOT / "site" / name, project / "site" / name)
    shutil.copytree(ROOT / "site" / "overrides", project / "site" / "overrides")
    (project / "site" / "overrides" / "main.html").write_text("{% extends 'nothing.html' %}", encoding="utf-8")


def test_a_site_that_cannot_be_built_leaves_the_last_one_where_it_is(project: Path) -> None:
    before = digest(project / "site" / "out")
    failing(project)
    done = run_cli(["site", "build"], project)
    assert done.returncode == 1
    assert "TW872" in done.stderr
    assert digest(project / "site" / "out") == before
    assert not [path for path in (project / "site").iterdir() if path.name.startswith(".")]


@shows("TW874")
@pytest.mark.parametrize("kind", ["files", "a file", "a link"])
def test_a_folder_that_holds_something_else_is_left_as_it_is(project: Path, tmp_path: Path, kind: str) -> None:
    mine = tmp_path / "mine"
    (mine / "en").mkdir(parents=True)
    (mine / "photos").mkdir()
    for name in ("en/diary.txt", "photos/one.png", "notes.txt"):
        (mine / name).write_text("precious", encoding="utf-8")
    given = {"files": mine, "a file": mine / "notes.txt", "a link": tmp_path / "link"}[kind]
    (tmp_path / "link").symlink_to(tmp_path, target_is_directory=True)
    before = digest(mine)
    done = run_cli(["site", "build", "--out", str(given)], project)
    assert done.returncode == 1
    assert "TW874" in done.stderr
    assert digest(mine) == before


def test_another_build_at_work_is_said_and_not_a_traceback(project: Path) -> None:
    file = project / "spec" / "permissions.yaml"
    file.write_text(file.read_text(encoding="utf-8").replace("摄像头", "相机"), encoding="utf-8")
    with locked(project):
        done = run_cli(["site", "build"], project)
    assert (done.returncode, done.stderr.splitlines()[0]) == (
        1,
        "error TW612: another build is at work in this project",
    )


@shows("TW871")
def test_a_manifest_without_pages_says_what_to_add(project: Path) -> None:
    file = project / "spec" / "tongwen.yaml"
    text = file.read_text(encoding="utf-8")
    file.write_text(text.replace("    docs:\n      output: docs\n", ""), encoding="utf-8")
    done = run_cli(["site", "build"], project)
    assert done.returncode == 1
    assert "TW871" in done.stderr
    assert "docs: {output: site/docs}" in done.stderr


@shows("TW873")
def test_settings_that_cannot_be_read_are_named_with_their_place(project: Path) -> None:
    for name in ("base.yml", "mkdocs.en.yml", "mkdocs.zh.yml"):
        (project / "site").mkdir(exist_ok=True)
        shutil.copy(ROOT / "site" / name, project / "site" / name)
    shutil.copytree(ROOT / "site" / "overrides", project / "site" / "overrides")
    (project / "site" / "mkdocs.zh.yml").write_text("theme:\n  language: [zh\n", encoding="utf-8")
    done = run_cli(["site", "build"], project)
    assert done.returncode == 1
    assert re.search(r"^site/mkdocs\.zh\.yml:\d+:\d+: error TW873", done.stderr, re.MULTILINE)


@shows("TW863")
def test_without_mkdocs_it_says_which_extra_to_install(project: Path) -> None:
    hide = "import sys, importlib.util as u\nfind = u.find_spec\n"
    hide += "u.find_spec = lambda name, *rest: None if name == 'mkdocs' else find(name, *rest)\n"
    code = f"{hide}from tongwen.cli.main import main\nsys.argv = ['tongwen', 'site', 'build']\nsys.exit(main())"
    env = {**os.environ, "PYTHONPATH": str(ROOT / "generator"), "TONGWEN_LANG": "en"}
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=project, env=env, capture_output=True, text=True, check=False
    )
    assert done.returncode == 1
    assert "needs the package mkdocs, which is not installed" in done.stderr
    assert "pip install 'tongwen[site]'" in done.stderr


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as probe:
        return int(probe.getsockname()[1])


@contextmanager
def serving(project: Path) -> Iterator[int]:
    """`tongwen site serve` on a free port, once it is ready."""
    port = free_port()
    env = {**os.environ, "PYTHONPATH": str(ROOT / "generator"), "TONGWEN_LANG": "en"}
    command = [sys.executable, "-m", "tongwen", "site", "serve", "--port", str(port)]
    with subprocess.Popen(command, cwd=project, env=env, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL) as server:
        assert server.stdout is not None
        try:
            assert server.stdout.readline().decode().strip() == f"http://127.0.0.1:{port}/"
            yield port
        finally:
            server.terminate()


def get(port: int, path: str, host: str = "") -> tuple[int, str]:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=20)
    connection.request("GET", path, headers={"Host": host} if host else {})
    answer = connection.getresponse()
    found = answer.status, answer.read().decode("utf-8", errors="replace")
    connection.close()
    return found


def events(port: int) -> Iterator[tuple[str, str]]:
    """What the server tells the pages that are open."""
    with socket.create_connection(("127.0.0.1", port), timeout=60) as connection, connection.makefile("rb") as stream:
        connection.sendall(b"GET /.tongwen/events HTTP/1.1\r\nHost: localhost\r\n\r\n")
        yield "open", stream.readline().decode()
        name = ""
        for line in stream:
            field, _, value = line.decode().strip().partition(": ")
            if field == "event":
                name = value
            elif field == "data":
                yield name, json.loads(value)


def test_it_serves_both_languages_and_tells_open_pages_of_changes_and_mistakes(project: Path) -> None:
    with serving(project) as port:
        assert get(port, "/en/")[0] == get(port, "/zh/")[0] == 200
        assert "EventSource" in get(port, "/zh/")[1]
        assert get(port, "/zh/nowhere/")[0] == 404
        assert "没有这个页面" in get(port, "/zh/nowhere/")[1]
        assert get(port, "/en/", host="evil.example")[0] == 403
        heard = events(port)
        assert next(heard)[1].startswith("HTTP/1.1 200")
        file = project / "spec" / "permissions.yaml"
        text = file.read_text(encoding="utf-8")
        file.write_text("broken: [\n", encoding="utf-8")
        name, problem = next(heard)
        assert name == "problem"
        assert problem.startswith("spec/permissions.yaml:")
        file.write_text(text.replace("摄像头", "好相机"), encoding="utf-8")
        assert next(heard)[0] == "built"
        assert "好相机" in get(port, "/zh/scopes/")[1]


def test_a_port_in_use_is_named_with_the_next_free_one(project: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        done = run_cli(["site", "serve", "--port", str(port)], project)
    assert done.returncode == 1
    assert re.search(rf"TW861: port {port} is in use\n    help: .*tongwen site serve --port \d+", done.stderr)
