# SPDX-License-Identifier: Apache-2.0
"""Every PDF and picture of the shared data in one packet: joined or explained, and sound."""

from __future__ import annotations

import re
import warnings
from typing import TYPE_CHECKING

import pikepdf
import pytest

from models.language import Language
from reports.joining import survey
from tests.offices import data
from tests.reports.joining.making import attached, packet
from tests.reports.packet.reading import flat, page_texts

if TYPE_CHECKING:
    from pathlib import Path

    from models.programme.answers import File
    from reports.packet import PacketResult

SHEETS = {
    "boxes.pdf": 8,
    "GeoBase_NHNC1_Data_Model_UML_EN.pdf": 19,
    "lin3.pdf": 30,
    "enc-R3,V2,O=master.pdf": 30,
    "form_dd0293.pdf": 4,
    "direct-pages.pdf": 2,
    "page-inherit-mediabox.pdf": 3,
    "multipage.tiff": 3,
}
"""How many pages some of the files have; the others that are joined have at least one."""

REFUSED = {
    "asks for a password": (
        "enc-R2,V1,U=view,O=master.pdf",
        "r6-both-passwords.pdf",
        "libreoffice-writer-password.pdf",
        "encrypted-file.pdf",
        "graph-encrypted.pdf",
        "encrypted-attachment.pdf",
    ),
    "damaged": (
        "bad1.pdf",
        "bug1020226.pdf",
        "Pages-tree-refs.pdf",
        "poppler-742-0-fuzzed.pdf",
        "issue9418.pdf",
        "poppler-937-0-fuzzed.pdf",
        "issue15590.pdf",
        "broken.png",
        "truncated_jpeg.jpg",
    ),
    "no pages": ("empty.pdf",),
    "enormous": ("decompression_bomb.gif",),
}
TOLD = {
    "minimal-signed-restricted.pdf": "signed electronically",
    "form_dd0293.pdf": "restricted",
    "secHandler.pdf": "restricted",
    "xfa_issue14315.pdf": "XFA",
    "commented.pdf": "comments",
    "attachment-fields.pdf": "2 files inside",
    "bad-xref.pdf": "repaired",
}
SHAPES = {
    "AutoCad_Diagram.pdf": 1191 / 842,
    "issue14297.pdf": 1191 / 842,
    "issue14497.pdf": 3370 / 2384,
    "minimal-rotated.pdf": 612 / 792,
    "orientation_rectangle.jpg": 1 / 2,
}
SAID = {
    "form-filled-by-acrobat.pdf": "abc potato",
    "libreoffice-form.pdf": "Alice",
    "noembed-identity.pdf": "こんにちは",
    "multilang.pdf": "Hello",
}


def files() -> list[Path]:
    return sorted([*data("pdf").iterdir(), *data("images").iterdir()])


@pytest.fixture(scope="module")
def given() -> list[File]:
    """All of them as they were attached."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # what Pillow says of damaged EXIF as a file is attached
        return [attached(path, uid=f"f{number}") for number, path in enumerate(files())]


@pytest.fixture(scope="module")
def printed(given: list[File], tmp_path_factory: pytest.TempPathFactory) -> PacketResult:
    """One packet that holds them all."""
    return packet(tmp_path_factory.mktemp("real"), *given)


def test_each_file_is_joined_or_explained_as_it_should_be(given: list[File]) -> None:
    wanted = {name: word for word, names in REFUSED.items() for name in names}
    for file in given:
        found = survey(file)
        reason = "" if found.reason is None else found.reason.text(Language.EN)
        assert wanted[file.name] in reason if file.name in wanted else not reason, file.name
        assert bool(found.sheets) == (file.name not in wanted), file.name
        assert len(found.sheets) == SHEETS.get(file.name, len(found.sheets)), file.name
        notes = " ".join(note.text(Language.EN) for note in found.notes)
        assert TOLD.get(file.name, "") in notes, file.name
        if file.name in SHAPES:
            shape = found.sheets[0].width / found.sheets[0].height
            assert shape == pytest.approx(SHAPES[file.name], rel=0.01), file.name


def test_the_packet_of_all_is_sound(printed: PacketResult) -> None:
    with pikepdf.open(printed.path) as pdf, warnings.catch_warnings():
        warnings.simplefilter("ignore")  # pikepdf has no decoder for JBIG2 here
        assert pdf.check_pdf_syntax() == []
        assert len(pdf.pages) == printed.pages
        assert len(pdf.attachments) == sum(map(len, REFUSED.values()))


def test_texts_of_the_files_can_be_read_in_the_packet(printed: PacketResult) -> None:
    texts = page_texts(printed.path)
    whole = flat("".join(texts))
    for name, words in SAID.items():
        assert flat(words) in whole, name
    for number, text in enumerate(texts, 1):
        assert re.search(rf"Page{number}of{printed.pages}pages", flat(text)), number


def test_what_was_not_printed_is_carried_byte_for_byte(printed: PacketResult) -> None:
    originals = {path.name: path.read_bytes() for path in files()}
    with pikepdf.open(printed.path) as pdf:
        for spec in pdf.attachments.values():
            assert spec.get_file().read_bytes() == originals[spec.filename]
