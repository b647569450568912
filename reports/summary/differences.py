# SPDX-License-Identifier: Apache-2.0
"""What is different from the last report, value by value, and why (N12, N22)."""

from __future__ import annotations

from contextlib import closing
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from models.language import Listing, message
from models.programme.display import cell, date_text, number_text
from models.programme.schema import FieldType
from reports.summary.crosstab import AMOUNT
from reports.summary.spool import Lines

if TYPE_CHECKING:
    from collections import Counter
    from collections.abc import Callable, Iterable, Iterator, Mapping
    from datetime import date

    from models.language import Translatable
    from models.programme.answers import Answers, Row
    from models.programme.display import Cell
    from models.programme.schema import FormField
    from reports.summary.frame import Frame, SummaryRow


class Kind(StrEnum):
    """What became of an application between two reports."""

    NEW = "new"
    GONE = "gone"
    CHANGED = "changed"


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a value changed, as the history has it."""

    on: date
    operator: str
    step: str
    reason: str


@dataclass(frozen=True, slots=True)
class Difference:
    """One difference.

    Attributes:
        what: The value that changed; the stage where an application came or went.
        before, after: As they are shown; empty where there was none.
    """

    number: str
    title: str
    kind: Kind
    what: str
    before: str
    after: str
    reason: Reason | None = None


def differences(
    then: Iterable[SummaryRow],
    now: Iterable[SummaryRow],
    frame: Frame,
    why: Callable[[str], Mapping[str, Reason]],
) -> Iterator[Difference]:
    """What differs between the rows of two reports: as they come now, then those that are gone.

    `why` gives the last changes of an application by path; it is asked only of those that differ.
    """
    with closing(Past(then, frame, why)) as past:
        for row in now:
            yield from past.compared(row)
        yield from past.gone()


class Past:
    """The rows of the last report, with which those of this one are compared one by one.

    Attributes:
        count, amount: How many there were, and their amount.
    """

    def __init__(
        self,
        rows: Iterable[SummaryRow],
        frame: Frame,
        why: Callable[[str], Mapping[str, Reason]],
    ) -> None:
        self._frame = frame
        self._why = why
        self._lines = Lines()
        self._known: dict[str, int] = {}
        self.amount = Decimal(0)
        for row in rows:
            self._known[row.uid] = len(self._lines)
            self._lines.add(_shown(row, frame).cells())
            amount = row.answers.value(AMOUNT)
            self.amount += amount if isinstance(amount, int | Decimal) else 0
        self.count = len(self._known)

    def close(self) -> None:
        """Give the room on disk back."""
        self._lines.close()

    def compared(self, row: SummaryRow) -> Iterator[Difference]:
        """How an application of this report differs; each may be asked of once."""
        now = _shown(row, self._frame)
        place = self._known.pop(row.uid, None)
        then = None if place is None else _Shown(*self._lines.at(place))
        if then is None:
            why = self._why(row.uid)
            yield self._whole(now, Kind.NEW, "", now.stage, why.get("stage") or why.get(""))
        elif then != now:
            yield from self._values(then, now, self._why(row.uid))

    def unlisted(self, row: SummaryRow) -> Iterator[Difference]:
        """That an application which is in no stage of this report was in the last one."""
        place = self._known.pop(row.uid, None)
        if place is not None:
            then = _Shown(*self._lines.at(place))
            stage = self._frame.stage_label(row.stage)
            reason = self._why(row.uid).get("stage")
            yield self._whole(then, Kind.GONE, then.stage, stage, reason)

    def gone(self) -> Iterator[Difference]:
        """Those of the last report that are not in this one, once all were compared."""
        for uid, place in self._known.items():
            then = _Shown(*self._lines.at(place))
            why = self._why(uid)
            reason = why.get("trashed") or why.get("stage") or why.get("")
            yield self._whole(then, Kind.GONE, then.stage, "", reason)

    def _whole(
        self, shown: _Shown, kind: Kind, before: str, after: str, reason: Reason | None
    ) -> Difference:
        stage = self._frame.say(message("Stage"))
        return Difference(shown.number, shown.title, kind, stage, before, after, reason)

    def _values(self, then: _Shown, now: _Shown, why: Mapping[str, Reason]) -> Iterator[Difference]:
        for path in dict.fromkeys((*now.values, *then.values)):
            before, after = then.values.get(path, ""), now.values.get(path, "")
            if before != after:
                label = now.labels.get(path) or then.labels[path]
                reason = why.get(f"verified/{path}") or why.get(path)
                yield Difference(now.number, now.title, Kind.CHANGED, label, before, after, reason)


@dataclass(frozen=True, slots=True)
class _Shown:
    """An application as two reports can be compared: what it shows, by path."""

    number: str
    title: str
    stage: str
    values: Mapping[str, str]
    labels: Mapping[str, str]

    def cells(self) -> list[Any]:
        """As it can be put aside."""
        return [self.number, self.title, self.stage, self.values, self.labels]


def _shown(row: SummaryRow, frame: Frame) -> _Shown:
    values: dict[str, str] = {}
    labels: dict[str, str] = {}

    def put(path: str, label: str, text: str) -> None:
        if text:
            values[path] = text
            labels[path] = label

    stage = frame.stage_label(row.stage)
    put("stage", frame.say(message("Stage")), stage)
    answers = row.answers
    for field in answers.programme.fields.values():
        if field.id in answers.hidden:
            continue
        label = frame.say(field.label)
        if field.type is FieldType.TABLE:
            for number, item in enumerate(answers.rows.get(field.id, ()), start=1):
                name = message("{table}, row {n}", table=label, n=number)
                put(f"{field.id}/{item.uid}", frame.say(name), _row(field, item, answers, frame))
        else:
            value = cell(field, answers.value(field.id), frame.language, frame.vocabularies)
            put(field.id, label, _text(field, value, frame))
    title = str(answers.stored.get("title") or "")
    return _Shown(row.number, title, stage, values, labels)


def _row(table: FormField, item: Row, answers: Answers, frame: Frame) -> str:
    texts = (
        _text(
            column,
            cell(column, answers.cell(column, item), frame.language, frame.vocabularies),
            frame,
        )
        for column in table.columns
    )
    return frame.say(Listing(tuple(text for text in texts if text)))


def _text(field: FormField, value: Cell, frame: Frame) -> str:
    if value is None:
        return ""
    if isinstance(value, str):
        return value
    if isinstance(value, int | Decimal):
        return number_text(value, field.places)
    return date_text(value, frame.language)


def kind_name(kind: Kind) -> Translatable:
    """What a kind of difference is called."""
    names = {
        Kind.NEW: message("New"),
        Kind.GONE: message("Not listed any more"),
        Kind.CHANGED: message("Value changed"),
    }
    return names[kind]


@dataclass(frozen=True, slots=True)
class Compared:
    """How a report differs from the last one, in numbers.

    Attributes:
        applications: By kind, how many applications are new, gone or changed.
        count, amount: How many there were then, and their amount.
    """

    applications: Counter[Kind]
    count: int
    amount: Decimal

    @property
    def differs(self) -> bool:
        """Whether anything is different at all."""
        return bool(self.applications)


def kept(values: Difference) -> list[Any]:
    """A difference as a row of cells that can be put aside."""
    why = values.reason
    return [
        values.number,
        values.title,
        values.kind.value,
        values.what,
        values.before,
        values.after,
        why.on if why else None,
        why.operator if why else "",
        (why.reason or why.step) if why else "",
    ]
