"""`tongwen simulate` as it is used: by people, by scripts, and where it cannot start."""

from __future__ import annotations

import errno
import os
import re
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from tongwen.cli.main import application
from tongwen.cli.simulate import PLATFORMS, PROFILES
from tongwen.hosts import offers
from tongwen.hosts.automator import server
from tongwen.hosts.automator.methods import METHODS
from tongwen.hosts.phrases import denied

from tests.checks.cases import shows
from tests.hosts.automator_peer import PATIENCE, RECORD, alive, peer, port_of
from tests.support import ROOT, run_cli, weixin

SIMULATE = [sys.executable, "-m", "tongwen", "simulate"]


def environment(**more: str) -> dict[str, str]:
    """English, unless told otherwise, from this checkout."""
    kept = {k: v for k, v in os.environ.items() if k != "TONGWEN_LANG" and not k.startswith(("LANG", "LC_"))}
    return {**kept, "PYTHONPATH": str(ROOT / "generator"), "PYTHONIOENCODING": "utf-8", **more}


@contextmanager
def simulating(*options: str) -> Iterator[tuple[subprocess.Popen[str], str]]:
    """The command while it runs, and the address that it printed into a pipe."""
    with subprocess.Popen(
        [*SIMULATE, "--port", "0", *options],
        env=environment(),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        encoding="utf-8",
    ) as process:
        assert process.stdout is not None
        try:
            yield process, process.stdout.readline()
        finally:
            process.kill()


def test_standard_output_is_the_address_alone_and_ctrl_c_ends_with_a_word() -> None:
    with simulating() as (process, line):
        assert re.fullmatch(r"ws://127\.0\.0\.1:\d+\n", line)
        assert alive(line.strip())
        process.send_signal(signal.SIGINT)
        out, told = process.communicate(timeout=PATIENCE)
    assert (process.returncode, out) == (0, "")
    assert told == "Simulating mini-program on devtools at this address. Ctrl-C ends it.\nStopped.\n"


def test_ctrl_c_ends_it_although_clients_and_silent_sockets_are_there() -> None:
    with simulating() as (process, line):
        plain = socket.create_connection(("127.0.0.1", port_of(line.strip())), PATIENCE)
        with plain, peer(line.strip()) as someone:
            someone.wx("authorize", RECORD)
            assert someone.ask("Tongwen.prompt") == {"prompt": "scope"}
            process.send_signal(signal.SIGINT)
            _, told = process.communicate(timeout=PATIENCE)
    assert process.returncode == 0
    assert told.splitlines()[1:] == ["Stopped."]


def test_a_reader_that_has_gone_away_is_no_traceback() -> None:
    with simulating() as (process, line):
        assert process.stdout is not None
        process.stdout.close()
        assert alive(line.strip())
        process.send_signal(signal.SIGINT)
        assert process.wait(timeout=PATIENCE) == 0


@pytest.mark.parametrize(("profile", "platform"), [("mini-game", "android"), ("mini-program", "ios")])
def test_profile_and_platform_are_simulated(profile: str, platform: str) -> None:
    with (
        simulating("--profile", profile, "--platform", platform) as (_, line),
        peer(line.strip()) as someone,
    ):
        scope = {"scope": "scope.writePhotosAlbum"}
        someone.ask("Tongwen.user", user={"answer": "deny"})
        told = someone.answer(someone.wx("authorize", scope))["error"]["message"]
        assert told == denied("wx.authorize", "authorize", platform)
        setting = someone.answer(someone.wx("getSetting"))["result"]["result"]["authSetting"]
        assert set(setting) == {"scope.writePhotosAlbum", *offers.WITHDRAWN[profile]}


def test_it_speaks_chinese() -> None:
    with simulating("--lang", "zh") as (process, _):
        process.send_signal(signal.SIGINT)
        _, told = process.communicate(timeout=PATIENCE)
    assert "mini-program" in told
    assert "Simulating" not in told
    assert "Stopped" not in told


@shows("TW861")
def test_a_port_in_use_names_one_that_is_free(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        done = run_cli(["simulate", "--port", str(port)], tmp_path)
    assert done.returncode == 1
    assert done.stdout == ""
    assert f"TW861: port {port} is in use" in done.stderr
    free = re.search(r"tongwen simulate --port (\d+)", done.stderr)
    assert free
    assert int(free[1]) != port
    with socket.create_server(("127.0.0.1", int(free[1]))):
        pass


def refused(problem: OSError) -> Any:
    async def start(*_args: object, **_options: object) -> None:
        raise problem

    return start


@shows("TW862")
@pytest.mark.parametrize(
    ("problem", "reason"),
    [
        (OSError(errno.EACCES, "error while attempting to bind on address ..."), "Permission denied"),
        (OSError(errno.EADDRNOTAVAIL, "error while attempting to bind on address ..."), "Cannot assign"),
        (OSError("could not bind"), "could not bind"),
    ],
)
def test_a_port_that_may_not_be_opened_says_why(problem: OSError, reason: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(server, "start", refused(problem))
    done = CliRunner().invoke(application(), ["simulate", "--port", "80"])
    assert done.exit_code == 1
    assert f"TW862: port 80 cannot be opened: {reason}" in done.stderr
    assert "--port" in done.stderr


@shows("TW863")
def test_without_websockets_it_says_what_to_install(tmp_path: Path) -> None:
    program = "import sys; sys.modules['websockets'] = None; from tongwen.cli.main import main; sys.exit(main())"
    done = subprocess.run(
        [sys.executable, "-c", program, "simulate", "--port", "0"],
        cwd=tmp_path,
        env=environment(),
        capture_output=True,
        encoding="utf-8",
        check=False,
        timeout=60,
    )
    assert done.returncode == 1
    assert done.stdout == ""
    assert "TW863: this needs the package websockets, which is not installed" in done.stderr
    assert "pip install 'tongwen[hosts]'" in done.stderr


@pytest.mark.parametrize(
    ("options", "told"),
    [
        (["--profile", "moon"], "There is no profile moon. Known: mini-program, plugin, mini-game, mini-game-2018\n"),
        (["--platform", "moon"], "There is no platform moon. Known: ios, android, devtools\n"),
        (["--profile", "\x1b[31m"], r"There is no profile \x1b[31m."),
    ],
)
def test_an_unknown_name_is_wrong_usage(options: list[str], told: str, tmp_path: Path) -> None:
    done = run_cli(["simulate", *options], tmp_path)
    assert done.returncode == 2
    assert done.stdout == ""
    assert told in done.stderr


@pytest.mark.parametrize("port", ["-1", "65536", "http"])
def test_what_is_no_port_is_wrong_usage(port: str, tmp_path: Path) -> None:
    assert run_cli(["simulate", "--port", port], tmp_path).returncode == 2


def test_the_names_are_those_of_the_spec_and_of_the_host() -> None:
    spec = weixin()
    assert set(PROFILES) == set(spec.profiles) == set(offers.GATED)
    assert set(PLATFORMS) == set(spec.platforms)


def test_the_help_names_the_choices_and_no_method_that_there_is_not(tmp_path: Path) -> None:
    text = " ".join(run_cli(["simulate", "--help"], tmp_path).stdout.split())
    assert [name for name in (*PROFILES, *PLATFORMS) if name not in text] == []
    named = set(re.findall(r"\b(?:Tongwen|Tool|App)\.\w+", text))
    assert len(named) > 5
    assert named <= set(METHODS)


def test_the_package_tells_of_the_same_extra() -> None:
    assert re.search(r'(?m)^hosts = \["websockets', (ROOT / "pyproject.toml").read_text(encoding="utf-8"))
