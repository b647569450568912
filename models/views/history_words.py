# SPDX-License-Identifier: Apache-2.0
"""The history in words: names and values of what a step changed, in both languages."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import select

from models.fields import FREE_LABELS
from models.history import encode_value
from models.language import Label, Language
from models.programme.display import display
from models.programme.naming import label_of_problem
from models.programme.schema import FieldType
from models.programme.values import read
from models.storage.lock import local_time
from models.tables import Definition
from models.tables.names import column_name

if TYPE_CHECKING:
    from collections.abc import Mapping

    from models.programme.schema import FormField
    from models.reader import Reader

NOTHING = Label("—", "—")
ERASED = Label("（已彻底删除）", "(erased)")


class Words:
    """Names and values of a record in words, by its programme."""

    def __init__(self, reader: Reader, definition_uid: str | None) -> None:
        self._reader = reader
        self._programme = reader.library.programme(definition_uid) if definition_uid else None
        self._vocabularies = reader.library.vocabularies(definition_uid or "")

    def name(self, path: str) -> Label:
        """The name of a field, of a fact, or of what the office found about it."""
        head, _, rest = path.partition("/")
        if path in _FACTS:
            return column_name(path)
        if head in _DOCUMENTS and rest:
            inner = self._inner(head, rest)
            document = column_name(head)
            return Label(f"{document.zh}·{inner.zh}", f"{document.en}: {inner.en}")
        if self._programme and head in self._programme.fields:
            return self._programme.label_of(path)
        return column_name(path)

    def cell_name(self, path: str, number: int, cells: Mapping[str, Any]) -> Label:
        """The name of a row, or of a cell in it: table, number of the row, what the row is about."""
        table, _, rest = path.partition("/")
        cell = rest.partition("/")[2]
        field = self._programme.fields.get(table) if self._programme else None
        if field is None:
            return _same(path)
        row = Label(f"{field.label.zh}第{number}行", f"{field.label.en}, row {number}")
        column = field.column(cell) if cell else None
        if column is None:
            return row
        title = _title_column(field)
        about = str(cells.get(title.id) or "") if title and title.id != cell else ""
        zh, en = (f"（{about}）", f" ({about})") if about else ("", "")
        return Label(f"{row.zh}{zh}·{column.label.zh}", f"{row.en}{en}: {column.label.en}")

    def slot_name(self, slot: str) -> Label:
        """The name of an attachment slot, of this programme or of any here."""
        rows = self._reader.rows(select(Definition.uid).order_by(Definition.id.desc()))
        programmes = [self._reader.library.programme(row.uid) for row in rows]
        for programme in filter(None, (self._programme, *programmes)):
            if slot in programme.slots:
                label = programme.slots[slot].label
                return Label(f"附件·{label.zh}", f"Attachment: {label.en}")
        return Label(f"附件·{slot}", f"Attachment: {slot}")

    def record(self, table: str, field_id: str, made: Any) -> Label:
        """A whole record in words: the cells of a row, the name of anything else."""
        if not isinstance(made, dict):
            return _same(made) if made else NOTHING
        if table == "answer_row":
            return self._cells(field_id or made.get("field", ""), made.get("values", made))
        names = (made.get(key) for key in ("title", "name", "label", "key"))
        return _same(next((str(name) for name in names if name), "—"))

    def _cells(self, table: str, values: Mapping[str, Any]) -> Label:
        field = self._programme.fields.get(table) if self._programme else None
        shown = [
            (column.label, self.value(f"{table}/-/{column.id}", values[column.id]))
            for column in (field.columns if field else ())
            if values.get(column.id) is not None
        ]
        if not shown:
            return NOTHING
        return Label(
            "；".join(f"{name.zh} {value.zh}" for name, value in shown),
            "; ".join(f"{name.en} {value.en}" for name, value in shown),
        )

    def value(self, path: str, stored: Any) -> Label:
        """A value in words; — for none."""
        if stored in (None, "", [], {}):
            return NOTHING
        if path == "pin":
            return Label("（已设）", "(set)")
        if path == "cleared":
            return _same(f"{stored['by']} {stored['on']}")
        head, _, rest = path.partition("/")
        if path == "stage" and self._programme and stored in self._programme.stages:
            return self._programme.stages[stored].label
        if path == "definition_uid":
            return _same(self._version(str(stored)))
        if path == "trashed":
            return _TRASH[stored]
        if path == "stage_since":
            return _same(local_time(stored))
        if head == "tags":
            vocabulary = self._vocabularies.get(rest)
            return _joined([vocabulary.label_of(i) if vocabulary else _same(i) for i in stored])
        if head in {"verified", "checklist"} and isinstance(stored, dict):
            return self._finding(head, rest, stored)
        field = self._field(path)
        if field is None or isinstance(stored, dict) != (field.type is FieldType.SERIES):
            return _same(stored if isinstance(stored, str) else encode_value(stored) or "")
        value = read(field, stored)
        return Label(
            *(
                display(field, value, language, self._vocabularies, unit=True)
                for language in Language
            )
        )

    def _version(self, uid: str) -> str:
        programme = self._reader.library.programme(uid)
        return f"{programme.id} {programme.version}"

    def _inner(self, head: str, rest: str) -> Label:
        if head == "tags":
            vocabulary = self._vocabularies.get(rest)
            return vocabulary.label if vocabulary else _LABELS.get(rest, _same(rest))
        if head == "waivers" and self._programme:
            return label_of_problem(self._programme, rest)
        if head == "checklist" and self._programme:
            lines = {item.id: item.label for item in self._programme.checklist}
            return lines.get(rest, _same(rest))
        return self._programme.label_of(rest) if self._programme else _same(rest)

    def _finding(self, head: str, rest: str, stored: dict[str, Any]) -> Label:
        if head == "checklist":
            answer = _ANSWERS.get(stored["answer"], _same(stored["answer"]))
            note = stored.get("note", "")
            return Label(f"{answer.zh} {note}".strip(), f"{answer.en} {note}".strip())
        value = self.value(rest, stored["value"])
        source = " ".join(filter(None, (stored.get("source"), stored.get("on"))))
        return Label(f"{value.zh}（{source}）", f"{value.en} ({source})")

    def _field(self, path: str) -> FormField | None:
        if self._programme is None:
            return None
        head, _, rest = path.partition("/")
        field = self._programme.fields.get(head)
        return field.column(rest.rpartition("/")[2]) if field and rest else field


def told_path(path: str) -> str:
    """The path of a value of an application as users name it."""
    for document in ("answers/", "office_answers/"):
        path = path.removeprefix(document)
    return "amount_wan" if path == "amount_fen" else path


def _title_column(table: FormField) -> FormField | None:
    """The column that says what a row is about: its first text."""
    return next((column for column in table.columns if column.type is FieldType.TEXT), None)


def _same(text: str) -> Label:
    return Label(str(text), str(text))


def _joined(labels: list[Label]) -> Label:
    return Label("、".join(item.zh for item in labels), ", ".join(item.en for item in labels))


_FACTS = frozenset(
    {
        "stage",
        "stage_since",
        "due",
        "trashed",
        "definition_uid",
        "applicant_uid",
        "notice",
        "opens",
        "closes",
        "quotas",
        "contact",
        "phone",
        "backup_place",
        "cleared",
        "duties",
        "pin",
        "name",
        "name_key",
        "former_names",
        "aliases",
        "contacts",
        "retired",
    }
)
"""Columns that no programme names."""
_TRASH = (Label("在用", "in use"), Label("已移入回收站", "in the trash"), Label("已清空", "erased"))
_DOCUMENTS = frozenset({"tags", "verified", "checklist", "waivers"})
_LABELS = {"labels": FREE_LABELS}
_ANSWERS = {"yes": Label("是", "yes"), "no": Label("否", "no"), "na": Label("不适用", "n/a")}
