# SPDX-License-Identifier: Apache-2.0
"""A file is taken for what it is, not for what it is called; what is not read is refused in plain words."""

from __future__ import annotations

import struct
import zipfile
from typing import TYPE_CHECKING

import pytest
from openpyxl import Workbook

from forms.intake.book import Book, BookKind
from forms.intake.files import faults
from forms.intake.files.opening import open_book
from models.errors import UserError
from models.progress import CancelledError
from models.storage.files import CannotReadError
from tests.forms.intake.files import (
    compound,
    in_both,
    old_workbook,
    open_document,
    package,
    record,
    relations,
    said,
    workbook,
)

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from models.language import Message
    from models.progress import Progress

ROW = '<row r="1"><c r="A1"><v>7</v></c></row>'


def refusal(path: Path, kind: type[UserError]) -> str:
    with pytest.raises(kind) as refused:
        open_book(path)
    chinese, english = in_both(refused.value)
    assert path.name in chinese
    assert path.name in english
    assert chinese != english
    return english


def written(path: Path, data: bytes) -> Path:
    path.write_bytes(data)
    return path


@pytest.mark.parametrize(
    ("name", "make", "kind"),
    [
        ("a.xls", lambda path: workbook(path, ROW), BookKind.XLSX),
        ("a.xlsx", old_workbook, BookKind.XLS),
        ("a.xlsx", lambda path: written(path, "编号,名称\n1,甲\n".encode()), BookKind.TEXT),
        ("a.csv", lambda path: open_document(path, ""), BookKind.ODS),
    ],
)
def test_a_wrong_name_is_told_and_does_not_matter(
    tmp_path: Path, name: str, make: Callable[[Path], Path], kind: BookKind
) -> None:
    book = open_book(make(tmp_path / name))
    assert book.kind is kind
    assert "By its name a." in said(book)[0]


@pytest.mark.parametrize("name", ["a.xlsx", "a", "a.XLSX", "a.dat"])
def test_a_right_name_or_none_at_all_is_not_mentioned(tmp_path: Path, name: str) -> None:
    book = open_book(workbook(tmp_path / name, ROW))
    assert book.sheets[0].cells == [[7]]
    assert said(book) == []


@pytest.mark.parametrize(
    ("head", "what"),
    [
        (b"%PDF-1.7\n", "only offered beside the fields"),
        (b"\x89PNG\r\n\x1a\n" + bytes(99), "a picture"),
        (b"\xff\xd8\xff\xe0" + bytes(99), "a picture"),
        (b"Rar!\x1a\x07" + bytes(99), "Unpack it"),
        (b"<html><table><tr><td>1</td></tr></table>", "save it there as .xlsx"),
        ('<?xml version="1.0"?><html>'.encode("utf-16"), "a web page"),
        (b"MIME-Version: 1.0\nContent-Type: multipart/related", "a web page"),
        (
            b'<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet">',
            "Excel 2003",
        ),
        (b'<?xml version="1.0"?><a/>', "an XML file"),
        (b"\x09\x08\x08\x00\x00\x05\x05\x00", "Excel 4 or older"),
    ],
)
def test_what_holds_no_tables_is_named(tmp_path: Path, head: bytes, what: str) -> None:
    for name in ("a.xlsx", "a.xls", "a.csv"):
        file = written(tmp_path / name, head)
        kind = faults.PdfNotImportedError if head.startswith(b"%PDF") else faults.NoTableError
        assert what in refusal(file, kind)


@pytest.mark.parametrize(
    ("part", "what"),
    [
        ("a.txt", "an archive"),
        ("OFD.xml", "an OFD document"),
        ("Index/Document.iwa", "Apple Numbers"),
    ],
)
def test_packages_of_other_programs_are_named(tmp_path: Path, part: str, what: str) -> None:
    file = package(tmp_path / "a.xlsx", {part: "x"})
    assert what in refusal(file, faults.NoTableError)


def test_presentations_and_drawings_are_named(tmp_path: Path) -> None:
    slides = {
        "_rels/.rels": relations(("b", "officeDocument", "ppt/presentation.xml")),
        "ppt/presentation.xml": "<a/>",
    }
    assert "PowerPoint" in refusal(package(tmp_path / "a.xlsx", slides), faults.NoTableError)
    old = compound(tmp_path / "b.xls", {"PowerPoint Document": b""})
    assert "PowerPoint" in refusal(old, faults.NoTableError)
    text = {"mimetype": "application/vnd.oasis.opendocument.graphics", "content.xml": "<a/>"}
    assert "no spreadsheet" in refusal(package(tmp_path / "c.ods", text), faults.NoTableError)
    other = compound(tmp_path / "d.xls", {"Something": b""})
    assert "another program" in refusal(other, faults.NoTableError)


@pytest.mark.parametrize("data", [b"", b" \r\n\t ", b"\xef\xbb\xbf\n", bytes(5000)])
def test_an_empty_file_is_told(tmp_path: Path, data: bytes) -> None:
    assert "is empty" in refusal(written(tmp_path / "a.xlsx", data), faults.EmptyFileError)


def test_locked_files_are_told(tmp_path: Path) -> None:
    new = compound(tmp_path / "a.xlsx", {"EncryptionInfo": b"", "EncryptedPackage": b""})
    assert "without a password" in refusal(new, faults.PasswordProtectedError)
    old = old_workbook(tmp_path / "b.xls", before=record(0x2F, bytes(6)))
    assert "without a password" in refusal(old, faults.PasswordProtectedError)
    manifest = "<manifest:manifest><manifest:encryption-data/></manifest:manifest>"
    open_one = open_document(tmp_path / "c.ods", "", **{"META-INF/manifest.xml": manifest})
    assert "without a password" in refusal(open_one, faults.PasswordProtectedError)


def test_a_locked_part_is_told(tmp_path: Path) -> None:
    file = workbook(tmp_path / "a.xlsx", ROW)
    data = bytearray(file.read_bytes())
    at = 0
    while (at := data.find(b"PK\x01\x02", at)) >= 0:
        data[at + 8] |= 1
        at += 4
    assert "password" in refusal(written(file, bytes(data)), faults.PasswordProtectedError)


@pytest.mark.parametrize("keep", [10, 200, -30])
def test_a_file_cut_short_is_damaged(tmp_path: Path, keep: int) -> None:
    whole = workbook(tmp_path / "whole.xlsx", ROW).read_bytes()
    refusal(written(tmp_path / "a.xlsx", whole[:keep]), faults.DamagedFileError)


def test_bytes_without_sense_are_damaged_or_of_another_program(tmp_path: Path) -> None:
    noise = bytes(range(256)) * 30
    refusal(written(tmp_path / "a.xlsx", noise), faults.DamagedFileError)
    refusal(written(tmp_path / "a.csv", noise), faults.NoTableError)


def test_a_part_that_does_not_match_its_sum_is_damaged(tmp_path: Path) -> None:
    file = tmp_path / "a.xlsx"
    workbook(file, ROW)
    with zipfile.ZipFile(file) as made:
        where = made.getinfo("xl/worksheets/sheet1.xml").header_offset
    data = bytearray(file.read_bytes())
    found = data.find(b"PK\x01\x02", where)
    data[data.find(b"xl/worksheets/sheet1.xml", found) - 30] ^= 0xFF
    refusal(written(file, bytes(data)), faults.DamagedFileError)


@pytest.mark.parametrize("part", ["xl/worksheets/sheet1.xml", "xl/workbook.xml"])
def test_a_part_that_breaks_off_is_damaged(tmp_path: Path, part: str) -> None:
    begun = "<worksheet><sheetData>" + ROW
    file = workbook(tmp_path / "a.xlsx", ROW, more={part: begun})
    assert "breaks off" in refusal(file, faults.DamagedFileError)


def test_a_sheet_whose_part_is_missing_is_damaged(tmp_path: Path) -> None:
    more = {"xl/_rels/workbook.xml.rels": relations(("s", "worksheet", "nowhere.xml"))}
    assert "missing" in refusal(workbook(tmp_path / "a.xlsx", more=more), faults.DamagedFileError)


def test_a_workbook_without_sheets_is_told(tmp_path: Path) -> None:
    more = {"xl/workbook.xml": "<workbook><sheets/></workbook>"}
    refusal(workbook(tmp_path / "a.xlsx", more=more), faults.NoSheetsError)
    refusal(package(tmp_path / "b.ods", _empty_ods()), faults.NoSheetsError)


def _empty_ods() -> dict[str, str | bytes]:
    kind = "application/vnd.oasis.opendocument.spreadsheet"
    return {"mimetype": kind, "content.xml": "<office:document-content/>"}


def test_a_folder_and_a_missing_file_are_told(tmp_path: Path) -> None:
    with pytest.raises(CannotReadError):
        open_book(tmp_path)
    with pytest.raises(CannotReadError):
        open_book(tmp_path / "nowhere.xlsx")


@pytest.fixture
def forms_read(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The names of the files that went to the reader of Word forms."""
    names: list[str] = []

    def read(path: Path, *, progress: Progress, **_: object) -> Book:
        progress.step(0, 1)
        names.append(path.name)
        return Book(path, BookKind.WORD, ())

    monkeypatch.setattr("forms.intake.files.word_forms.read_form", read)
    return names


def test_word_forms_are_known_by_their_content(tmp_path: Path, forms_read: list[str]) -> None:
    new = {
        "_rels/.rels": relations(("b", "officeDocument", "word/document.xml")),
        "word/document.xml": "<w:document/>",
    }
    package(tmp_path / "a.xlsx", new)
    compound(tmp_path / "b.xls", {"WordDocument": b""})
    for name in ("a.xlsx", "b.xls"):
        assert "in truth it is a Word document" in said(open_book(tmp_path / name))[0]
    assert forms_read == ["a.xlsx", "b.xls"]


def test_a_document_with_a_workbook_in_it_is_a_document(
    tmp_path: Path, forms_read: list[str]
) -> None:
    open_book(compound(tmp_path / "a.doc", {"WordDocument": b"", "Workbook": b""}))
    assert forms_read == ["a.doc"]


@pytest.mark.parametrize("where", [0x30, 0x44, 76])
def test_a_compound_file_that_bites_its_tail_is_damaged(tmp_path: Path, where: int) -> None:
    file = old_workbook(tmp_path / "a.xls")
    data = bytearray(file.read_bytes())
    data[where : where + 4] = struct.pack("<I", 1)
    if where == 0x44:
        data[512 * 2 + 508 : 512 * 3] = struct.pack("<I", 1)
    with pytest.raises(UserError):
        open_book(written(file, bytes(data)))


class Impatient:
    """Stops after some steps."""

    def __init__(self, steps: int) -> None:
        self.left = steps

    def step(self, done: int, total: int, text: Message | None = None) -> None:
        assert 0 <= done <= total
        assert text is None or str(text)
        self.left -= 1
        if self.left < 0:
            raise CancelledError


@pytest.mark.parametrize("name", ["a.xlsx", "a.xls", "a.ods", "a.csv"])
def test_reading_can_be_stopped_at_each_of_its_steps(tmp_path: Path, name: str) -> None:
    file = tmp_path / name
    match file.suffix:
        case ".xlsx":
            workbook(file, ROW, texts=["x"])
        case ".xls":
            old_workbook(file)
        case ".ods":
            open_document(file, "")
        case _:
            file.write_text("a,b\n1,2\n", encoding="utf-8")
    for steps in range(50):
        try:
            open_book(file, progress=Impatient(steps))
        except CancelledError:
            continue
        assert steps > 0
        return
    pytest.fail("never ends")


def test_a_duration_of_a_million_years_is_damage(tmp_path: Path) -> None:
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.append(["甲", 2_147_483_647_000])
    sheet["B1"].number_format = "[h]:mm:ss"
    file = tmp_path / "a.xlsx"
    book.save(file)
    refusal(file, faults.DamagedFileError)
