# SPDX-License-Identifier: Apache-2.0
"""What stands in which column: of the summary by its definition, of the detail sheet by field."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from hashlib import sha256
from typing import TYPE_CHECKING, Any

from models.language import Label, message
from models.programme.headings import with_unit
from models.programme.schema import NUMERIC, SUMMARY_SOURCES, FieldType, Uses

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from collections.abc import Set as AbstractSet

    from models.language import Translatable
    from models.programme.display import Cell
    from models.programme.schema import FormField, Publicity, SummaryColumn
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

    @property
    def long(self) -> bool:
        """Whether it holds texts that no row of a list shows whole."""
        return self.type is FieldType.LONG_TEXT


def summary_columns(frame: Frame, digest: Digest) -> tuple[Column, ...]:
    """The columns of the summary; the heading of a verified value says which value it is."""
    wanted = frame.programme.summary.column
    return _listed_columns(wanted, frame, frozenset(digest.verified))


def public_columns(publicity: Publicity, frame: Frame) -> tuple[Column, ...]:
    """The columns of the list for publicity, as far as its readers get to see them."""
    known = {*frame.programme.fields, *SUMMARY_SOURCES}
    wanted = (column for column in publicity.column if column.source in known)
    return _listed_columns(wanted, frame, frozenset())


def _listed_columns(
    wanted: Iterable[SummaryColumn], frame: Frame, verified: AbstractSet[str]
) -> tuple[Column, ...]:
    places = {field: index for index, field in enumerate(frame.programme.fields)}
    return tuple(
        _summary_column(column, frame, verified, places.get(column.source)) for column in wanted
    )


def detail_columns(frame: Frame, digest: Digest) -> tuple[Column, ...]:
    """Every field without rows of its own, verified beside claimed, and tags, then the keys.

    Number and title come first, since they stand on every page; long texts come last, since they
    are read on the screen and not printed.
    """
    number, *facts = _facts(frame)
    found: list[Column] = []
    for index, field in enumerate(frame.programme.fields.values()):
        if field.type is FieldType.SERIES:
            found += _series_columns(field, index, frame, digest)
        elif field.type is not FieldType.TABLE:
            found += _field_columns(field, index, frame, digest)
    first = [column for column in found if column.id == "title"]
    found = [*facts, *(column for column in found if column.id != "title")]
    found += (_tag_column(name, frame) for name in digest.tags)
    keys = [
        Column(f"key/{dimension.id}", dimension.id, FieldType.CHOICE, _key(index), hidden=True)
        for index, dimension in enumerate(digest.dimensions)
    ]
    keys += [
        Column(f"quota/{name}", name, FieldType.CHOICE, _place(name), hidden=True)
        for name in dict.fromkeys(state.quota.id for state in frame.quotas)
    ]
    long = [column for column in found if column.long]
    return (number, *first, *(column for column in found if not column.long), *long, *keys)


class Checksum:
    """The SHA-256 of the detail sheet: a line a row, its visible cells separated by U+001F.

    It is taken while the sheet is written, so what reads it is written later.
    """

    def __init__(self) -> None:
        self._found = sha256()

    def add(self, cells: Iterable[Cell]) -> None:
        """Take the visible cells of the next row in."""
        self._found.update(("\x1f".join(map(_plain, cells)) + "\n").encode())

    def text(self) -> str:
        """The digest of the rows so far, in hex."""
        return self._found.hexdigest()


def _plain(value: Cell) -> str:
    if type(value) is str:
        return value
    if isinstance(value, Decimal):
        return f"{value.normalize():f}" if value else "0"
    return "" if value is None else str(value)


def _part(name: str) -> Callable[[Record, int], Any]:
    return lambda record, _index: getattr(record, name)


def _key(index: int) -> Callable[[Record, int], Any]:
    return lambda record, _index: record.keys[index]


def _place(quota: str) -> Callable[[Record, int], Any]:
    def key(record: Record, _index: int) -> str | None:
        group = record.places.get(quota)
        return None if group is None else f"#{group}"

    return key


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
    yield Column("applicant_other", partners, FieldType.TEXT, _part("partners"))


def _field_columns(field: FormField, index: int, frame: Frame, digest: Digest) -> Iterable[Column]:
    header = with_unit(field.label, field, frame.language)
    for variant in _variants(field, index, digest):
        text = variant.heading(header, frame)
        yield Column(variant.id, text, field.type, variant.value, field.places)


def _series_columns(field: FormField, index: int, frame: Frame, digest: Digest) -> Iterable[Column]:
    """A column a year, and one for what is no series, if any."""
    for variant in _variants(field, index, digest):
        years = digest.years.get(variant.id, ())
        for year in years:
            header = with_unit(field.label, field, frame.language, year=year)
            yield Column(
                f"{variant.id}[{year}]",
                variant.heading(header, frame),
                FieldType.DECIMAL,
                _of_year(variant.id, str(year)),
                field.places,
            )
        if not years or variant.id in digest.unread:
            header = with_unit(field.label, field, frame.language)
            text = variant.heading(header, frame)
            yield Column(variant.id, text, field.type, _unread(variant))


@dataclass(frozen=True, slots=True)
class _Variant:
    """A value of a field: what counts, what is claimed, what the office found."""

    id: str
    pattern: Callable[[str], Translatable] | None
    value: Callable[[Record, int], Any]

    def heading(self, header: str, frame: Frame) -> str:
        """The heading of the field as that of this value of it."""
        return frame.say(self.pattern(header)) if self.pattern else header


def _variants(field: FormField, index: int, digest: Digest) -> Iterable[_Variant]:
    if field.id not in digest.verified:
        yield _Variant(field.id, None, _at(index))
        return
    yield _Variant(field.id, lambda header: _which(header, field), _at(index))
    yield _Variant(
        f"{field.id}/claimed",
        lambda header: message("{label} (claimed)", label=header),
        _claimed(field.id, index),
    )
    yield _Variant(
        f"{field.id}/verified",
        lambda header: message("{label} (verified)", label=header),
        _verified(field.id),
    )


def _of_year(name: str, year: str) -> Callable[[Record, int], Any]:
    def number(record: Record, _index: int) -> Any:
        numbers = record.series.get(name)
        return numbers.get(year) if numbers else None

    return number


def _unread(variant: _Variant) -> Callable[[Record, int], Any]:
    """The text of a record whose value is no series."""

    def text(record: Record, index: int) -> Any:
        return None if record.series.get(variant.id) else variant.value(record, index)

    return text


def _which(header: str, field: FormField) -> Translatable:
    """The heading of a value of which two are known: which one counts."""
    if field.uses is Uses.VERIFIED:
        return message("{label} (verified where known)", label=header)
    return message("{label} (as claimed)", label=header)


def _tag_column(name: str, frame: Frame) -> Column:
    vocabulary = frame.vocabularies.get(name)
    label = vocabulary.label if vocabulary else Label(name, name)
    labels = name == "labels"
    header = frame.say(message("Labels") if labels else message("Tags: {label}", label=label))
    return Column(
        f"tag/{name}", header, FieldType.TERMS, lambda record, _index: record.tags.get(name)
    )


def _summary_column(
    column: SummaryColumn, frame: Frame, verified: AbstractSet[str], index: int | None
) -> Column:
    field = frame.programme.fields.get(column.source)
    if field is None or index is None:
        return _other_column(column, frame)
    header = with_unit(column.label or field.label, field, frame.language)
    if field.id in verified:
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
