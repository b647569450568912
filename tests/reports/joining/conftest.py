# SPDX-License-Identifier: Apache-2.0
"""Where the sheets of a packet lie, for the tests that look there."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from reports.packet import assembling

if TYPE_CHECKING:
    from pathlib import Path

    from reports.typesetting.places import Place


@pytest.fixture
def places(monkeypatch: pytest.MonkeyPatch) -> list[Place]:
    """Where the sheets of the packet lie that was made last."""
    found: list[Place] = []
    join = assembling._join

    def noting(pdf: Any, dossier: Any, setter: Any, scratch: Path) -> None:
        found[:] = setter.places
        join(pdf, dossier, setter, scratch)

    monkeypatch.setattr(assembling, "_join", noting)
    return found
