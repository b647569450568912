# SPDX-License-Identifier: Apache-2.0
"""Running commands as a user would, and reading what they say."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from gui.commands import run

if TYPE_CHECKING:
    import pytest


@dataclass(frozen=True, slots=True)
class Said:
    """What a command said, and how it ended."""

    code: int
    out: str
    err: str

    @property
    def data(self) -> Any:
        """What it printed with --json."""
        return json.loads(self.out)


class Terminal:
    """A terminal in one language."""

    def __init__(self, capsys: pytest.CaptureFixture[str], language: str) -> None:
        self._capsys = capsys
        self.language = language

    def run(self, *words: object) -> Said:
        """Run a command."""
        self._capsys.readouterr()
        code = run([*map(str, words), "--lang", self.language])
        out, err = self._capsys.readouterr()
        assert "Traceback" not in err
        return Said(code, out, err)

    def json(self, *words: object) -> Any:
        """Run a command that must succeed, and read its JSON."""
        said = self.run(*words, "--json")
        assert said.code == 0, said.err
        return said.data
