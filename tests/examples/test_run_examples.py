"""Every example of the spec is run, and prints what it says: Python in memory, JavaScript under Node over the wire."""

from __future__ import annotations

import contextlib
import io
import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from tongwen.model.base import Localized
from tongwen.model.pages import Example
from tongwen.text.opaque import Text

from tests.examples.cast import Theatre, plan
from tests.npm import install
from tests.support import ROOT, weixin
from tests.typescript.test_typescript import HERE as COMPILERS
from tests.typescript.test_typescript import node as compiler

sys.path.insert(0, str(ROOT / "sdk" / "python"))
import wxauth

__all__ = ["compiler"]  # a fixture

HERE = Path(__file__).resolve().parent
CLIENT = HERE.parent / "hosts" / "npm"
SIMULATE = [sys.executable, "-m", "tongwen", "simulate", "--port", "0"]
EXAMPLES = weixin().examples
PYTHON = sorted(name for name, example in EXAMPLES.items() if "python" in example.code)
SCRIPTS = sorted(
    (name, language)
    for name, example in EXAMPLES.items()
    for language in ("javascript", "typescript")
    if language in example.code
)


TITLE = Localized(en=Text("Title"), zh=Text("标题"))

#: Takes the types away, as a bundler does.
TRANSPILE = """
const ts = require(process.argv[1])
const source = require('node:fs').readFileSync(0, 'utf8')
console.log(ts.transpileModule(source, { compilerOptions: { target: 'ES2020', module: 'ESNext' } }).outputText)
"""


def run_python(example: Example) -> str:
    """What the example prints."""
    host = Theatre(weixin(), example, wxauth.HostFailure)
    printed = io.StringIO()
    with contextlib.redirect_stdout(printed):
        exec(compile(example.code["python"], "example", "exec"), {"host": host})  # noqa: S102 - our own spec
    assert not host.answers, "nobody asked for all the answers"
    return printed.getvalue().rstrip("\n")


@pytest.mark.parametrize("name", PYTHON)
def test_a_python_example_prints_what_it_says(name: str) -> None:
    assert run_python(EXAMPLES[name]) == EXAMPLES[name].prints


@pytest.fixture(scope="session")
def node(tmp_path_factory: pytest.TempPathFactory) -> str:
    return install(CLIENT, ["ws/index.js"], tmp_path_factory)


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    """`tongwen simulate`, as it is started by hand."""
    env = {**os.environ, "PYTHONPATH": str(ROOT / "generator")}
    with subprocess.Popen(SIMULATE, env=env, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as server:
        assert server.stdout is not None
        try:
            yield server.stdout.readline().strip()
        finally:
            server.kill()


def run_script(node: str, address: str, example: Example, code: str) -> subprocess.CompletedProcess[str]:
    told = plan(weixin(), example, code) | {"address": address, "websocket": str(CLIENT / "node_modules" / "ws")}
    return subprocess.run(
        [node, str(HERE / "stage.cjs")],
        input=json.dumps(told),
        capture_output=True,
        encoding="utf-8",
        check=False,
        timeout=60,
    )


def javascript(node: str, source: str) -> str:
    command = [node, "-e", TRANSPILE, str(COMPILERS / "node_modules" / "typescript")]
    return subprocess.run(command, input=source, capture_output=True, encoding="utf-8", check=True).stdout


@pytest.mark.parametrize(("name", "language"), SCRIPTS)
def test_a_script_prints_what_it_says(node: str, compiler: str, address: str, name: str, language: str) -> None:
    example = EXAMPLES[name]
    code = example.code[language] if language == "javascript" else javascript(compiler, example.code[language])
    done = run_script(node, address, example, code)
    assert done.returncode == 0, done.stderr
    assert not done.stderr
    assert done.stdout.rstrip("\n") == (example.prints or "")


PAGE = {"wxml": '<button bindtap="go">Go</button>', "javascript": "Page({ go() { console.log('gone') } })\n"}
WRONG = {
    "nobody asked for the answers deny": Example(title=TITLE, code=PAGE, answers=["deny"], taps=["Go"]),
    "0 elements with the words Stop": Example(title=TITLE, code=PAGE, taps=["Stop"]),
    "closes nothing": Example(title=TITLE, code={**PAGE, "wxml": "<view></button>"}, taps=["Go"]),
    "wx.fly is not a function": Example(title=TITLE, code={"javascript": "wx.fly()\n"}),
    "the page has no function go": Example(title=TITLE, code={**PAGE, "javascript": "Page({})\n"}, taps=["Go"]),
    "still waits": Example(
        title=TITLE,
        code={"javascript": "wx.onNeedPrivacyAuthorization(() => {})\nwx.getLocation({})\n"},
        given={"privacy": "privacy-before-prompt"},
    ),
}


@pytest.mark.parametrize("problem", WRONG)
def test_an_example_that_does_something_else_is_seen(node: str, address: str, problem: str) -> None:
    example = WRONG[problem]
    done = run_script(node, address, example, example.code["javascript"])
    assert done.returncode == 1
    assert problem in done.stderr


def test_a_python_example_whose_answers_nobody_asks_for_is_seen() -> None:
    example = Example(title=TITLE, code={"python": "print('done')\n"}, answers=["allow"])
    with pytest.raises(AssertionError, match="nobody asked"):
        run_python(example)


def test_every_example_runs_but_those_that_only_declare() -> None:
    run = {*PYTHON, *(name for name, _ in SCRIPTS)}
    rest = {name: set(example.code) for name, example in EXAMPLES.items() if name not in run}
    assert all(languages == {"json"} for languages in rest.values())
    assert all(EXAMPLES[name].prints or EXAMPLES[name].taps for name in run)


@pytest.mark.parametrize("name", [name for name, example in EXAMPLES.items() if "json" in example.code])
def test_a_configuration_is_json_and_declares_what_the_spec_knows(name: str) -> None:
    config = json.loads(EXAMPLES[name].code["json"])
    apis = {api.rpartition(".")[2] for api in weixin().apis}
    assert config["pages"]
    assert set(config.get("permission", {})) <= set(weixin().scopes)
    assert set(config.get("requiredPrivateInfos", [])) <= apis
