# SPDX-License-Identifier: Apache-2.0
"""Series: a row a figure, a column a year; verified figures in a row below the claimed ones."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from models.language import message
from models.programme.display import number_text
from models.programme.headings import with_unit
from models.programme.values import Unreadable, read
from reports.packet.values import where_found
from reports.typesetting.grid import Grid, Row
from reports.typesetting.styles import CELL, CELL_NOTE, CELL_NUMBER, HEAD, HEAD_NUMBER

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from models.dossier import Dossier
    from models.programme.schema import FormField
    from models.programme.values import Value
    from reports.typesetting.setter import Setter

_LABEL_SHARE = 0.34
_MOST_YEARS = 10


@dataclass(frozen=True, slots=True)
class _Line:
    """A row of the table: claimed or verified figures, and what is said about them."""

    field: FormField
    value: Value
    name: str
    notes: tuple[str, ...] = ()


def series_grid(fields: Sequence[FormField], dossier: Dossier, setter: Setter) -> Grid:
    """A table of the series that stand together in a section."""
    lines = [line for field in fields for line in _lines(field, dossier, setter)]
    values = (line.value for line in lines)
    years = sorted({year for value in values if isinstance(value, Mapping) for year in value})
    shown = years[-_MOST_YEARS:] or [_last_year(dossier)]
    head = Row(
        (
            setter.block(message("Figure by year"), HEAD),
            *(setter.block(str(year), HEAD_NUMBER) for year in shown),
        ),
        shaded=True,
    )
    rows = [_row(line, shown, setter) for line in lines]
    label = setter.width * _LABEL_SHARE
    each = (setter.width - label) / len(shown)
    return Grid((label, *(each for _ in shown)), rows, head=head, before=12, after=6)


def _lines(field: FormField, dossier: Dossier, setter: Setter) -> Iterator[_Line]:
    name = with_unit(field.label, field, setter.language)
    claimed = dossier.answers.claimed(field.id)
    verified = dossier.answers.verified.get(field.id)
    if verified is None:
        yield _Line(field, claimed, name)
        return
    counts = setter.text(message("This value counts"))
    by_office = dossier.answers.counts_verified(field)
    pattern = message("{name}: claimed", name=name)
    yield _Line(field, claimed, setter.text(pattern), () if by_office else (counts,))
    source = where_found(verified, setter)
    notes = (source, counts) if by_office else (source,)
    pattern = message("{name}: verified", name=name)
    value = read(field, verified.value)
    yield _Line(field, value, setter.text(pattern), tuple(note for note in notes if note))


def _row(line: _Line, years: Sequence[int], setter: Setter) -> Row:
    first = setter.blocks((line.name, CELL), *((note, CELL_NOTE) for note in line.notes))
    if isinstance(line.value, Unreadable):
        return Row((first, setter.block(line.value.text, CELL)), spans=(1, len(years)))
    numbers = line.value if isinstance(line.value, Mapping) else {}
    places = line.field.places
    texts = (number_text(numbers[year], places) if year in numbers else "" for year in years)
    return Row((first, *(setter.block(text, CELL_NUMBER) for text in texts)))


def _last_year(dossier: Dossier) -> int:
    return (dossier.call.opens or dossier.today).year - 1
