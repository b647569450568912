# SPDX-License-Identifier: Apache-2.0
"""Office and cover: name as printed, emblem, the words of the cover in both languages."""

from __future__ import annotations

from decimal import Decimal, InvalidOperation
from itertools import zip_longest
from typing import TYPE_CHECKING

from gui.papers.emblem_field import EmblemField
from gui.papers.page import PaperPage, filling_fault
from models.language import Label, Listing, message
from models.paper import CoverPart, OfficePart, Paper

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from PySide6.QtWidgets import QPlainTextEdit, QWidget

    from gui.widgets.checked import Faults
    from models.language import Message

NAMES: Mapping[str, Message] = {
    "office": message("name of the office"),
    "region": message("region"),
    "object": message("what the programme is about"),
    "call": message("title of the call"),
    "notice": message("notice"),
    "number": message("number of the application"),
    "title": message("title of the application"),
    "applicant": message("applicant"),
    "year": message("year"),
    "date": message("today"),
}
"""What stands for each name that a cover may use."""

_MOST_MM = 60


class CoverPage(PaperPage):
    """The first page of the dialog."""

    def __init__(self, folder: Path, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.name = self.add_line(message("Office as printed"), _NAME_HINT)
        self.name.setPlaceholderText(str(_NAME_HINT))
        self.address = self.add_line(message("Address"), _ADDRESS_HINT)
        self.emblem = EmblemField(folder)
        self.emblem.changed.connect(self.changed)
        self.fields.add(message("Emblem"), self.emblem, hint=_EMBLEM_HINT)
        self.height_mm = self.add_line(message("Height of the emblem (mm)"))
        self.title = self._both(message("Title of the cover"), message("Title in English"))
        self.lines = self._both(message("Lines below the facts"), message("Lines in English"))
        self.foot = self._both(message("Last lines"), message("Last lines in English"))
        for edits, hint in ((self.title, _TITLE_HINT), (self.lines, _LINES_HINT),
                            (self.foot, _FOOT_HINT)):  # fmt: skip
            edits[0].setPlaceholderText(str(hint))
            edits[1].setPlaceholderText(str(_ENGLISH_HINT))
        names = (
            message("{name} {meaning}", name=f"{{{key}}}", meaning=NAMES[key]) for key in NAMES
        )
        self.add_hint(message("Filled in: {names}", names=Listing(tuple(names), clauses=True)))
        self.page.addStretch()

    def show_paper(self, paper: Paper) -> None:
        """Show what a template says."""
        self.name.setText(paper.office.name)
        self.address.setText(paper.office.address)
        self.height_mm.setText(f"{paper.office.emblem_mm:f}")
        self.emblem.show_kept(paper.office.emblem)
        cover = paper.cover
        _show(self.title, (cover.title,) if cover.title else ())
        _show(self.lines, cover.lines)
        _show(self.foot, cover.foot)

    def put_into(self, paper: Paper) -> Paper:
        """The template as the fields have it."""
        office = OfficePart(
            name=self.name.text().strip(),
            address=self.address.text().strip(),
            emblem=self.emblem.kept,
            emblem_mm=Decimal(self.height_mm.text().strip()),
        )
        zh, en = (edit.toPlainText().strip() for edit in self.title)
        cover = CoverPart(
            title=Label(zh, en) if zh or en else None,
            lines=_labels(self.lines),
            foot=_labels(self.foot),
        )
        return paper.model_copy(update={"office": office, "cover": cover})

    def check(self) -> Faults:
        """What is wrong, by field."""
        faults: Faults = {}
        if self.emblem.fault is not None:
            faults[self.emblem] = self.emblem.fault
        if not _is_height(self.height_mm.text().strip()):
            faults[self.height_mm] = message(
                "A height of more than 0 and at most {most} mm belongs here.", most=_MOST_MM
            )
        for edit in (*self.title, *self.lines, *self.foot):
            fault = filling_fault(edit.toPlainText(), NAMES)
            if fault is not None:
                faults[edit] = fault
        return faults

    def _both(self, chinese: Message, english: Message) -> tuple[QPlainTextEdit, QPlainTextEdit]:
        return self.add_text(chinese, lines=2), self.add_text(english, lines=2)


def _is_height(text: str) -> bool:
    try:
        return 0 < Decimal(text) <= _MOST_MM
    except InvalidOperation:
        return False


def _show(edits: tuple[QPlainTextEdit, QPlainTextEdit], labels: tuple[Label, ...]) -> None:
    edits[0].setPlainText("\n".join(label.zh for label in labels))
    edits[1].setPlainText("\n".join(label.en for label in labels).rstrip("\n"))


def _labels(edits: tuple[QPlainTextEdit, QPlainTextEdit]) -> tuple[Label, ...]:
    """One label a line, as far as one of the languages has lines."""
    zh, en = (edit.toPlainText().rstrip().splitlines() for edit in edits)
    pairs = zip_longest(zh, en, fillvalue="")
    return tuple(Label(chinese.strip(), english.strip()) for chinese, english in pairs)


_ADDRESS_HINT = message("Lists for publicity say where objections go.")
_NAME_HINT = message("The name of the office, where nothing stands here.")
_EMBLEM_HINT = message("A picture as PNG or JPEG of at most 4 MB; it stands above the office.")
_TITLE_HINT = message("What the programme is about, and “Review packet”")
_LINES_HINT = message("The call and its notices")
_FOOT_HINT = message("The office and the day")
_ENGLISH_HINT = message("The Chinese, where nothing stands here.")
