# SPDX-License-Identifier: Apache-2.0
"""A few files broken at random, the same ones each time; `python -m tests.fuzz.workbooks` breaks thousands."""

from __future__ import annotations

import contextlib
from typing import TYPE_CHECKING

from forms.intake.files.opening import open_book
from models.errors import UserError
from tests.forms.intake.files import old_workbook, open_document
from tests.fuzz.mutations import file_of
from tests.fuzz.originals import small_originals

if TYPE_CHECKING:
    from pathlib import Path

SOME = 150


def test_a_broken_file_is_read_or_refused_and_nothing_else(tmp_path: Path) -> None:
    files = small_originals()
    for other in (old_workbook(tmp_path / "a.xls"), open_document(tmp_path / "a.ods", "")):
        files.append((other.name, other.read_bytes()))
    refused = 0
    for number in range(SOME):
        name, data = file_of(files, 0, number)
        path = tmp_path / name
        path.write_bytes(data)
        refused += 1
        with contextlib.suppress(UserError):
            open_book(path)
            refused -= 1
    assert 0 < refused < SOME
