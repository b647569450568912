# SPDX-License-Identifier: Apache-2.0
"""What a journey begins with is made once and copied for each test."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING, Any, Protocol, TypeVar

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

T = TypeVar("T")


class Prepare(Protocol):
    """Fills the folder of the test, `tmp_path`, with what a function makes in a folder that it is given."""

    def __call__(self, make: Callable[[Path], T], variant: str = "") -> T:
        """Give what the function gave; it runs once for each variant, so it keeps no paths."""
        ...


@pytest.fixture(scope="session")
def made_once() -> dict[tuple[str, str, str], tuple[Path, Any]]:
    return {}


@pytest.fixture
def prepare(
    made_once: dict[tuple[str, str, str], tuple[Path, Any]],
    tmp_path_factory: pytest.TempPathFactory,
    tmp_path: Path,
) -> Prepare:
    def fill(make: Callable[[Path], T], variant: str = "") -> T:
        key = (make.__module__, make.__qualname__, variant)
        if key not in made_once:
            place = tmp_path_factory.mktemp("prepared")
            made_once[key] = place, make(place)
        place, given = made_once[key]
        shutil.copytree(place, tmp_path, dirs_exist_ok=True)
        result: T = given
        return result

    return fill
