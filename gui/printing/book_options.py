# SPDX-License-Identifier: Apache-2.0
"""What a book of a call lets one choose: its order, its dividers, what stands in front and behind."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QCheckBox, QPlainTextEdit

from gui.printing.options import choose
from gui.printing.packed_options import PackedOptions
from gui.widgets.rows import add_row, name_widget
from models.language import message, plural
from models.orders import BOOK_SORT, BookOrder, Edition
from models.views import register

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtWidgets import QWidget

    from models.language import Language, Message, Translatable
    from models.programme.schema import Programme
    from models.reader import Reader

_EDITIONS = (
    (Edition.READING, message("Reading on a screen")),
    (Edition.PRINT, message("Printing on both sides")),
)
_GROUPING = ("direction", "product", "region", "variant")
_NUMBER = "number"
_SHOWN = 3
"""So many applications are in the book of the preview."""
_LINES = 3


class BookOptions(PackedOptions):
    """Fills in the order for a book."""

    def __init__(
        self,
        reader: Reader,
        call: str,
        programme: Programme,
        chosen: Sequence[str] = (),
        usual: Sequence[str] = (),
        parent: QWidget | None = None,
    ) -> None:
        """Make them.

        Args:
            reader: Of the register.
            call: Its uid.
            programme: Its definition.
            chosen: The uids of the applications of the call that are chosen in the list.
            usual: The parts where none are chosen.
        """
        super().__init__(usual, parent)
        self._reader, self._call = reader, call
        which: list[tuple[tuple[str, ...], Message]] = [
            ((), message("All applications of the call"))
        ]
        if chosen:
            some = plural("The {n} that is chosen in the list", "The {n} that are chosen in the list",
                          n=len(chosen))  # fmt: skip
            which.append((tuple(chosen), some))
        self.which = self.add_choice(message("Which applications"), which)
        self.sort = self.add_choice(message("Order"), _sorts(programme))
        choose(self.sort, BOOK_SORT)
        self.dividers = QCheckBox(str(message("A page before each group")))
        self.dividers.setChecked(True)
        name_widget(self.dividers, self.dividers.text())
        self.form.addRow("", self.dividers)
        self.add_content(_EDITIONS)
        self.front = self._text(
            message("Text in front"), message("Stands after the cover, such as a foreword.")
        )
        self.back = self._text(message("Text at the end"), message("Stands on the last pages."))
        self.sort.currentIndexChanged.connect(self._on_sort)
        self.dividers.toggled.connect(self.changed)
        self._on_sort()

    def order(self, language: Language) -> BookOrder:
        """The book."""
        return self._order(self._applications, language)

    def sample(self, language: Language) -> BookOrder:
        """A book of the first few."""
        uids = self._applications or tuple(
            register.uids(
                self._reader, register.Query(call=self._call, sort=str(self.sort.currentData()))
            )
        )
        return self._order(uids[:_SHOWN], language)

    @property
    def suffix(self) -> str:
        """A file."""
        return ".pdf"

    @property
    def _applications(self) -> tuple[str, ...]:
        return tuple(self.which.currentData())

    def _order(self, applications: tuple[str, ...], language: Language) -> BookOrder:
        sort = str(self.sort.currentData())
        return BookOrder(
            call=self._call,
            applications=applications,
            sort=sort,
            dividers=self.dividers.isChecked() and sort != _NUMBER,
            front=self.front.toPlainText().strip(),
            back=self.back.toPlainText().strip(),
            audience=self.chosen_audience,
            edition=self.chosen_edition,
            parts=self.chosen_parts,
            withhold=self.words,
            language=language,
        )

    def _text(self, text: Message, hint: Message) -> QPlainTextEdit:
        edit = QPlainTextEdit()
        edit.setTabChangesFocus(True)
        edit.setFixedHeight(round(self.fontMetrics().lineSpacing() * (_LINES + 1)))
        edit.textChanged.connect(self.changed)
        add_row(self.form, text, edit, hint=hint)
        return edit

    @Slot()
    def _on_sort(self) -> None:
        self.dividers.setEnabled(self.sort.currentData() != _NUMBER)


def _sorts(programme: Programme) -> list[tuple[str, Translatable]]:
    """The orders of a book, by what the definition asks for."""
    found: list[tuple[str, Translatable]] = [
        (f"{fact},{_NUMBER}", message("{fact}, then number", fact=programme.fields[fact].label))
        for fact in _GROUPING
        if fact in programme.fields
    ]
    return [*found, (f"stage,{_NUMBER}", message("Stage, then number")),
            (_NUMBER, message("Application number"))]  # fmt: skip
