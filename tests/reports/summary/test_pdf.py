# SPDX-License-Identifier: Apache-2.0
"""The summary as PDF, read back with another library."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pypdfium2
import pytest

from models.language import Language
from models.progress import CancelledError
from models.storage.files import FileExistsAlreadyError
from reports.summary import Frame
from reports.summary.pdf import write_summary_pdf
from tests.reports.summary.conftest import applications

if TYPE_CHECKING:
    from pathlib import Path

    from models.language import Message


def pages(path: Path) -> list[str]:
    with pypdfium2.PdfDocument(path) as document:
        return [page.get_textpage().get_text_bounded() for page in document]


def write(path: Path, around: dict[str, Any], language: Language, count: int, **more: Any) -> Any:
    rows = applications(around["programme"], count)
    frame = Frame(**around, language=language)
    return write_summary_pdf(rows, path, frame, count=count, **more)


def test_it_has_title_rows_total_foot_and_cross_tables(
    tmp_path: Path, around: dict[str, Any], language: Language
) -> None:
    result = write(tmp_path / "s.pdf", around, language, 31)
    text = "\n".join(pages(result.path))
    zh = language is Language.ZH
    for part in ("样例省", "91420100MA4KWX0000", "=1+1", "020260000000000000", "甲校"):
        assert part in text.replace("\r\n", "").replace("\n", "")
    for part in ("填表人", "合计", "小计") if zh else ("Filled in by", "Total", "Subtotal"):
        assert part in text
    assert (result.rows, result.listed, result.lost) == (31, 21, ())


def test_every_page_repeats_the_head_and_names_version_history_and_its_number(
    tmp_path: Path, around: dict[str, Any]
) -> None:
    found = pages(write(tmp_path / "s.pdf", around, Language.EN, 150).path)
    assert len(found) > 3
    for number, text in enumerate(found, start=1):
        assert "sample 2026.1" in text
        assert "128:9f2c40d1a7b3e655" in text
        assert f"Page {number}" in text
        assert f"of {len(found)} pages" in text
    listing = [text for text in found if "91420100MA4KWX" in text]
    assert len(listing) > 2
    assert all(text.count("Credit code") == 1 for text in listing)


def test_each_listed_application_is_printed_once(tmp_path: Path, around: dict[str, Any]) -> None:
    result = write(tmp_path / "s.pdf", around, Language.EN, 150)
    text = "".join(pages(result.path))
    codes = [f"91420100MA4KWX{n:04d}" for n in range(150)]
    assert [text.count(code) for code in codes] == [int(n % 3 != 2) for n in range(150)]


def test_an_empty_call_gives_a_decent_page(
    tmp_path: Path, around: dict[str, Any], language: Language
) -> None:
    result = write(tmp_path / "s.pdf", around, language, 0)
    assert result.listed == 0
    assert "样例省" in pages(result.path)[0]


def test_the_same_applications_give_the_same_bytes(tmp_path: Path, around: dict[str, Any]) -> None:
    found = {write(tmp_path / f"{n}.pdf", around, Language.EN, 9).sha256 for n in range(2)}
    assert len(found) == 1


def test_a_file_that_is_there_is_kept(tmp_path: Path, around: dict[str, Any]) -> None:
    path = tmp_path / "s.pdf"
    path.write_bytes(b"mine")
    with pytest.raises(FileExistsAlreadyError):
        write(path, around, Language.EN, 1)
    assert path.read_bytes() == b"mine"


class _Stops:
    def step(self, done: int, total: int, text: Message | None = None) -> None:
        assert (done, total) == (200, 400)
        assert text is not None
        raise CancelledError


def test_stopping_leaves_nothing_behind(tmp_path: Path, around: dict[str, Any]) -> None:
    with pytest.raises(CancelledError):
        write(tmp_path / "s.pdf", around, Language.EN, 200, progress=_Stops())
    assert list(tmp_path.iterdir()) == []


def test_what_it_was_narrowed_to_stands_below_the_table(
    tmp_path: Path, around: dict[str, Any]
) -> None:
    narrowed = {**around, "filters": "仅限未来能源"}
    result = write(tmp_path / "s.pdf", narrowed, Language.ZH, 3)
    assert "仅限未来能源" in "".join(pages(result.path))
    assert result.filters == "仅限未来能源"
