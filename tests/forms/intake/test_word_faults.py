# SPDX-License-Identifier: Apache-2.0
"""Documents that are damaged, locked, forged or none at all: a sentence each, never a traceback."""

from __future__ import annotations

import io
import random
import time
import zipfile
from contextlib import suppress
from typing import TYPE_CHECKING

import pytest
from docx import Document

from forms.intake.book import BookKind
from forms.intake.files.opening import open_book
from forms.intake.files.word import conversion
from forms.intake.files.word.conversion import NotConvertedError, OlderWordError
from forms.intake.files.word.package import (
    DamagedWordError,
    ForgedWordError,
    HugeWordError,
    LockedWordError,
    NotWordError,
)
from forms.intake.files.word_forms import read_form
from models.errors import UserError
from models.progress import CancelledError
from models.storage.files import CannotReadError
from tests.forms.intake.word_documents import declaration, repacked, table_of, with_body

if TYPE_CHECKING:
    from pathlib import Path

    from models.language import Message

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504)
MAIN = "word/document.xml"


class Stopped:
    """A user who has stopped the work before it began."""

    def step(self, done: int, total: int, text: Message | None = None) -> None:
        del done, total, text
        raise CancelledError


def part(path: Path, name: str) -> bytes:
    with zipfile.ZipFile(path) as package:
        return package.read(name)


@pytest.mark.parametrize(
    ("name", "data", "fault"),
    [
        ("锁.docx", OLE + "EncryptedPackage".encode("utf-16-le"), LockedWordError),
        ("表.doc", OLE + "Workbook".encode("utf-16-le"), NotWordError),
        ("空.docx", b"", NotWordError),
        ("文.docx", "单位名称：甲".encode(), NotWordError),
        ("断.docx", b"PK\x03\x04 and no more", DamagedWordError),
        ("图.docx", b"\x89PNG\r\n\x1a\n", NotWordError),
    ],
)
def test_files_that_are_no_readable_document(
    tmp_path: Path, name: str, data: bytes, fault: type[UserError]
) -> None:
    (tmp_path / name).write_bytes(data)
    with pytest.raises(fault, match=name):
        read_form(tmp_path / name)


def test_no_file_and_a_folder(tmp_path: Path) -> None:
    for path in (tmp_path / "none.docx", tmp_path):
        with pytest.raises(CannotReadError):
            read_form(path)


def test_a_workbook_that_is_called_a_document(tmp_path: Path) -> None:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as package:
        package.writestr("xl/workbook.xml", "<workbook/>")
    (tmp_path / "表.docx").write_bytes(held.getvalue())
    with pytest.raises(NotWordError):
        read_form(tmp_path / "表.docx")


def test_forms_are_known_by_their_bytes(tmp_path: Path) -> None:
    path = declaration(tmp_path / "form.docx")
    assert open_book(path) == read_form(path)
    renamed = open_book(path.rename(tmp_path / "form.xlsx"))
    assert renamed.kind is BookKind.WORD
    assert "a Word document" in str(renamed.notes[0])


def test_older_kinds_are_known_by_their_bytes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(conversion, "find_libreoffice", lambda: None)
    xml = b'<?xml version="1.0"?><?mso-application progid="Word.Document"?><w:wordDocument/>'
    for name, data in (("a.doc", b"{\\rtf1\\ansi }"), ("b.doc", xml)):
        (tmp_path / name).write_bytes(data)
        with pytest.raises(OlderWordError):
            open_book(tmp_path / name)


def test_entities_are_not_read(tmp_path: Path) -> None:
    path = declaration(tmp_path / "form.docx")
    bomb = b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><a>&b;</a>'
    for encoded in (bomb, bomb.decode().encode("utf-16")):
        with pytest.raises(ForgedWordError):
            read_form(repacked(path, {MAIN: encoded}))


def test_a_zip_bomb_is_not_unpacked(tmp_path: Path) -> None:
    path = declaration(tmp_path / "form.docx")
    start = time.process_time()
    with pytest.raises(HugeWordError):
        read_form(repacked(path, {MAIN: b" " * 65_000_000}))
    assert path.stat().st_size < 200_000
    assert time.process_time() - start < 5


def test_broken_text_is_said(tmp_path: Path) -> None:
    path = declaration(tmp_path / "form.docx")
    text = part(path, MAIN)
    with pytest.raises(DamagedWordError):
        read_form(repacked(path, {MAIN: text[: len(text) // 2]}))


def test_macros_are_neither_run_nor_in_the_way(tmp_path: Path) -> None:
    path = declaration(tmp_path / "form.docx")
    types = part(path, "[Content_Types].xml").replace(
        b"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml",
        b"application/vnd.ms-word.document.macroEnabled.main+xml",
    )
    repacked(path, {"[Content_Types].xml": types, "word/vbaProject.bin": OLE})
    renamed = path.rename(tmp_path / "form.docm")
    assert "项目名称" in read_form(renamed).sheets[0].cells[0]


def test_strict_open_xml_reads_like_any_other(tmp_path: Path) -> None:
    path = declaration(tmp_path / "form.docx")
    usual = read_form(path)
    parts = {
        name: part(path, name)
        .replace(
            b"http://schemas.openxmlformats.org/wordprocessingml/2006/main",
            b"http://purl.oclc.org/ooxml/wordprocessingml/main",
        )
        .replace(
            b"http://schemas.openxmlformats.org/officeDocument/2006/relationships",
            b"http://purl.oclc.org/ooxml/officeDocument/relationships",
        )
        for name in (MAIN, "word/styles.xml", "_rels/.rels")
    }
    assert read_form(repacked(path, parts)) == usual


def test_numbers_beyond_reason_in_a_table(tmp_path: Path) -> None:
    cell = (
        "<w:tc><w:tcPr><w:gridSpan w:val='{}'/><w:vMerge/></w:tcPr>"
        "<w:p><w:r><w:t>{}</w:t></w:r></w:p></w:tc>"
    )
    row = "".join(
        cell.format(*pair) for pair in (("2147483647", "企业名称"), ("-1", "甲"), ("x", "乙"))
    )
    grid = "<w:tblGrid><w:gridCol w:w='99999999999'/><w:gridCol/></w:tblGrid>"
    book = read_form(with_body(tmp_path / "form.docx", f"<w:tbl>{grid}<w:tr>{row}</w:tr></w:tbl>"))
    assert book.sheets[0].cells == [["File", "企业名称"], ["form.docx", "甲"]]


def test_tables_within_tables_without_end(tmp_path: Path) -> None:
    depth = 60
    body = "<w:tbl><w:tr><w:tc>" * depth + "<w:p/>" + "</w:tc></w:tr></w:tbl>" * depth
    with pytest.raises(UserError):
        read_form(with_body(tmp_path / "form.docx", body))


def test_a_long_list_is_read_quickly(tmp_path: Path) -> None:
    row = "<w:tr>{}</w:tr>"
    cell = "<w:tc><w:p><w:r><w:t>{}</w:t></w:r></w:p></w:tc>"
    head = row.format("".join(map(cell.format, ("序号", "企业名称", "使用面积"))))
    rows = "".join(
        row.format("".join(map(cell.format, (number, f"第{number}公司", "1.5"))))
        for number in range(3000)
    )
    path = with_body(tmp_path / "form.docx", f"<w:tbl>{head}{rows}</w:tbl>")
    start = time.process_time()
    assert len(read_form(path).sheets[1].cells) == 3001
    assert time.process_time() - start < 5


@pytest.mark.parametrize("text", ["：", "姓名：张 ", "（", "a:b", "□是", "甲 ", "（√）"])
def test_a_line_without_end_is_read_quickly(tmp_path: Path, text: str) -> None:
    document = Document()
    document.add_paragraph(text * 20_000)
    table_of(document, [["企业名称", "甲"], ["备注", text * 20_000]])
    document.save(str(tmp_path / "form.docx"))
    start = time.process_time()
    read_form(tmp_path / "form.docx")
    assert time.process_time() - start < 5


def test_any_damage_ends_in_a_book_or_a_sentence(tmp_path: Path) -> None:
    chance = random.Random(4)
    whole = declaration(tmp_path / "form.docx").read_bytes()
    text = part(tmp_path / "form.docx", MAIN)
    for _ in range(60):
        damaged = bytearray(whole)
        for _ in range(chance.randint(1, 20)):
            damaged[chance.randrange(len(damaged))] = chance.randrange(256)
        (tmp_path / "damaged.docx").write_bytes(damaged[: chance.choice([len(damaged), 9000])])
        read_or_sentence(tmp_path / "damaged.docx")
    for _ in range(60):
        start = chance.randrange(len(text))
        cut = text[:start] + text[start + chance.randrange(40) :]
        (tmp_path / "cut.docx").write_bytes(whole)
        read_or_sentence(repacked(tmp_path / "cut.docx", {MAIN: cut}))


def read_or_sentence(path: Path) -> None:
    with suppress(UserError):
        read_form(path)


def older(folder: Path) -> Path:
    (folder / "旧表.doc").write_bytes(OLE + "WordDocument".encode("utf-16-le"))
    return folder / "旧表.doc"


def test_an_older_document_without_libreoffice(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(conversion, "find_libreoffice", lambda: None)
    with pytest.raises(OlderWordError, match=r"旧表\.doc is an older document.*\.docx"):
        read_form(older(tmp_path))


def program(folder: Path, script: str) -> Path:
    made = folder / "soffice"
    made.write_text(f"#!/bin/sh\n{script}\n", encoding="utf-8")
    made.chmod(0o755)
    return made


def test_libreoffice_that_makes_nothing_or_is_late_or_does_not_start(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = older(tmp_path)
    programs = [program(tmp_path, "exit 0"), tmp_path / "none"]
    for found in programs:
        monkeypatch.setattr(conversion, "find_libreoffice", lambda found=found: found)
        with pytest.raises(NotConvertedError, match="旧表"):
            read_form(path)
    late = program(tmp_path, "sleep 60")
    monkeypatch.setattr(conversion, "find_libreoffice", lambda: late)
    monkeypatch.setattr(conversion, "SECONDS", 0.3)
    start = time.process_time()
    with pytest.raises(NotConvertedError):
        read_form(path)
    assert time.process_time() - start < 5


def test_a_conversion_can_be_stopped(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    slow = program(tmp_path, "sleep 60")
    monkeypatch.setattr(conversion, "find_libreoffice", lambda: slow)
    start = time.process_time()
    with pytest.raises(CancelledError):
        read_form(older(tmp_path), progress=Stopped())
    assert time.process_time() - start < 5


def test_reading_can_be_stopped(tmp_path: Path) -> None:
    document = Document()
    table_of(document, [["企业名称", "甲"], ["法定代表人", "乙"]])
    document.save(str(tmp_path / "form.docx"))
    with pytest.raises(CancelledError):
        read_form(tmp_path / "form.docx", progress=Stopped())
