# SPDX-License-Identifier: Apache-2.0
"""What packets let one choose, whether they go out one by one or bound as a book."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QLineEdit

from gui.printing.for_whom import add_for_whom
from gui.printing.options import Options, listed
from gui.widgets.ordered_list import OrderedList
from gui.widgets.rows import add_row
from models.audiences.profile import audience
from models.language import message
from models.orders import Edition
from models.packet_parts import PACKET_PARTS

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence

    from PySide6.QtWidgets import QWidget

    from models.language import Translatable
    from models.programme.schema import Programme
    from models.reader import Reader

_BY_ITSELF = "withheld"
"""The part that comes wherever somebody is told what was left out."""


class PackedOptions(Options):
    """Rows for audience, parts, words to withhold, edition.

    Args:
        usual: The ids of the parts where none are chosen; empty for all there are.
    """

    def __init__(self, usual: Sequence[str] = (), parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._usual = tuple(usual) or tuple(PACKET_PARTS)

    def add_content(self, editions: Iterable[tuple[Edition, Translatable]]) -> None:
        """Add the rows."""
        self.audience = add_for_whom(self)
        self.withhold = QLineEdit()
        self.withhold.setPlaceholderText(str(message("names, places, with commas between")))
        hint = message(
            "Words that tell whose application it is and stand in no field; they are taken out of all"
            " texts as well."
        )
        add_row(self.form, message("Words to withhold"), self.withhold, hint=hint)
        self.parts = OrderedList(message("Parts"), lines=6)
        self.parts.offer(
            [item for item in PACKET_PARTS.items() if item[0] != _BY_ITSELF], self._usual
        )
        hint = message("Where none is ticked, the packet has its usual parts.")
        add_row(self.form, message("Parts"), self.parts, hint=hint)
        self.edition = self.add_choice(message("Made for"), editions)
        self.audience.currentIndexChanged.connect(self._on_audience)
        self.withhold.textChanged.connect(self.changed)
        self.parts.changed.connect(self.changed)
        self._on_audience()

    @property
    def chosen_audience(self) -> str:
        """The id of the audience; empty for the office itself."""
        return str(self.audience.currentData())

    @property
    def is_blind(self) -> bool:
        """Whether they must not learn whose application it is."""
        return bool(self.chosen_audience) and audience(self.chosen_audience).blind

    @property
    def chosen_edition(self) -> Edition:
        """What it is made for."""
        return Edition(self.edition.currentData())

    @property
    def chosen_parts(self) -> tuple[str, ...]:
        """The parts in their order; none where they are the usual ones."""
        hidden = self._hidden
        usual = tuple(part for part in self._usual if part not in hidden and part != _BY_ITSELF)
        chosen = self.parts.chosen()
        return () if chosen == usual else chosen

    @property
    def words(self) -> tuple[str, ...]:
        """The words that are withheld from a blind audience."""
        return listed(self.withhold.text()) if self.is_blind else ()

    @property
    def _hidden(self) -> Collection[str]:
        key = self.chosen_audience
        return audience(key).hides.parts if key else frozenset()

    @Slot()
    def _on_audience(self) -> None:
        self.form.setRowVisible(self.withhold, self.is_blind)
        self.parts.hide_items(self._hidden)


def usual_parts(reader: Reader, programmes: Iterable[Programme]) -> tuple[str, ...]:
    """The parts of packets where none are chosen: those of the office, else of the programme.

    Empty where these have all there are, or where several programmes do not agree.
    """
    from models.views.paper import office_paper

    if parts := office_paper(reader).packet.parts:
        return tuple(parts)
    found = {tuple(programme.packet.parts) for programme in programmes}
    return found.pop() if len(found) == 1 else ()
