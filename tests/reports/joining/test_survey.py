# SPDX-License-Identifier: Apache-2.0
"""What each kind of file becomes, found out before anything is set."""

from __future__ import annotations

import zipfile
from dataclasses import replace
from typing import TYPE_CHECKING

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, OutlineItem, String

from models.language import Language
from reports.joining import Kind, survey
from tests.reports.joining.making import add_page, attached, packet, saved
from tests.reports.packet.reading import flat, page_texts

if TYPE_CHECKING:
    from pathlib import Path

    from reports.joining import Joined


def reason(found: Joined) -> str:
    assert found.kind is Kind.NONE
    assert found.sheets == ()
    assert found.reason is not None
    return found.reason.text(Language.EN)


def notes(found: Joined) -> str:
    assert found.reason is None
    return " ".join(note.text(Language.EN) for note in found.notes)


def one_page(path: Path, **options: object) -> Path:
    pdf = pikepdf.new()
    add_page(pdf, "x")
    return saved(pdf, path, **options)


def test_a_pdf_that_asks_for_a_password_is_not_joined(tmp_path: Path) -> None:
    locked = pikepdf.Encryption(owner="o", user="u")
    found = survey(attached(one_page(tmp_path / "a.pdf", encryption=locked)))
    assert "asks for a password" in reason(found)


def test_a_pdf_that_only_restricts_its_use_is_joined_and_a_note_says_so(tmp_path: Path) -> None:
    locked = pikepdf.Encryption(owner="o", user="", allow=pikepdf.Permissions(extract=False))
    found = survey(attached(one_page(tmp_path / "a.pdf", encryption=locked)))
    assert len(found.sheets) == 1
    assert "restricted" in notes(found)


@pytest.mark.parametrize("data", [b"%PDF-1.7\n", b"%PDF-1.4 nothing of the kind" * 50])
def test_a_damaged_pdf_is_named_as_such(data: bytes, tmp_path: Path) -> None:
    (tmp_path / "a.pdf").write_bytes(data)
    assert "damaged" in reason(survey(attached(tmp_path / "a.pdf")))


def test_a_pdf_cut_short_is_repaired_and_a_note_says_so(tmp_path: Path) -> None:
    path = one_page(tmp_path / "a.pdf")
    path.write_bytes(path.read_bytes()[:-60])
    found = survey(attached(path))
    assert len(found.sheets) == 1
    assert "repaired" in notes(found)


def test_a_pdf_without_pages_is_named_as_such(tmp_path: Path) -> None:
    path = saved(pikepdf.new(), tmp_path / "a.pdf")
    assert "no pages" in reason(survey(attached(path)))


def test_a_file_that_is_gone_is_named_as_such(tmp_path: Path) -> None:
    file = attached(one_page(tmp_path / "a.pdf"))
    (tmp_path / "a.pdf").unlink()
    assert "gone" in reason(survey(file))
    assert "gone" in reason(survey(replace(file, path="")))


@pytest.mark.parametrize(
    ("name", "inside", "word"),
    [
        ("a.docx", "word/document.xml", "no fixed pages"),
        ("a.xlsx", "xl/workbook.xml", "no fixed pages"),
        ("a.ofd", "OFD.xml", "OFD"),
        ("a.zip", "photo.jpg", "archive"),
    ],
)
def test_documents_and_archives_are_refused_with_what_to_do(
    name: str, inside: str, word: str, tmp_path: Path
) -> None:
    with zipfile.ZipFile(tmp_path / name, "w") as package:
        package.writestr(inside, "<x/>")
    assert word in reason(survey(attached(tmp_path / name)))


def test_what_cannot_be_joined_is_explained_and_carried_whole_inside(tmp_path: Path) -> None:
    data = bytes(range(256)) * 40
    (tmp_path / "图纸 (终稿).dwg").write_bytes(data)
    file = attached(tmp_path / "图纸 (终稿).dwg")
    path = packet(tmp_path, file).path
    text = flat("".join(page_texts(path)[2:]))
    assert "Thisfileisnotprintedhere." in text
    for word in ("图纸(终稿).dwg", file.sha256, "10KB", "insidethisPDF"):
        assert word.casefold() in text.casefold()
    with pikepdf.open(path) as made:
        ((_, spec),) = made.attachments.items()
        assert spec.filename == "图纸 (终稿).dwg"
        assert spec.get_file().read_bytes() == data
        assert made.Root.AF[0].AFRelationship == Name.Supplement
        assert file.sha256 in str(made.Root.AF[0].Desc)


def test_bookmarks_that_run_in_a_circle_end(tmp_path: Path) -> None:
    pdf = pikepdf.new()
    add_page(pdf, "x")
    with pdf.open_outline() as outline:
        outline.root += [OutlineItem("one", 0), OutlineItem("two", 0)]
    first = pdf.Root.Outlines.First
    first.Next.Next = first
    first.First = first
    found = survey(attached(saved(pdf, tmp_path / "a.pdf")))
    assert [item.title for item in found.bookmarks] == ["one", "two"]


def test_bookmarks_that_lead_by_name_or_nowhere(tmp_path: Path) -> None:
    pdf = pikepdf.new()
    page = add_page(pdf, "x")
    with pdf.open_outline() as outline:
        by_name = OutlineItem("by name", String("there"))
        nowhere = OutlineItem("nowhere")
        nowhere.children.append(OutlineItem("below nowhere", 0))
        outline.root += [by_name, nowhere]
    tree = pikepdf.NameTree.new(pdf)
    tree["there"] = Array([page, Name.Fit])
    pdf.Root.Names = Dictionary(Dests=tree.obj)
    found = survey(attached(saved(pdf, tmp_path / "a.pdf")))
    assert [(item.title, item.level) for item in found.bookmarks] == [
        ("by name", 0),
        ("below nowhere", 0),
    ]


def test_comments_and_files_inside_are_counted_in_notes(tmp_path: Path) -> None:
    pdf = pikepdf.new()
    page = add_page(pdf, "x")
    page.Annots = Array(
        [
            pdf.make_indirect(Dictionary(Subtype=Name(kind), Rect=[0, 0, 20, 20], Contents="hm"))
            for kind in ("/Text", "/Highlight", "/Popup", "/FileAttachment", "/Link")
        ]
    )
    pdf.attachments["inner.xlsx"] = b"inner"
    found = notes(survey(attached(saved(pdf, tmp_path / "a.pdf"))))
    assert "2 comments" in found
    assert "2 files inside" in found


def test_a_signature_is_said_to_be_checkable_in_the_original_only(tmp_path: Path) -> None:
    pdf = pikepdf.new()
    add_page(pdf, "x")
    field = Dictionary(FT=Name.Sig, T="s", V=Dictionary(Type=Name.Sig, Contents=b"x"))
    pdf.Root.AcroForm = Dictionary(Fields=[pdf.make_indirect(field)], SigFlags=3)
    assert "signed electronically" in notes(survey(attached(saved(pdf, tmp_path / "a.pdf"))))


def test_a_dynamic_form_is_said_to_show_only_that_one_should_wait(tmp_path: Path) -> None:
    pdf = pikepdf.new()
    add_page(pdf, "Please wait")
    pdf.Root.AcroForm = Dictionary(Fields=[], XFA=pdf.make_stream(b"<xdp/>"))
    pdf.Root.NeedsRendering = True
    assert "XFA" in notes(survey(attached(saved(pdf, tmp_path / "a.pdf"))))
