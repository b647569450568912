# SPDX-License-Identifier: Apache-2.0
"""Putting a book together: page numbers over all of it, one contents, one tree of bookmarks."""

from __future__ import annotations

import tempfile
from dataclasses import dataclass, field
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING

from models.language import Language, message
from models.storage.files import written_out
from reports.book.numbers import Numbers
from reports.book.pages import Pages
from reports.book.writer import Leaf, Writer
from reports.opening import opened_pdf

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from models.progress import Progress
    from reports.book.frame import BookFrame, BookItem
    from reports.book.reading import Mark


@dataclass(frozen=True, slots=True)
class Bound:
    """A book that was written.

    Attributes:
        numbers: The page on which each packet begins, from 1.
        lost: Code points that no font has, in the pages that are no packet.
    """

    path: Path
    pages: int
    numbers: tuple[int, ...]
    lost: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Piece:
    """A document that goes into the book.

    Attributes:
        blank: A page that bears nothing follows, so that the next begins on a right page.
    """

    path: Path
    pages: int
    title: str = ""
    label: str = ""
    group: str = ""
    blank: bool = False


@dataclass(slots=True)
class _Plan:
    """All pieces in their order."""

    pieces: list[_Piece] = field(default_factory=list)
    pages: int = 0

    def add(self, piece: _Piece) -> int:
        """The page, from 1, on which it begins."""
        begins = self.pages + 1
        self.pieces.append(piece)
        self.pages += piece.pages + piece.blank
        return begins


def bind(
    items: Sequence[BookItem],
    path: Path,
    frame: BookFrame,
    *,
    replace: bool = False,
    progress: Progress,
) -> Bound:
    """Put packets together to a book, in the order that they have.

    Args:
        progress: Is told each packet twice: when it is counted and when it is written.

    Raises:
        FileExistsAlreadyError: There is such a file, and `replace` is not set.
        CannotWriteError: The system refuses; nothing is left behind.
        CancelledError: The user stopped it.
    """
    pages = Pages(frame)
    with tempfile.TemporaryDirectory(prefix="xiandao-", ignore_cleanup_errors=True) as folder:
        scratch = Path(folder)
        counts = list(_counts(items, progress))
        plan, numbers = _planned(items, counts, pages, frame, scratch)
        with written_out(path, replace=replace) as aside:
            _write(aside, plan, frame, items, progress)
    lost = tuple(f"U+{ord(char):04X}" for char in sorted(pages.lost))
    return Bound(path, plan.pages, numbers, lost)


def _counts(items: Sequence[BookItem], progress: Progress) -> Iterator[int]:
    for done, item in enumerate(items):
        progress.step(done, 2 * len(items), message("Counting pages: {number}", number=item.number))
        with opened_pdf(item.path) as pdf:
            yield len(pdf.pages)


def _planned(
    items: Sequence[BookItem], counts: Sequence[int], pages: Pages, frame: BookFrame, scratch: Path
) -> tuple[_Plan, tuple[int, ...]]:
    """The pieces and where each packet begins; front and back are set until their length stays."""
    contents = message("Cover and contents").text(frame.language)
    dividers = _dividers(items, pages, scratch)
    front = pages.front(scratch / "front.pdf", items, [0] * len(items))
    while True:
        plan = _Plan()
        plan.add(_piece(scratch / "front.pdf", front, frame, title=contents))
        numbers = tuple(_add_items(plan, items, counts, dividers, frame))
        again = pages.front(scratch / "front.pdf", items, numbers)
        if again == front:
            break
        front = again
    back = pages.back(scratch / "back.pdf", items, numbers)
    if back:
        indexed = frame.index or frame.directions
        title = message("Indexes") if indexed else message("Back text")
        plan.add(_Piece(scratch / "back.pdf", back, title.text(frame.language)))
    return plan, numbers


def _dividers(items: Sequence[BookItem], pages: Pages, scratch: Path) -> dict[str, _Piece]:
    found: dict[str, _Piece] = {}
    for place, (group, some) in enumerate(groupby(items, key=lambda item: item.group)):
        if group:
            path = scratch / f"divider-{place}.pdf"
            found[group] = _Piece(path, pages.divider(path, group, len(list(some))), group)
    return found


def _add_items(
    plan: _Plan,
    items: Sequence[BookItem],
    counts: Sequence[int],
    dividers: dict[str, _Piece],
    frame: BookFrame,
) -> Iterator[int]:
    group = ""
    for item, count in zip(items, counts, strict=True):
        if item.group != group:
            group = item.group
            divider = dividers[group]
            plan.add(_piece(divider.path, divider.pages, frame, title=group, group=group))
        title = f"{item.number} {item.title}"
        yield plan.add(_piece(item.path, count, frame, title=title, label=item.number, group=group))


def _piece(
    path: Path, pages: int, frame: BookFrame, *, title: str, label: str = "", group: str = ""
) -> _Piece:
    blank = frame.two_sided and pages % 2 == 1
    return _Piece(path, pages, title, label, group, blank=blank)


def _write(
    aside: Path, plan: _Plan, frame: BookFrame, items: Sequence[BookItem], progress: Progress
) -> None:
    numbers = Numbers()
    leaves: list[Leaf] = []
    done, total = len(items), 2 * len(items)
    with numbers.opened(), aside.open("wb") as file:
        writer = Writer(file, plan.pages, numbers.overlay)
        for piece in plan.pieces:
            said = message("Binding: {title}", title=piece.title)
            progress.step(min(done, total), total, said)
            first = writer.pages
            with opened_pdf(piece.path) as pdf:
                found = writer.add(pdf, piece.label)
            if piece.blank:
                writer.add_blank()
            leaf = Leaf(piece.title, first, _moved(found, first))
            in_group = piece.group and piece.label and leaves
            (leaves[-1].below if in_group else leaves).append(leaf)
            done += bool(piece.label)
        info = {
            "Title": frame.title,
            "Author": frame.office,
            "Creator": "Xiandao",
            "CreationDate": f"D:{frame.day:%Y%m%d}000000Z",
        }
        language = "zh-CN" if frame.language is Language.ZH else "en"
        writer.finish(info, language, leaves)
    progress.step(total, total)


def _moved(found: Iterable[Mark], first: int) -> list[Leaf]:
    return [Leaf(mark.title, first + mark.page, _moved(mark.below, first)) for mark in found]
