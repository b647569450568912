# SPDX-License-Identifier: Apache-2.0
"""Fixtures of all rooms: a small office, made once and copied for each test."""

from __future__ import annotations

import gc
import os
import shutil
from typing import TYPE_CHECKING

import pytest

from models.language import Language, set_language
from models.search.pinyin import initials
from models.workspace import Workspace
from tests.offices import make_office

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")


@pytest.fixture(autouse=True)
def _in_english() -> None:
    set_language(Language.EN)


@pytest.fixture(scope="session")
def loaded() -> None:
    """What is loaded before the first window stays: collecting garbage need not look at it each time."""
    initials("乐")  # the largest of what is loaded when it is first needed
    gc.collect()
    gc.freeze()


@pytest.fixture(scope="session")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An office that nobody changes."""
    folder = tmp_path_factory.mktemp("template") / "office"
    make_office(folder)
    return folder


@pytest.fixture
def folder(template: Path, tmp_path: Path) -> Path:
    """The folder of an office of one's own, closed."""
    return shutil.copytree(template, tmp_path / "office")


@pytest.fixture
def office(folder: Path) -> Iterator[Workspace]:
    """An office of one's own, open for writing; no backups but those that a test asks for."""
    workspace = Workspace.open(folder, write=True)
    workspace.backs_up = False
    yield workspace
    workspace.close()
