# SPDX-License-Identifier: Apache-2.0
"""The slots of an application and their files as a tree of two levels."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QAbstractItemModel, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtGui import QColor, QFont

from gui.dossier.slot_words import clearance_words, file_type, size_text, slot_detail
from gui.theme import current_theme, icon
from models.errors import Severity
from models.language import Message, current_language, message, plural
from models.programme.conditions import Condition
from models.programme.slots import slot_applies, slot_required

if TYPE_CHECKING:
    from collections.abc import Sequence

    from models.dossier import Dossier
    from models.errors import Problem
    from models.programme.answers import File
    from models.programme.schema import Slot

AnyIndex = QModelIndex | QPersistentModelIndex
_ROOT = QModelIndex()
_HEADS = (
    message("Attachment"),
    message("Kind"),
    message("Pages"),
    message("Size"),
    message("Experts"),
)
_NAME, _KIND, _PAGES, _SIZE, _EXPERTS = range(5)
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


@dataclass(frozen=True, slots=True)
class FileLine:
    """A file as the tree shows it.

    Attributes:
        faults: What is not right with it, in words.
    """

    file: File
    faults: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SlotLine:
    """A slot as the tree shows it.

    Attributes:
        state: `missing`, `wrong`, `there`, or `empty` for one that may be left out.
        note: The state in words.
        detail: Help, kinds of files and limits in words.
    """

    slot: Slot
    label: str
    state: str
    note: str
    detail: str
    files: tuple[FileLine, ...]


def slot_lines(dossier: Dossier) -> tuple[SlotLine, ...]:
    """The slots that an application has, and those that hold files though nobody asks for them."""
    answers, found = dossier.answers, []
    for slot in dossier.programme.slot:
        files = [file for file in answers.files if file.slot == slot.id]
        applies = slot_applies(slot, answers)
        if not applies and not files:
            continue
        about = {p.rule: p for p in dossier.problems if p.field == f"slot/{slot.id}"}
        lines = tuple(_file_line(file, f"slot/{slot.id}/{file.uid}", about) for file in files)
        own = [p for rule, p in about.items() if rule == f"slot/{slot.id}"]
        wrong = any(p.severity is Severity.ERROR for p in own) or any(line.faults for line in lines)
        required = applies and slot_required(slot, answers)
        state = "missing" if required and not files else "wrong" if wrong else "there"
        state = "empty" if state == "there" and not files else state
        found.append(
            SlotLine(
                slot=slot,
                label=slot.label.text(current_language()),
                state=state,
                note=_note(slot, files, required=required, applies=applies),
                detail=_detail(slot, applies=applies, faults=own if files else ()),
                files=lines,
            )
        )
    return tuple(found)


def _detail(slot: Slot, *, applies: bool, faults: Sequence[Problem]) -> str:
    parts = [slot.label.text(current_language()), slot_detail(slot)]
    if not applies:
        parts.append(str(message("The class of this application does not ask for it.")))
    elif isinstance(slot.required, Condition):
        parts.append(str(message("Whether it is required depends on what is filled in.")))
    elif slot.variants:
        parts.append(str(message("Asked for in this class only.")))
    parts += [str(problem.message) for problem in faults]
    return "\n".join(part for part in parts if part)


def _file_line(file: File, key: str, about: Any) -> FileLine:
    faults = [str(problem.message) for rule, problem in about.items() if rule.startswith(key)]
    return FileLine(file, tuple(faults))


def _note(slot: Slot, files: Sequence[File], *, required: bool, applies: bool) -> str:
    conditional = isinstance(slot.required, Condition)
    need: Message
    if not applies:
        need = message("not asked for")
    elif required:
        need = message("required here") if conditional else message("required")
    elif conditional:
        need = message("not required here")
    else:
        need = message("optional")
    if not files:
        text = message("missing") if required else message("none")
        return f"{text} · {need}"
    number = plural("{n} file", "{n} files", n=len(files))
    return f"{number} · {need}"


class SlotModel(QAbstractItemModel):
    """The tree: slots, and below each its files."""

    def __init__(self) -> None:
        super().__init__()
        self.lines: tuple[SlotLine, ...] = ()

    def show_lines(self, lines: tuple[SlotLine, ...]) -> None:
        """Show other slots."""
        self.beginResetModel()
        self.lines = lines
        self.endResetModel()

    def slot_of(self, index: AnyIndex) -> SlotLine | None:
        """The slot of a row, or of the file in it."""
        if not index.isValid():
            return None
        place = index.row() if index.internalId() == 0 else index.internalId() - 1
        return self.lines[place]

    def file_of(self, index: AnyIndex) -> FileLine | None:
        """The file of a row; none for the row of a slot."""
        slot = self.slot_of(index)
        if slot is None or index.internalId() == 0:
            return None
        return slot.files[index.row()]

    def find(self, key: str) -> QModelIndex:
        """The row of a slot by its id, or of a file by its uid."""
        for place, line in enumerate(self.lines):
            if line.slot.id == key:
                return self.index(place, 0)
            for row, item in enumerate(line.files):
                if item.file.uid == key:
                    return self.index(row, 0, self.index(place, 0))
        return QModelIndex()

    def index(self, row: int, column: int, parent: AnyIndex = _ROOT) -> QModelIndex:
        """A cell; a file carries the place of its slot."""
        if not self.hasIndex(row, column, parent):
            return QModelIndex()
        return self.createIndex(row, column, parent.row() + 1 if parent.isValid() else 0)

    def parent(self, index: AnyIndex = _ROOT) -> QModelIndex:  # type: ignore[override]
        """The slot of a file."""
        if not index.isValid() or index.internalId() == 0:
            return QModelIndex()
        return self.createIndex(index.internalId() - 1, 0, 0)

    def rowCount(self, parent: AnyIndex = _ROOT) -> int:  # noqa: N802 - Qt calls it
        """Slots, or the files of one."""
        if not parent.isValid():
            return len(self.lines)
        if parent.internalId() or parent.column():
            return 0
        return len(self.lines[parent.row()].files)

    def columnCount(self, parent: AnyIndex = _ROOT) -> int:  # noqa: ARG002, N802 - Qt calls it
        """Name, kind, pages, size, whether experts who judge blind get it."""
        return len(_HEADS)

    def headerData(  # noqa: N802 - Qt calls it
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        """The head of a column."""
        if orientation is not Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.TextAlignmentRole and section in {_PAGES, _SIZE}:
            return _RIGHT
        return str(_HEADS[section]) if role == Qt.ItemDataRole.DisplayRole else None

    def data(self, index: AnyIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """A cell."""
        line = self.slot_of(index)
        if line is None:
            return None
        item = self.file_of(index)
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _RIGHT if index.column() in {_PAGES, _SIZE} else None
        if item is None:
            return _slot_data(line, index.column(), role)
        return _file_data(item, index.column(), role)


_STATES = {
    "missing": ("x-circle", "error"),
    "wrong": ("warning", "warning"),
    "there": ("check-circle", "success"),
    "empty": ("circle", "icon"),
}


def _slot_data(line: SlotLine, column: int, role: int) -> Any:
    name, colour = _STATES[line.state]
    match role:
        case Qt.ItemDataRole.DisplayRole:
            return {_NAME: line.label, _KIND: line.note}.get(column, "")
        case Qt.ItemDataRole.ToolTipRole:
            return f"{line.detail}\n{line.note}"
        case Qt.ItemDataRole.AccessibleTextRole if column == _NAME:
            return f"{line.label}, {line.note}"
        case Qt.ItemDataRole.DecorationRole if column == _NAME:
            return icon(name, colour)
        case Qt.ItemDataRole.ForegroundRole if column == _KIND:
            return QColor(current_theme()[colour if line.state != "empty" else "hint"])
        case Qt.ItemDataRole.FontRole if column == _NAME:
            font = QFont()
            font.setBold(True)
            return font
    return None


def _file_data(item: FileLine, column: int, role: int) -> Any:
    file = item.file
    match role:
        case Qt.ItemDataRole.DisplayRole:
            pages = "" if file.pages is None else str(file.pages)
            cleared = str(message("cleared")) if file.cleared else ""
            return (file.name, file_type(file), pages, size_text(file.size), cleared)[column]
        case Qt.ItemDataRole.ToolTipRole:
            return "\n".join((file.name, *clearance_words(file), *item.faults))
        case Qt.ItemDataRole.AccessibleTextRole if column == _NAME:
            about = (file_type(file), size_text(file.size), *clearance_words(file))
            return ", ".join((file.name, *about, *item.faults))
        case Qt.ItemDataRole.DecorationRole if column == _NAME:
            return icon("warning", "warning") if item.faults else icon(_icon_of(file))
        case Qt.ItemDataRole.ForegroundRole if item.faults and column == _NAME:
            return QColor(current_theme()["warning"])
        case Qt.ItemDataRole.ForegroundRole if column == _EXPERTS:
            return QColor(current_theme()["success"])
    return None


def _icon_of(file: File) -> str:
    if file.media_type == "application/pdf":
        return "file-pdf"
    return "image" if file.media_type.startswith("image/") else "file-text"
