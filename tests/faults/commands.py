# SPDX-License-Identifier: Apache-2.0
"""Running commands as a user does, in process, and looking at what they said."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gui.commands import run
from tests.journeys.commands import Said

if TYPE_CHECKING:
    from pathlib import Path

    import pytest


class Commands:
    """Runs commands on one workspace; a bug report or a traceback fails the test."""

    def __init__(self, capsys: pytest.CaptureFixture[str], folder: Path) -> None:
        self._capsys = capsys
        self.folder = folder

    def __call__(self, name: str, *arguments: object, json_: bool = True) -> Said:
        first = ["--lang", "en", *(["--json"] if json_ else []), *name.split()]
        code = run([*first, str(self.folder), *map(str, arguments)])
        captured = self._capsys.readouterr()
        assert "xiandao-fault.txt" not in captured.err, captured.err + fault_report()
        assert "Traceback" not in captured.err
        assert code in {0, 1, 2}
        return Said(code, captured.out, captured.err)


def fault_report() -> str:
    import tempfile
    from pathlib import Path as Place

    path = Place(tempfile.gettempdir()) / "xiandao-fault.txt"
    return path.read_text(encoding="utf-8")[-1500:] if path.is_file() else ""
