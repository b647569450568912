# SPDX-License-Identifier: Apache-2.0
"""For whom something goes out, as a choice; and what the clerk should look at afterwards."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt

from models.audiences.profile import audiences
from models.language import Listing, message, plural

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtWidgets import QComboBox

    from gui.printing.options import Options
    from models.audiences.redaction import Hit
    from models.language import Message, Translatable

_SHOWN = 6


def add_for_whom(options: Options) -> QComboBox:
    """Add the choice of an audience; its value is the id, empty for the office itself."""
    choices: list[tuple[str, Translatable]] = [("", message("the office itself: everything"))]
    choices += [(key, item.label) for key, item in audiences().items()]
    box = options.add_choice(
        message("For"),
        choices,
        hint=message("What they may not see is left out, in texts as well."),
    )
    for index, item in enumerate(audiences().values(), start=1):
        box.setItemData(index, str(item.about), Qt.ItemDataRole.ToolTipRole)
    return box


def to_look_at(left: Sequence[tuple[str, Hit]]) -> Message | None:
    """The words that may still tell whose an application is; nothing where there are none."""
    if not left:
        return None
    words = [
        message("{number}, {where}: “{words}”", number=number, where=hit.where, words=hit.words)
        for number, hit in left[:_SHOWN]
    ]
    more = ("…",) if len(left) > _SHOWN else ()
    return plural(
        "{n} place may still tell whose application it is, look at it: {words}",
        "{n} places may still tell whose application it is, look at them: {words}",
        n=len(left),
        words=Listing((*words, *more), clauses=True),
    )
