# SPDX-License-Identifier: Apache-2.0
"""The fact table: a label and a value a row, the verified value beside it where there is one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from models.language import message
from reports.packet.values import claimed_text, verified_text, where_found
from reports.typesetting.grid import SIDE, Grid, Row
from reports.typesetting.setter import DASH
from reports.typesetting.styles import CELL_NOTE, HEAD, LABEL, VALUE, VALUE_BOLD

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from models.dossier import Dossier
    from models.language import Translatable
    from models.programme.schema import FormField
    from reports.typesetting.prose import Prose
    from reports.typesetting.setter import Setter

_LABEL_SHARE = 0.30
_VERIFIED_SHARE = 0.58  # of the rest: its source and day stand below the value


@dataclass(frozen=True, slots=True)
class Fact:
    """A name and what is known under it."""

    label: Translatable | str
    text: str


def fact_grid(
    facts: Iterable[Fact], setter: Setter, *, before: float = 0, after: float = 0
) -> Grid:
    """A table of facts; — where nothing is known."""
    rows = [Row((_label(fact.label, setter), setter.block(fact.text, VALUE))) for fact in facts]
    return Grid(_two_columns(setter), rows, label_column=True, before=before, after=after)


def field_grid(fields: Sequence[FormField], dossier: Dossier, setter: Setter) -> Any:
    """A table of fields: claimed values, and verified ones beside them where any was recorded."""
    if not any(field.id in dossier.answers.verified for field in fields):
        facts = (Fact(field.label, claimed_text(field, dossier, setter)) for field in fields)
        return fact_grid(facts, setter, before=12, after=4)
    head = Row(
        (
            setter.block(message("Item"), HEAD),
            setter.block(message("Claimed"), HEAD),
            setter.block(message("Verified"), HEAD),
        ),
        shaded=True,
    )
    rows = [_verified_row(field, dossier, setter) for field in fields]
    label, rest = _two_columns(setter)
    columns = (label, rest * (1 - _VERIFIED_SHARE), rest * _VERIFIED_SHARE)
    return Grid(columns, rows, head=head, label_column=True, before=12, after=4)


def _verified_row(field: FormField, dossier: Dossier, setter: Setter) -> Row:
    label = _label(field.label, setter)
    claimed = claimed_text(field, dossier, setter)
    found = dossier.answers.verified.get(field.id)
    if found is None:
        return Row((label, setter.block(claimed, VALUE)), spans=(1, 2))
    verified = verified_text(field, dossier, setter)
    counts = dossier.answers.counts_verified(field)
    source = where_found(found, setter)
    return Row(
        (
            label,
            _marked(claimed, setter, counts=not counts),
            _marked(verified, setter, counts=counts, source=source),
        )
    )


def _marked(text: str, setter: Setter, *, counts: bool, source: str = "") -> Prose:
    style = VALUE_BOLD if counts else VALUE
    notes = [source] if source else []
    if counts:
        notes.append(setter.text(message("This value counts")))
    return setter.blocks((text or DASH, style), *((note, CELL_NOTE) for note in notes))


def _label(label: Translatable | str, setter: Setter) -> Prose:
    return setter.between_words(label, LABEL, _two_columns(setter)[0] - 2 * SIDE)


def _two_columns(setter: Setter) -> tuple[float, float]:
    label = setter.width * _LABEL_SHARE
    return label, setter.width - label
