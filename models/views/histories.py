# SPDX-License-Identifier: Apache-2.0
"""Who changed what, when, where and why: of one record or of all (AU-1)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import select

from models.fields import FREE_LABELS
from models.history import decode_value, encode_value
from models.language import Label, Language, Message, from_json
from models.programme.display import display
from models.programme.schema import FieldType
from models.programme.values import read
from models.rules.money import from_fen
from models.storage.lock import local_time
from models.tables import AnswerRow, Application, HistoryEntry, HistoryItem
from models.views.steps import taken_back

if TYPE_CHECKING:
    from collections.abc import Sequence

    from models.programme.schema import FormField
    from models.reader import Reader


@dataclass(frozen=True, slots=True)
class HistoryValue:
    """One value that an entry set.

    Attributes:
        path: As users name it: `area_m2`, `tenants/<row>/name`, `stage`.
        label: The field's name.
        before, after: The values in words, in either language.
    """

    table: str
    record: str
    number: str
    path: str
    label: Label
    old: Any
    new: Any
    before: Label
    after: Label


@dataclass(frozen=True, slots=True)
class HistoryStep:
    """One named change."""

    sequence: int
    uid: str
    kind: str
    message: Message
    at: str
    operator: str
    account: str
    machine: str
    reason: str
    hash: str
    undone: bool
    values: tuple[HistoryValue, ...]


def history(
    reader: Reader, *, subject: str = "", limit: int | None = None, values: bool = True
) -> list[HistoryStep]:
    """The steps, newest last; of one application, applicant or call, or of the whole register."""
    statement = select(HistoryEntry.__table__)
    if subject:
        touched = select(HistoryItem.sequence).where(HistoryItem.subject == subject)
        statement = statement.where(HistoryEntry.sequence.in_(touched))
    rows = reader.rows(statement.order_by(HistoryEntry.sequence.desc()).limit(limit))[::-1]
    undone = taken_back(reader)
    items = _items(reader, [row.sequence for row in rows], subject) if values else {}
    return [
        HistoryStep(
            sequence=row.sequence,
            uid=row.uid,
            kind=row.kind,
            message=from_json(row.message),
            at=local_time(row.at),
            operator=row.operator,
            account=row.account,
            machine=row.machine,
            reason=row.reason or "",
            hash=row.hash,
            undone=row.uid in undone,
            values=tuple(items.get(row.sequence, ())),
        )
        for row in rows
    ]


def _items(reader: Reader, sequences: Sequence[int], subject: str) -> dict[int, list[HistoryValue]]:
    found: dict[int, list[HistoryValue]] = {}
    for start in range(0, len(sequences), 400):
        statement = (
            select(
                HistoryItem.__table__,
                Application.number,
                Application.definition_uid,
                AnswerRow.field,
            )
            .outerjoin(Application.__table__, Application.uid == HistoryItem.subject)
            .outerjoin(AnswerRow.__table__, AnswerRow.uid == HistoryItem.record)
            .where(
                HistoryItem.sequence.in_(sequences[start : start + 400]),
                HistoryItem.table != "stage_event",  # says again what the stage of the record says
            )
            .order_by(HistoryItem.id)
        )
        if subject:
            statement = statement.where(HistoryItem.subject == subject)
        for row in reader.rows(statement):
            found.setdefault(row.sequence, []).append(_value(reader, row))
    return found


def _value(reader: Reader, row: Any) -> HistoryValue:
    path = row.path
    if row.table == "answer_row":
        cell = path.removeprefix("values/") if path else ""
        path = f"{row.field}/{row.record}" + (f"/{cell}" if cell else "")
    else:
        for document in ("answers/", "office_answers/"):
            path = path.removeprefix(document)
        path = "amount_wan" if path == "amount_fen" else path
    old, new = decode_value(row.old), decode_value(row.new)
    if row.path == "amount_fen":
        old, new = (None if fen is None else format(from_fen(fen), "f") for fen in (old, new))
    words = _Words(reader, row.definition_uid)
    if row.path == "":
        before, after = words.record(row, old), words.record(row, new)
    elif row.path == "trashed":
        before, after = _TRASH[old or 0], _TRASH[new or 0]
    else:
        before, after = words.value(path, old), words.value(path, new)
    return HistoryValue(
        table=row.table,
        record=row.record,
        number=row.number or "",
        path=path,
        label=words.name(path) if path else _RECORDS.get(row.table, _same(row.table)),
        old=old,
        new=new,
        before=before,
        after=after,
    )


class _Words:
    """Names and values of a record in words, by its programme."""

    def __init__(self, reader: Reader, definition_uid: str | None) -> None:
        self._reader = reader
        self._programme = reader.library.programme(definition_uid) if definition_uid else None
        self._vocabularies = reader.library.vocabularies(definition_uid or "")

    def name(self, path: str) -> Label:
        """The name of a field, of a fact, or of what the office found about it."""
        head, _, rest = path.partition("/")
        if path in _FACTS:
            return _FACTS[path]
        if head in _DOCUMENTS:
            inner = self._inner(head, rest)
            return Label(f"{_DOCUMENTS[head].zh}·{inner.zh}", f"{_DOCUMENTS[head].en}: {inner.en}")
        return self._programme.label_of(path) if self._programme else Label(path, path)

    def value(self, path: str, stored: Any) -> Label:
        """A value in words; — for none."""
        if stored in (None, "", [], {}):
            return Label("—", "—")
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

    def record(self, row: Any, stored: Any) -> Label:
        """A record that was made, in words: a row of a table by its cells, others by their name."""
        if not isinstance(stored, dict):
            return self.value("", stored)
        if row.table == "answer_row":
            cells = stored.get("values") or {}
            table = self._programme.fields.get(row.field) if self._programme else None
            names = {column.id: column.label for column in table.columns} if table else {}
            parts = []
            for key in sorted(cells, key=[*names, *cells].index):
                name = names.get(key, _same(key))
                shown = self.value(f"{row.field}//{key}", cells[key])
                parts.append(Label(f"{name.zh} {shown.zh}", f"{name.en} {shown.en}"))
            return _joined(parts) if parts else Label("—", "—")
        title = stored.get("title") or stored.get("name") or stored.get("number")
        return _same(str(title)) if title else Label("（新）", "(new)")

    def _version(self, uid: str) -> str:
        programme = self._reader.library.programme(uid)
        return f"{programme.id} {programme.version}"

    def _inner(self, head: str, rest: str) -> Label:
        if head == "tags":
            vocabulary = self._vocabularies.get(rest)
            return vocabulary.label if vocabulary else _LABELS.get(rest, _same(rest))
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


def _same(text: str) -> Label:
    return Label(str(text), str(text))


def _joined(labels: list[Label]) -> Label:
    return Label("、".join(item.zh for item in labels), ", ".join(item.en for item in labels))


_FACTS = {
    "stage": Label("阶段", "Stage"),
    "stage_since": Label("进入阶段时间", "In this stage since"),
    "due": Label("办理期限", "Due"),
    "trashed": Label("回收站", "Trash"),
    "definition_uid": Label("所依据的专项版本", "Version of the programme"),
    "applicant_uid": Label("申报单位主档", "Master record of the applicant"),
    "notice": Label("通知", "Notice"),
    "opens": Label("受理开始", "Opens"),
    "closes": Label("受理截止", "Closes"),
    "quotas": Label("名额", "Quotas"),
    "contact": Label("联系人", "Contact"),
    "phone": Label("联系电话", "Telephone"),
    "backup_place": Label("第二备份位置", "Second place for backups"),
    "duties": Label("职责", "Duties"),
    "pin": Label("口令", "PIN"),
    "name": Label("名称", "Name"),
    "name_key": Label("名称（查重用）", "Name for comparison"),
    "former_names": Label("曾用名", "Former names"),
    "aliases": Label("其他名称", "Other names"),
    "contacts": Label("联系方式", "Contacts"),
    "retired": Label("停用", "Retired"),
}
_RECORDS = {
    "application": Label("申报", "Application"),
    "attachment": Label("附件", "Attachment"),
    "applicant": Label("申报单位", "Applicant"),
    "call": Label("批次", "Call"),
    "operator": Label("经办人", "Operator"),
    "office": Label("主管部门", "Office"),
}
_TRASH = (Label("在用", "in use"), Label("已移入回收站", "in the trash"), Label("已清空", "erased"))
_DOCUMENTS = {
    "tags": Label("标签", "Tags"),
    "verified": Label("核实值", "Verified"),
    "checklist": Label("资格核对", "Checklist"),
    "waivers": Label("接受提示的理由", "Reason for accepting a warning"),
}
_LABELS = {"labels": FREE_LABELS}
_ANSWERS = {"yes": Label("是", "yes"), "no": Label("否", "no"), "na": Label("不适用", "n/a")}
