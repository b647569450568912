# SPDX-License-Identifier: Apache-2.0
"""The facts of the office: name, division, whom to ask, where backups go as well."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QPushButton, QVBoxLayout, QWidget

from gui.widgets.checked import CheckedForm, Note
from gui.widgets.path_field import PathField
from gui.widgets.rows import name_widget
from models.duties import Duty
from models.language import message
from models.rules.regions import regions
from models.verbs.office import edit_office
from models.views.office import office_details

if TYPE_CHECKING:
    from gui.desk import Desk
    from gui.widgets.checked import Faults
    from models.errors import UserError
    from models.rules.regions import Region

_NAMED = 4


class FactsPage(QWidget):
    """The facts, saved together by the button below them."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self.name, self.region = QLineEdit(), QLineEdit()
        self.contact, self.phone = QLineEdit(), QLineEdit()
        self.place = PathField(message("Choose a second folder for backups"))
        self.region.setPlaceholderText(str(message("for instance 370500 or 东营市")))
        self.region_path = Note()
        self.place_note = Note()
        self.said = Note()
        self.save_button = QPushButton(str(message("Save")))
        self.save_button.setProperty("kind", "main")
        self.save_button.setDefault(True)
        name_widget(self.save_button, message("Save"))
        self.fields = CheckedForm()
        self.fields.add(message("Name of the office"), self.name)
        self.fields.add(message("Division"), self.region)
        self.fields.add_note(self.region_path)
        self.fields.add(message("Whom to ask"), self.contact)
        self.fields.add(message("Telephone"), self.phone)
        self.fields.add(message("Second place for backups"), self.place)
        self.fields.add_note(self.place_note)
        self.fields.add_note(self.said)
        layout = QVBoxLayout(self)
        layout.addWidget(self.fields)
        row = QHBoxLayout()
        row.addStretch()
        row.addWidget(self.save_button)
        layout.addLayout(row)
        layout.addStretch()
        self.save_button.clicked.connect(self.save)
        self.fields.changed.connect(self._on_changed)
        self.refresh()
        if desk.read_only or Duty.APPROVE not in desk.operator.duties:
            for edit in (self.name, self.region, self.contact, self.phone, self.place.edit):
                edit.setReadOnly(True)
            self.place.button.setEnabled(False)

    @property
    def is_changed(self) -> bool:
        """Whether something typed is not saved yet."""
        return bool(self._changes())

    def refresh(self) -> None:
        """Show what is kept."""
        self._kept = office_details(self._desk.reader)
        path = regions().path(self._kept.region) if self._kept.region else ""
        for edit, text in ((self.name, self._kept.name), (self.region, path),
                           (self.contact, self._kept.contact), (self.phone, self._kept.phone),
                           (self.place.edit, self._kept.backup_place)):  # fmt: skip
            edit.setText(text)
        self._on_changed()

    @Slot()
    def save(self) -> None:
        """Save what was changed, as one step."""
        first = self.fields.show_faults(self._check())
        if first is not None:
            first.setFocus()
            return
        if changes := self._changes():
            self.save_button.setEnabled(False)
            self._desk.do(
                edit_office, then=self._on_saved, otherwise=self._on_refused, values=changes
            )

    def _on_saved(self, _nothing: object) -> None:
        self.refresh()
        self.said.setText(str(message("Saved.")))

    def _on_refused(self, fault: UserError) -> None:
        self._on_changed()
        self.said.setText(str(fault))

    @Slot()
    def _on_changed(self) -> None:
        self.said.setText("")
        found = self._found()
        typed = self.region.text().strip()
        if len(found) > 1:
            paths = "、".join(region.path for region in found[:_NAMED])
            self.region_path.setText(str(message("Which one? {paths}", paths=paths)))
        else:
            self.region_path.setText(f"{found[0].code} {found[0].path}" if found else "")
        self.region_path.setVisible(bool(typed))
        place = self.place.path
        missing = message("{place} is not there; backups are copied to it once it is.", place=place)
        kept = message("Every backup is copied there too, for instance to another disk.")
        self.place_note.setText(str(missing if place and not Path(place).is_dir() else kept))
        self.save_button.setEnabled(self.is_changed)
        if self.fields.has_faults:
            self.fields.show_faults(self._check())

    def _found(self) -> tuple[Region, ...]:
        typed = self.region.text().strip()
        return regions().find(typed) if typed else ()

    def _check(self) -> Faults:
        faults: Faults = {}
        if not self.name.text().strip():
            faults[self.name] = message("An office needs a name.")
        if self.region.text().strip() and len(self._found()) != 1:
            faults[self.region] = message("No division has this code or full name.")
        return faults

    def _changes(self) -> dict[str, Any]:
        """What differs from what is kept; an emptied field is nothing."""
        found = self._found()
        region = found[0].code if len(found) == 1 else self.region.text().strip()
        now = {
            "name": self.name.text().strip(),
            "region": region,
            "contact": self.contact.text().strip(),
            "phone": self.phone.text().strip(),
            "backup_place": self.place.path,
        }
        kept = asdict(self._kept)
        return {key: value or None for key, value in now.items() if value != kept[key]}
