# SPDX-License-Identifier: Apache-2.0
"""An operator: name, duties, and a PIN that is set, kept or taken away."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QCheckBox, QComboBox, QLineEdit, QVBoxLayout, QWidget

from gui.dialogs.form import FormDialog
from gui.widgets.checked import Note
from gui.widgets.rows import name_widget
from models.duties import Duty
from models.language import message

if TYPE_CHECKING:
    from gui.widgets.checked import Faults
    from models.views.operators import OperatorLine

_KEEP, _SET, _CLEAR = "keep", "set", "clear"


class OperatorEditDialog(FormDialog):
    """Asks for what `add_operator` needs, or `edit_operator` where there is one."""

    def __init__(self, operator: OperatorLine | None = None, parent: QWidget | None = None) -> None:
        title = message("Edit an operator") if operator else message("Add an operator")
        super().__init__(
            title, message("Save") if operator else message("Add"), chars=64, parent=parent
        )
        self.operator = operator
        self.name = QLineEdit(operator.name if operator else "")
        self.name.setReadOnly(operator is not None)
        held = operator.duties if operator else (Duty.ENTER,)
        self.duties: dict[Duty, QCheckBox] = {}
        group = QWidget()
        lines = QVBoxLayout(group)
        lines.setContentsMargins(0, 0, 0, 0)
        for duty in Duty:
            box = self.duties[duty] = QCheckBox(str(duty.label))
            box.setChecked(duty in held)
            name_widget(box, duty.label)
            box.toggled.connect(self._on_changed)
            lines.addWidget(box)
        group.setFocusProxy(self.duties[Duty.ENTER])
        self.pin_choice = QComboBox()
        has_pin = operator is not None and operator.has_pin
        self.pin_choice.addItem(str(_KEPT if has_pin else _NONE), _KEEP)
        self.pin_choice.addItem(str(message("Set a new PIN")), _SET)
        if has_pin:
            self.pin_choice.addItem(str(message("Take the PIN away")), _CLEAR)
        self.pin, self.again = QLineEdit(), QLineEdit()
        for edit in (self.pin, self.again):
            edit.setEchoMode(QLineEdit.EchoMode.Password)
        self.fields.add(message("Name"), self.name)
        self.fields.add(message("Duties"), group)
        self._group = group
        self.fields.add(message("PIN"), self.pin_choice)
        self.fields.add(message("New PIN"), self.pin)
        self.fields.add(message("The same again"), self.again)
        self.fields.add_note(Note(_HONEST))
        self.content.addStretch()
        self.pin_choice.currentIndexChanged.connect(self._on_pin_choice)
        self._on_pin_choice()

    @property
    def values(self) -> dict[str, Any]:
        """The arguments of the verb."""
        duties = [duty for duty, box in self.duties.items() if box.isChecked()]
        choice = self.pin_choice.currentData()
        if self.operator is None:
            pin = self.pin.text() if choice == _SET else ""
            return {"name": self.name.text(), "duties": duties, "pin": pin}
        new_pin = {_KEEP: None, _CLEAR: "", _SET: self.pin.text()}[choice]
        return {"uid": self.operator.uid, "duties": duties, "pin": new_pin}

    def check(self) -> Faults:
        """What is wrong, by field."""
        faults: Faults = {}
        if not self.name.text().strip():
            faults[self.name] = message("An operator needs a name.")
        if not any(box.isChecked() for box in self.duties.values()):
            faults[self._group] = message("Give at least one duty.")
        if self.pin_choice.currentData() == _SET:
            if not self.pin.text():
                faults[self.pin] = message("Type the new PIN.")
            elif self.pin.text() != self.again.text():
                faults[self.again] = message("The two are not the same.")
        return faults

    @Slot()
    def _on_pin_choice(self) -> None:
        sets = self.pin_choice.currentData() == _SET
        for edit in (self.pin, self.again):
            edit.setEnabled(sets)
            edit.clear()


_KEPT = message("Keep the PIN")
_NONE = message("No PIN")
_HONEST = message(
    "A PIN separates duties; it does not encrypt anything: whoever can open the folder can read it."
)
