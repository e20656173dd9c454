"""Set up and run: `python3 dev.py build` runs the main job, `python3 dev.py test` passes the tests.

Needs Python 3.11 or later and nothing else to build; the tests also use Node and npm. Everything is installed into
`.venv` beside this file; nothing outside the checkout changes, save that the tests install Chromium and strace with apt
where they are missing and the tests run as root on Debian.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
import venv
from pathlib import Path

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
BIN = VENV / ("Scripts" if os.name == "nt" else "bin")
USAGE = """\
usage: python3 dev.py COMMAND [ARGUMENTS]

  build [ARGS]   install Tongwen into .venv and run `tongwen build`
  test  [ARGS]   install what the tests need and run pytest
  lint           ruff, mypy and import-linter over the generator
  messages       renew locales/ from the wording in generator/ and templates/
  run   ARGS     run `tongwen ARGS`
  bench [ARGS]   measure the tool beside others of its kind; bench/README.md says how
  site  [ARGS]   install what the site needs and run `tongwen site ARGS`; `serve` if there are none
"""


def install(extras: str) -> None:
    """Install the checkout with extras, unless that was done for this pyproject.toml already."""
    wanted = hashlib.sha256((ROOT / "pyproject.toml").read_bytes() + extras.encode()).hexdigest()
    stamp = VENV / f"installed-{extras or 'base'}"
    if stamp.exists() and stamp.read_text(encoding="utf-8") == wanted:
        return
    if not (BIN / "python").exists() and not (BIN / "python.exe").exists():
        print("making .venv ...", flush=True)
        venv.create(VENV, with_pip=True)
    wheel = f".[{extras}]" if extras else "."
    print(f"installing {wheel} ...", flush=True)
    run([str(BIN / "python"), "-m", "pip", "install", "-q", "--disable-pip-version-check", "-e", wheel])
    stamp.write_text(wanted, encoding="utf-8")


def run(command: list[str]) -> None:
    """Run a command in the checkout; end with its exit code if it fails."""
    code = subprocess.run(command, cwd=ROOT, check=False).returncode
    if code:
        raise SystemExit(code)


def programs() -> None:
    """Install the programs of the tests where they are missing and where that needs nobody's password."""
    packages = {"chromium": ["chromium", "fonts-noto-cjk"], "strace": ["strace"]}
    missing = [name for name in packages if shutil.which(name) is None]
    as_root = os.name == "posix" and os.geteuid() == 0
    if not missing or not as_root or not shutil.which("apt-get"):
        return
    print(f"installing {', '.join(missing)} ...", flush=True)
    quiet = {"DEBIAN_FRONTEND": "noninteractive", **os.environ}
    wanted = [package for name in missing for package in packages[name]]
    for command in (["update", "-q"], ["install", "-q", "-y", "--no-install-recommends", *wanted]):
        subprocess.run(["apt-get", *command], env=quiet, stdout=subprocess.DEVNULL, check=False)


def main(arguments: list[str]) -> None:
    """Do what the first argument says."""
    if sys.version_info < (3, 11):  # noqa: UP036 - whoever runs this may have an older one
        raise SystemExit("Tongwen needs Python 3.11 or later.")
    command, rest = (arguments[0], arguments[1:]) if arguments else ("help", [])
    match command:
        case "build" | "run":
            install("hosts,lint")
            run([str(BIN / "tongwen"), *(["build"] if command == "build" else []), *rest])
        case "test":
            install("test")
            programs()
            run([str(BIN / "python"), "-m", "pytest", *(rest or ["-n", "auto"])])
        case "site":
            install("hosts,site")
            run([str(BIN / "tongwen"), "site", *(rest or ["serve"])])
        case "lint":
            install("test")
            for tool in (["ruff", "check"], ["ruff", "format", "--check"], ["mypy"], ["lint-imports"]):
                run([str(BIN / tool[0]), *tool[1:]])
        case "bench":
            run([sys.executable, "-m", "bench", *rest])
        case "messages":
            install("test")
            run([str(BIN / "tongwen"), "i18n", "update"])
        case _:
            print(USAGE, end="")
            raise SystemExit(0 if command in ("help", "-h", "--help") else 2)


if __name__ == "__main__":
    main(sys.argv[1:])
