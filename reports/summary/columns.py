# SPDX-License-Identifier: Apache-2.0
"""What stands in which column: of the summary by its definition, of the detail sheet by field."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from hashlib import sha256
from typing import TYPE_CHECKING, Any

from models.language import Label, message
from models.programme.schema import NUMERIC, FieldType, Uses
from reports.headings import with_unit

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from models.language import Translatable
    from models.programme.display import Cell
    from models.programme.schema import FormField, SummaryColumn
    from reports.summary.digest import Digest
    from reports.summary.frame import Frame
    from reports.summary.spool import Record


@dataclass(frozen=True, slots=True)
class Column:
    """One column.

    Attributes:
        id: Stands in the hidden row, so that equal headings never collide (XL-2).
        type: Of its values: decides format, alignment and width.
        places: Decimal places that are always shown.
        width: In characters of half a Chinese one; None for the type's own.
        value: Its cell of a record, given the record's number in the list.
        total: It is added up.
        hidden: It is for formulas.
    """

    id: str
    header: str
    type: FieldType
    value: Callable[[Record, int], Cell]
    places: int | None = None
    width: Decimal | None = None
    total: bool = False
    hidden: bool = False

    @property
    def numeric(self) -> bool:
        """Whether it holds numbers."""
        return self.type in NUMERIC and self.type is not FieldType.SERIES


def summary_columns(frame: Frame, digest: Digest) -> tuple[Column, ...]:
    """The columns that the definition asks for."""
    places = {field: index for index, field in enumerate(frame.programme.fields)}
    return tuple(
        _summary_column(column, frame, digest, places.get(column.source))
        for column in frame.programme.summary.column
    )


def detail_columns(frame: Frame, digest: Digest) -> tuple[Column, ...]:
    """Every field without rows of its own, verified beside claimed, then tags, then the keys."""
    found = list(_facts(frame))
    for index, field in enumerate(frame.programme.fields.values()):
        if field.type is not FieldType.TABLE:
            found += _field_columns(field, index, frame, digest)
    for name in digest.tags:
        found.append(_tag_column(name, frame))
    for key in ("direction", "product", "stage"):
        found.append(Column(f"key/{key}", key, FieldType.CHOICE, _part(key), hidden=True))
    return tuple(found)


def checksum(columns: Iterable[Column], digest: Digest) -> str:
    """The SHA-256 of the detail sheet: a line a row, its visible cells separated by U+001F."""
    visible = [column for column in columns if not column.hidden]
    found = sha256()
    for index, record in enumerate(digest.records(), start=1):
        cells = (_plain(column.value(record, index)) for column in visible)
        found.update(("\x1f".join(cells) + "\n").encode())
    return found.hexdigest()


def _plain(value: Cell) -> str:
    if isinstance(value, Decimal):
        return f"{value.normalize():f}" if value else "0"
    return "" if value is None else str(value)


def _part(name: str) -> Callable[[Record, int], Any]:
    return lambda record, _index: getattr(record, name)


def _at(index: int) -> Callable[[Record, int], Any]:
    return lambda record, _index: record.cells[index]


def _claimed(name: str, index: int) -> Callable[[Record, int], Any]:
    return lambda record, _index: record.claimed.get(name, record.cells[index])


def _verified(name: str) -> Callable[[Record, int], Any]:
    return lambda record, _index: record.verified.get(name)


def _facts(frame: Frame) -> Iterable[Column]:
    def stage(record: Record, _index: int) -> str:
        return frame.stage_label(record.stage)

    head = frame.say
    yield Column(
        "number", head(message("Application number")), FieldType.CREDIT_CODE, _part("number")
    )
    yield Column("stage", head(message("Stage")), FieldType.CHOICE, stage)
    yield Column("received", head(message("Received")), FieldType.DATE, _part("received"))
    partners = head(message("Partners"))
    yield Column("applicant_other", partners, FieldType.LONG_TEXT, _part("partners"))


def _field_columns(field: FormField, index: int, frame: Frame, digest: Digest) -> Iterable[Column]:
    header = with_unit(field.label, field, frame.language)

    def column(field_id: str, text: Translatable | str, value: Callable[..., Any]) -> Column:
        shown = text if isinstance(text, str) else frame.say(text)
        return Column(field_id, shown, field.type, value, field.places)

    if field.id not in digest.verified:
        yield column(field.id, header, _at(index))
        return
    yield column(field.id, _which(header, field), _at(index))
    claimed = message("{label} (claimed)", label=header)
    yield column(f"{field.id}/claimed", claimed, _claimed(field.id, index))
    verified = message("{label} (verified)", label=header)
    yield column(f"{field.id}/verified", verified, _verified(field.id))


def _which(header: str, field: FormField) -> Translatable:
    """The heading of a value of which two are known: which one counts."""
    if field.uses is Uses.VERIFIED:
        return message("{label} (verified where known)", label=header)
    return message("{label} (as claimed)", label=header)


def _tag_column(name: str, frame: Frame) -> Column:
    vocabulary = frame.vocabularies.get(name)
    label = vocabulary.label if vocabulary else Label(name, name)
    heading = message("Labels") if name == "labels" and not vocabulary else label
    header = frame.say(message("Tags: {label}", label=heading))
    return Column(
        f"tag/{name}", header, FieldType.TERMS, lambda record, _index: record.tags.get(name)
    )


def _summary_column(
    column: SummaryColumn, frame: Frame, digest: Digest, index: int | None
) -> Column:
    field = frame.programme.fields.get(column.source)
    if field is None or index is None:
        return _other_column(column, frame)
    header = with_unit(column.label or field.label, field, frame.language)
    if field.id in digest.verified:
        header = frame.say(_which(header, field))
    total = column.total and field.type in NUMERIC and field.type is not FieldType.SERIES
    return Column(field.id, header, field.type, _at(index), field.places, column.width, total=total)


def _other_column(column: SummaryColumn, frame: Frame) -> Column:
    def stage(record: Record, _index: int) -> str:
        return frame.stage_label(record.stage)

    sources: dict[str, tuple[Translatable, FieldType, Callable[[Record, int], Any]]] = {
        "index": (message("No."), FieldType.INTEGER, lambda _record, index: index),
        "number": (message("Application number"), FieldType.CREDIT_CODE, _part("number")),
        "stage": (message("Stage"), FieldType.CHOICE, stage),
        "applicant_other": (message("Partners"), FieldType.LONG_TEXT, _part("partners")),
        "empty": (message("Notes"), FieldType.TEXT, lambda _record, _index: None),
    }
    label, kind, value = sources[column.source]
    header = frame.say(column.label or label)
    return Column(column.source, header, kind, value, width=column.width)
