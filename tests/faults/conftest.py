# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.faults.commands import Commands

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def xiandao(capsys: pytest.CaptureFixture[str], folder: Path) -> Commands:
    """The commands, on a small office."""
    return Commands(capsys, folder)
