# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

import time
import zipfile
from typing import TYPE_CHECKING

import pytest

from forms.attachments import examine
from models.language import Language, Message, message
from models.storage.files import CannotReadError, safe_name
from models.verbs.attachments import (
    AttachedAlreadyError,
    ClassifiedFileError,
    EmptyFileError,
    ProgramFileError,
    attach,
    detach,
)
from models.views.dossiers import dossier
from tests.offices import FIRST, SECOND, data, faults, found, row

if TYPE_CHECKING:
    from pathlib import Path

    from models.programme.answers import File
    from models.workspace import Workspace


def made(folder: Path, name: str, content: bytes | str = "执照") -> Path:
    path = folder / name
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


def put(office: Workspace, path: Path, number: str = FIRST) -> str:
    return attach(office, number=number, slot="licence", file=examine(path))


def files(office: Workspace, number: str = FIRST) -> tuple[File, ...]:
    return dossier(office.reader, row(office, number).uid).answers.files


def stored(office: Workspace) -> list[Path]:
    return [path for path in (office.folder / "attachments").rglob("*") if path.is_file()]


def test_the_same_bytes_are_stored_once(office: Workspace, tmp_path: Path) -> None:
    put(office, made(tmp_path, "a.txt"))
    put(office, made(tmp_path, "b.txt"), SECOND)
    with pytest.raises(AttachedAlreadyError, match=r"a\.txt"):
        put(office, made(tmp_path, "c.txt"))
    assert len(stored(office)) == 1
    assert [file.name for file in files(office)] == ["a.txt"]
    assert found(office, "a.txt") == [FIRST]
    detach(office, uid=files(office)[0].uid)
    assert files(office) == ()
    assert files(office, SECOND)[0].path
    assert faults(office) == ()


def package(folder: Path, name: str, part: str, text: str) -> Path:
    path = folder / name
    with zipfile.ZipFile(path, "w") as target:
        target.writestr(part, f"<x><r>{text[:2]}</r><r>{text[2:]}</r></x>")
    return path


@pytest.mark.parametrize(
    "name",
    ["秘密★1年 名单.txt", "机密★.pdf", "绝密★启用前.docx", "机 密 ☆ 10年.xlsx"],
)
def test_a_mark_in_the_name_stops_the_file(office: Workspace, tmp_path: Path, name: str) -> None:
    with pytest.raises(ClassifiedFileError):
        put(office, made(tmp_path, name))
    assert stored(office) == []


def test_a_mark_in_the_text_stops_the_file(office: Workspace, tmp_path: Path) -> None:
    text = "关于某事的通知\n机密★5年\n"
    bearing = [
        made(tmp_path, "utf8.txt", text),
        made(tmp_path, "gbk.txt", text.encode("gb18030")),
        made(tmp_path, "utf16.txt", text.encode("utf-16")),
        package(tmp_path, "a.docx", "word/document.xml", "机密★5年"),
        package(tmp_path, "header.docx", "word/header1.xml", "机密★5年"),
        package(tmp_path, "a.xlsx", "xl/sharedStrings.xml", "机密★5年"),
        package(tmp_path, "a.pptx", "ppt/slides/slide1.xml", "机密★5年"),
        package(tmp_path, "a.odt", "content.xml", "机密★5年"),
    ]
    with zipfile.ZipFile(bearing[-1].with_name("a.ofd"), "w") as ofd:
        ofd.writestr("OFD.xml", "<x/>")
        ofd.writestr("Doc_0/Pages/Page_0/Content.xml", "<t>机密★</t>")
    for path in (*bearing, bearing[-1].with_name("a.ofd")):
        with pytest.raises(ClassifiedFileError, match="机密★"):
            put(office, path)
    assert stored(office) == []
    assert files(office) == ()


@pytest.mark.parametrize("name", ["商业秘密保护制度.txt", "保密承诺书.txt", "机密.txt"])
def test_plain_words_stop_nothing(office: Workspace, tmp_path: Path, name: str) -> None:
    put(office, made(tmp_path, name, "保守国家秘密，人人有责"))
    assert files(office)[0].name == name


def test_an_empty_file_and_a_missing_one_are_refused(office: Workspace, tmp_path: Path) -> None:
    with pytest.raises(EmptyFileError):
        put(office, made(tmp_path, "empty.pdf", b""))
    with pytest.raises(CannotReadError):
        examine(tmp_path / "nothing.pdf")
    with pytest.raises(CannotReadError):
        examine(tmp_path)
    assert stored(office) == []


@pytest.mark.parametrize(
    "path",
    ["执照.exe", "执照.pdf.exe", "a.BAT ", "看图.lnk", "安装.msi", "a.js", "x\u202efdp.scr"],
)
def test_a_program_is_refused_by_its_name(office: Workspace, tmp_path: Path, path: str) -> None:
    with pytest.raises(ProgramFileError):
        put(office, made(tmp_path, path))
    assert stored(office) == []


def test_a_program_that_calls_itself_a_document_is_refused(
    office: Workspace, tmp_path: Path
) -> None:
    with pytest.raises(ProgramFileError):
        put(office, made(tmp_path, "执照.pdf", b"MZ\x90\x00" + bytes(200)))


@pytest.mark.parametrize("name", ["材料.zip", "申报书.docx"])
def test_a_package_that_is_cut_short_is_taken_with_a_fault(tmp_path: Path, name: str) -> None:
    path = package(tmp_path, name, "word/document.xml", "申报书" * 500)
    assert examine(path).fault is None
    path.write_bytes(path.read_bytes()[:-60])
    assert examine(path).fault is not None


def test_a_document_with_a_password_is_taken_with_a_fault(tmp_path: Path) -> None:
    ole = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)
    assert examine(made(tmp_path, "旧.doc", ole)).fault is None
    locked = made(tmp_path, "锁.docx", ole + "EncryptedPackage".encode("utf-16-le"))
    assert "password" in Message.text(examine(locked).fault or message("none"), Language.EN)


HOSTILE_NAMES = ("../../evil.pdf", "CON", "nul.txt", "x" * 300 + ".pdf", "a\u202efdp.txe",
                 "a\nb.pdf", "a\x00b.pdf", "..", ".", "/etc/passwd", "C:\\x\\y.pdf", " .pdf. ", "",
                 "𠮷" * 100 + ".pdf", "\ud842.pdf", "a/b", "~", "-rf", "$(x).pdf")  # fmt: skip


@pytest.mark.parametrize("name", HOSTILE_NAMES, ids=range(len(HOSTILE_NAMES)))
def test_no_name_escapes_from_its_folder(tmp_path: Path, name: str) -> None:
    safe = safe_name(name)
    target = tmp_path / safe
    target.write_bytes(b"x")
    assert target.resolve().parent == tmp_path.resolve()
    assert safe not in {"", ".", ".."}
    assert len(safe.encode()) <= 200
    assert not safe.upper().startswith(("CON", "NUL")) or len(safe.partition(".")[0]) > 3
    assert "\u202e" not in safe


@pytest.mark.parametrize("name", [n for n in HOSTILE_NAMES if n], ids=range(len(HOSTILE_NAMES) - 1))
def test_a_file_of_any_name_is_kept_under_its_hash(
    office: Workspace, tmp_path: Path, name: str
) -> None:
    from dataclasses import replace

    incoming = replace(examine(made(tmp_path, "plain.txt")), name=name)
    attach(office, number=FIRST, slot="licence", file=incoming)
    assert [len(path.name) for path in stored(office)] == [64]
    assert len(files(office)) == 1
    assert faults(office) == ()


@pytest.mark.parametrize("name", ["a.docx", "a.xlsx", "a.odt", "a.ofd", "a.zip"])
@pytest.mark.parametrize("place", [0.1, 0.4, 0.7, 0.95])
def test_a_damaged_package_is_taken_with_a_plain_fault(
    office: Workspace, tmp_path: Path, name: str, place: float
) -> None:
    path = tmp_path / name
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as target:
        for part in ("word/document.xml", "xl/sharedStrings.xml", "content.xml", "OFD.xml"):
            target.writestr(part, f"<x>{part * 50}</x>")
    content = bytearray(path.read_bytes())
    at = int(len(content) * place)
    content[at : at + 12] = b"\xff" * 12
    path.write_bytes(bytes(content))
    put(office, path)
    assert len(files(office)) == 1


def examined(path: Path) -> tuple[int | None, str, float]:
    start = time.monotonic()
    incoming = examine(path)
    return incoming.pages, str(incoming.fault or ""), time.monotonic() - start


@pytest.mark.parametrize("kind", ["pdf", "images"])
def test_every_odd_file_is_taken_with_a_plain_fault(office: Workspace, kind: str) -> None:
    broken = []
    for path in sorted(data(kind).iterdir()):
        pages, fault, seconds = examined(path)
        assert seconds < 5, path.name
        assert "\n" not in fault
        assert fault or (pages or 0) > 0, path.name
        if fault:
            broken.append(path.name)
        if path.stat().st_size:
            put(office, path)
    assert 0 < len(broken) < 25, broken
    assert all(file.path for file in files(office))
    assert faults(office) == ()


@pytest.mark.parametrize(
    ("name", "media_type", "pages", "fault"),
    [
        ("pdf/encrypted-file.pdf", "application/pdf", None, "asks for a password"),
        ("images/truncated_jpeg.jpg", "image/jpeg", None, "damaged"),
        ("images/decompression_bomb.gif", "image/gif", None, ""),
        ("images/multipage.tiff", "image/tiff", 3, ""),
        ("images/flower.webp", "image/webp", 1, ""),
    ],
)
def test_what_is_wrong_with_a_file_is_said(
    name: str, media_type: str, pages: int | None, fault: str
) -> None:
    incoming = examine(data(name))
    assert incoming.media_type == media_type
    assert fault in str(incoming.fault or "")
    if pages is not None:
        assert incoming.pages == pages
    assert Language.EN
