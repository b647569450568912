# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from tests.benchmarks.__main__ import main
from tests.benchmarks.running import LINES

if TYPE_CHECKING:
    from pathlib import Path

_NAMES = [name for name, _, _ in LINES]


def test_every_line_has_a_name_of_its_own() -> None:
    assert len(_NAMES) == len(set(_NAMES)) > 5


@pytest.fixture(scope="module")
def registers(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("registers")


@pytest.mark.parametrize("name", _NAMES)
def test_a_line_runs_and_prints_a_figure_beside_its_floor(
    name: str, registers: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "figures.json"

    code = main(["--sizes", "60", "--only", name, "--registers", str(registers), "--json", str(out)],
                share=0.001)  # fmt: skip

    figures = json.loads(out.read_text(encoding="utf-8"))
    printed = capsys.readouterr().out
    assert code == 0
    assert figures
    assert all(figure["value"] > 0 for figure in figures)
    assert any(figure["floor"] for figure in figures)
    assert all(figure["name"] in printed for figure in figures)
