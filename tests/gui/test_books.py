# SPDX-License-Identifier: Apache-2.0
"""The book of a call: one document with one contents, whose numbers are those of the pages."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import pikepdf
import pypdfium2
import pytest

from forms.attachments import examine
from gui.outgoing import issue
from gui.outgoing.books import ArchiveBookError, EmptyBookError, IncompleteBookError
from gui.outgoing.exports import OtherCallError
from models.language import Language, Message
from models.orders import BookOrder, Edition
from models.paper import PacketPart, Paper
from models.progress import CancelledError, NoProgress
from models.storage.folders import FolderNotEmptyError
from models.verbs.attachments import attach
from models.verbs.calls import add_call
from models.verbs.paper import set_paper
from models.views.find import call_row
from reports.samples import write_sample_file
from tests.offices import CALL, ENTRIES, FIRST, MINI, SECOND, THIRD, add, row

if TYPE_CHECKING:
    from pathlib import Path

    from gui.outgoing import Printed
    from models.progress import Progress
    from models.workspace import Workspace


def bound(office: Workspace, out: Path, progress: Progress | None = None, **more: Any) -> Printed:
    call = call_row(office.reader, CALL).uid
    order = BookOrder(call=call, language=Language.ZH, **more)
    made: Printed = issue(office, order, out, replace=True, progress=progress or NoProgress())
    return made


@pytest.fixture
def attached(office: Workspace, tmp_path: Path) -> Workspace:
    """An office with an application that has two files, one of which cannot be joined."""
    pdf, table = tmp_path / "营业执照.pdf", tmp_path / "明细.csv"
    write_sample_file(pdf, "营业执照", "执照正文")
    table.write_text("a,b\n1,2\n", encoding="utf-8")
    for file in (pdf, table):
        attach(office, number=FIRST, slot="licence", file=examine(file))
    return office


def texts(path: Path) -> list[str]:
    with pypdfium2.PdfDocument(path) as document:
        found = [page.get_textpage().get_text_range() for page in document]
    return ["".join(text.split()) for text in found]


def _place(item: Any) -> Any:
    return item.destination[0].objgen


def leaves(path: Path) -> list[tuple[str, int, list[str]]]:
    """The bookmarks of the book: title, page from 1, titles below."""
    with pikepdf.open(path) as pdf, pdf.open_outline() as outline:
        pages = {page.obj.objgen: place for place, page in enumerate(pdf.pages, start=1)}
        return [
            (item.title, pages[_place(item)], [below.title for below in item.children])
            for top in outline.root
            for item in (top, *top.children)
        ]


def test_contents_bookmarks_and_links_name_the_page_where_each_packet_begins(
    attached: Workspace, tmp_path: Path
) -> None:
    made = bound(attached, tmp_path / "book.pdf", front="致专家：请依次审阅。", back="完")
    [path] = made.files
    pages = texts(path)
    assert len(pages) == made.pages
    assert [page for page, text in enumerate(pages, start=1) if f"—{page}—" not in text] == []
    contents = next(text for text in pages if text.startswith("目录"))
    begins = {title[:9]: page for title, page, _ in leaves(path) if title[:1] == "2"}
    assert begins.keys() == {FIRST, SECOND, THIRD}
    for number, page in begins.items():
        assert number in pages[page - 1]
        assert "第1页共" in pages[page - 1]
        [told] = re.findall(rf"{number}\D+?(\d+)(?=\D)", contents.replace(".", ""))
        assert int(told) == page
    with pikepdf.open(path) as pdf:
        assert not pdf.check_pdf_syntax()
        listed = pages.index(contents)
        objects = {page.obj.objgen: place for place, page in enumerate(pdf.pages, start=1)}
        targets = {objects[note.Dest[0].objgen] for note in pdf.pages[listed].Annots}
        assert targets == set(begins.values())
        assert any(name.startswith(FIRST) for name in pdf.attachments), "the original is inside"
    assert "致专家：请依次审阅。" in "".join(pages[:3])
    assert pages[-1].startswith("完")
    assert any("执照正文" in text for text in pages)


def test_packets_stand_under_their_directions_in_the_order_of_the_notice(
    office: Workspace, tmp_path: Path
) -> None:
    [path] = bound(office, tmp_path / "book.pdf").files
    with pikepdf.open(path) as pdf, pdf.open_outline() as outline:
        found = [(top.title, [item.title[:9] for item in top.children]) for top in outline.root]
    assert found == [
        ("封面和目录", []),
        ("未来信息", [FIRST]),
        ("未来空间", [SECOND]),
        ("未填写", [THIRD]),
        ("索引", []),
    ]


def test_each_packet_begins_on_a_right_page_when_both_sides_are_printed(
    office: Workspace, tmp_path: Path
) -> None:
    [path] = bound(office, tmp_path / "book.pdf", edition=Edition.PRINT).files
    assert [page % 2 for _, page, _ in leaves(path)] == [1] * len(leaves(path))


def test_a_book_for_experts_names_no_applicant(attached: Workspace, tmp_path: Path) -> None:
    [path] = bound(attached, tmp_path / "book.pdf", audience="expert", dividers=False).files
    assert "有限公司" not in "".join(texts(path))
    assert "执照正文" not in "".join(texts(path))
    with pikepdf.open(path) as pdf:
        raw = [bytes(item.read_bytes()) for item in pdf.objects if isinstance(item, pikepdf.Stream)
               and "/Filter" in item and item.Filter == "/FlateDecode"]  # fmt: skip
        assert not [data for data in raw if "示例量子".encode() in data]
        assert not len(pdf.attachments)


def test_packets_in_a_book_have_the_parts_of_the_office(office: Workspace, tmp_path: Path) -> None:
    set_paper(office, paper=Paper(packet=PacketPart(parts=("checklist",))))
    bound(office, tmp_path / "a.pdf")
    text = "".join(texts(tmp_path / "a.pdf"))
    assert "一票否决项" in text
    assert text.count("第1页共1页") == 3, "the checklist alone"


def test_the_same_register_gives_the_same_bytes(attached: Workspace, tmp_path: Path) -> None:
    bound(attached, tmp_path / "one.pdf")
    bound(attached, tmp_path / "two.pdf")
    assert (tmp_path / "one.pdf").read_bytes() == (tmp_path / "two.pdf").read_bytes()


class Stops(NoProgress):
    """Somebody who stops when the second packet is set."""

    def step(self, done: int, total: int, text: Message | None = None) -> None:
        super().step(done, total, text)
        if done == 2:
            raise CancelledError


def test_a_book_that_was_stopped_goes_on_with_what_is_there(
    office: Workspace, tmp_path: Path
) -> None:
    out = tmp_path / "book.pdf"
    with pytest.raises(CancelledError):
        bound(office, out, Stops())
    assert not out.exists()
    work = tmp_path / "book.pdf.unfinished"
    kept = {path.name: path.stat().st_mtime_ns for path in work.glob("*.pdf")}
    assert kept
    with pytest.raises(CancelledError):
        bound(office, out, Stops())
    assert (
        kept.items() <= {path.name: path.stat().st_mtime_ns for path in work.glob("*.pdf")}.items()
    )
    bound(office, out)
    bound(office, tmp_path / "whole.pdf")
    assert out.read_bytes() == (tmp_path / "whole.pdf").read_bytes()
    assert not work.exists()


def test_a_packet_that_cannot_be_made_stops_the_book_and_keeps_the_others(
    office: Workspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from reports.packet import packets

    write = packets.write_packet

    def broken(dossier: Any, *arguments: Any, **more: Any) -> Any:
        if dossier.number == SECOND:
            raise ValueError("broken")
        return write(dossier, *arguments, **more)

    monkeypatch.setattr(packets, "write_packet", broken)
    with pytest.raises(IncompleteBookError, match=SECOND):
        bound(office, tmp_path / "book.pdf")
    assert not (tmp_path / "book.pdf").exists()
    assert len(list((tmp_path / "book.pdf.unfinished").glob("*.pdf"))) == 2


def test_a_folder_of_somebody_elses_is_left_alone(office: Workspace, tmp_path: Path) -> None:
    mine = tmp_path / "book.pdf.unfinished"
    mine.mkdir()
    (mine / "mine.txt").write_text("mine", encoding="utf-8")
    with pytest.raises(FolderNotEmptyError):
        bound(office, tmp_path / "book.pdf")
    assert (mine / "mine.txt").exists()


def test_what_is_no_book_is_told(office: Workspace, tmp_path: Path) -> None:
    with pytest.raises(ArchiveBookError):
        bound(office, tmp_path / "book.pdf", edition=Edition.ARCHIVE)
    add_call(office, programme=str(MINI), title="空批次", key="empty")
    order = BookOrder(call=call_row(office.reader, "empty").uid, language=Language.ZH)
    with pytest.raises(EmptyBookError):
        issue(office, order, tmp_path / "book.pdf", progress=NoProgress())


def test_a_book_takes_no_application_of_another_call(office: Workspace, tmp_path: Path) -> None:
    add_call(office, programme=str(MINI), title="另一批次", key="other")
    [other] = add(office, ENTRIES[1], call="other")
    uid = row(office, other).uid
    with pytest.raises(OtherCallError, match=other):
        bound(office, tmp_path / "book.pdf", applications=(uid,))
    assert not (tmp_path / "book.pdf").exists()


def test_a_book_that_directions_do_not_divide_has_an_index_of_them(
    office: Workspace, tmp_path: Path
) -> None:
    [path] = bound(office, tmp_path / "book.pdf", sort="number").files
    pages = texts(path)
    index = next(text for text in pages if text.startswith("方向索引"))
    places = [index.index(word) for word in ("未来信息", FIRST, "未来空间", SECOND)]
    assert places == sorted(places)
    begins = {title[:9]: page for title, page, _ in leaves(path)}
    assert re.search(rf"{FIRST}\D+?{begins[FIRST]}(?=\D)", index.replace(".", ""))
