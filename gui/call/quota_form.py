# SPDX-License-Identifier: Apache-2.0
"""The quotas of a programme, each with a number that the call may set anew."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QLineEdit, QWidget

from gui.widgets.checked import CheckedForm
from models.language import message

if TYPE_CHECKING:
    from collections.abc import Mapping

    from gui.widgets.checked import Faults
    from models.language import Message
    from models.programme.schema import Programme, Quota


class QuotaForm(CheckedForm):
    """A row for each quota; an empty one stays as it is."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.edits: dict[str, QLineEdit] = {}

    def show_quotas(self, programme: Programme, now: Mapping[str, int] | None = None) -> None:
        """Show the quotas of a programme; `now` are the numbers that the call has set already."""
        self.hide()  # rows that are added to a shown form appear only later
        self.clear()
        self.edits = {}
        for quota in programme.quota:
            edit = self.edits[quota.id] = QLineEdit()
            edit.setPlaceholderText(str(_standing(quota, now or {})))
            self.add(quota.label, edit, hint=quota.basis or "")
        self.setVisible(bool(self.edits))

    def check(self) -> Faults:
        """What is wrong, by field."""
        wrong = message("A whole number, or nothing to leave it as it is.")
        return {
            edit: wrong
            for edit in self.edits.values()
            if edit.text().strip() and not edit.text().strip().isdecimal()
        }

    @property
    def quotas(self) -> dict[str, int]:
        """The numbers that were typed, by quota id."""
        return {key: int(edit.text()) for key, edit in self.edits.items() if edit.text().strip()}


def _standing(quota: Quota, now: Mapping[str, int]) -> Message:
    """What holds while nothing is typed."""
    if quota.id in now:
        return message("{n} (set by this call)", n=now[quota.id])
    if quota.number is not None:
        return message("{n} (as the programme says)", n=quota.number)
    percent = (quota.share or 0) * 100
    return message(
        "{percent} % (as the programme says); a number of places stands instead of it",
        percent=f"{percent:f}".rstrip("0").rstrip("."),
    )
