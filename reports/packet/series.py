# SPDX-License-Identifier: Apache-2.0
"""Series: a row a figure, a column a year; verified figures in a row below the claimed ones."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from models.language import message
from models.programme.display import number_text
from models.programme.values import Unreadable, read
from reports.packet.values import headed_by_unit
from reports.typesetting.grid import Grid, Row
from reports.typesetting.styles import CELL, CELL_NUMBER, HEAD, HEAD_NUMBER

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from models.dossier import Dossier
    from models.programme.schema import FormField
    from models.programme.values import Value
    from reports.typesetting.setter import Setter

_LABEL_SHARE = 0.34
_MOST_YEARS = 10


def series_grid(fields: Sequence[FormField], dossier: Dossier, setter: Setter) -> Grid:
    """A table of the series that stand together in a section."""
    found = [line for field in fields for line in _lines(field, dossier, setter)]
    years = sorted({year for _, value in found if isinstance(value, Mapping) for year in value})
    shown = years[-_MOST_YEARS:] or [_last_year(dossier)]
    head = Row(
        (
            setter.block(message("Figure by year"), HEAD),
            *(setter.block(str(year), HEAD_NUMBER) for year in shown),
        ),
        shaded=True,
    )
    rows = [
        _row(label, field, value, shown, setter)
        for field, (label, value) in zip(_repeated(fields, dossier), found, strict=True)
    ]
    label = setter.width * _LABEL_SHARE
    each = (setter.width - label) / len(shown)
    return Grid((label, *(each for _ in shown)), rows, head=head, before=12, after=6)


def _repeated(fields: Sequence[FormField], dossier: Dossier) -> Iterator[FormField]:
    for field in fields:
        yield field
        if field.id in dossier.answers.verified:
            yield field


def _lines(field: FormField, dossier: Dossier, setter: Setter) -> Iterator[tuple[str, Value]]:
    name = headed_by_unit(field, setter)
    answers = dossier.answers
    yield name, answers.claimed(field.id)
    verified = answers.verified.get(field.id)
    if verified is not None:
        pattern = (
            message("{name}: verified, this value counts", name=name)
            if answers.counts_verified(field)
            else message("{name}: verified", name=name)
        )
        yield setter.text(pattern), read(field, verified.value)


def _row(label: str, field: FormField, value: Value, years: Sequence[int], setter: Setter) -> Row:
    first = setter.block(label, CELL)
    if isinstance(value, Unreadable):
        return Row((first, setter.block(value.text, CELL)), spans=(1, len(years)))
    numbers = value if isinstance(value, Mapping) else {}
    texts = (number_text(numbers[year], field.places) if year in numbers else "" for year in years)
    return Row((first, *(setter.block(text, CELL_NUMBER) for text in texts)))


def _last_year(dossier: Dossier) -> int:
    return (dossier.call.opens or dossier.today).year - 1
