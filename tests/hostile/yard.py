"""What the hostile tests share: their cases, and the crowds of texts with the real compiler of TypeScript."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.crowds import Compiler, Crowds
from tests.npm import TYPESCRIPT, install

HERE = Path(__file__).resolve().parent


def cases(name: str) -> dict[str, dict[str, Any]]:
    """Id to case of a file of this folder. Read by a parser that resolves escapes; a spec could not hold them."""
    source = (HERE / f"{name}.yaml").read_text(encoding="utf-8")
    listed = yaml.load(source, yaml.SafeLoader)
    found = {entry["id"]: entry for entry in listed}
    assert len(found) == len(listed), "two cases share an id"
    return found


@pytest.fixture(scope="session")
def crowds(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Crowds]:
    """Crowds, with one compiler for all of them."""
    compiler = Compiler(install(TYPESCRIPT, ["typescript/bin/tsc"], tmp_path_factory))
    yield Crowds(compiler)
    compiler.close()
