# SPDX-License-Identifier: Apache-2.0
"""The eligibility checklist: requirement, figure and threshold, outcome, note, clause."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from models.language import message
from models.programme.checklist import checklist_figure, checklist_outcome
from reports.typesetting.grid import Grid, Row
from reports.typesetting.headings import headed
from reports.typesetting.setter import DASH
from reports.typesetting.styles import CELL, CELL_BOLD, CELL_CENTRE, CELL_NOTE, HEAD

if TYPE_CHECKING:
    from collections.abc import Mapping

    from models.dossier import Dossier
    from models.language import Message, Translatable
    from models.programme.schema import ChecklistItem
    from reports.typesetting.prose import Prose
    from reports.typesetting.setter import Setter
    from reports.typesetting.styles import TextStyle

_OUTCOMES: Mapping[str, Message] = {
    "yes": message("√ Yes"),
    "no": message("× No"),
    "na": message("— Not applicable"),
    "open": message("○ Not yet known"),
}
_SHARES = (0.07, 0.42, 0.21, 0.15, 0.15)


def checklist(dossier: Dossier, setter: Setter) -> list[Any]:
    """One chapter with one table; nothing where the programme has no checklist."""
    items = dossier.programme.checklist
    if not items:
        return []
    heading = setter.chapter_heading(message("Eligibility checklist"))
    names = (
        message("No."),
        message("Requirement"),
        message("Figure"),
        message("Outcome"),
        message("Note"),
    )
    head = Row(tuple(setter.block(name, HEAD) for name in names), shaded=True)
    rows = [_row(number, item, dossier, setter) for number, item in enumerate(items, 1)]
    columns = [share * setter.width for share in _SHARES]
    return headed(heading, [Grid(columns, rows, head=head)])


def _row(number: int, item: ChecklistItem, dossier: Dossier, setter: Setter) -> Row:
    outcome = checklist_outcome(item, dossier.answers)
    tick = dossier.answers.checklist.get(item.id)
    style = CELL_BOLD if outcome == "no" else CELL
    return Row(
        (
            setter.block(str(number), CELL_CENTRE),
            _requirement(item, setter),
            _figure(item, dossier, setter),
            setter.block(_OUTCOMES.get(outcome, outcome), style),
            setter.block(tick.note if tick else "", CELL),
        )
    )


def _requirement(item: ChecklistItem, setter: Setter) -> Prose:
    below: list[tuple[Translatable, TextStyle]] = []
    if item.basis:
        below.append((item.basis, CELL_NOTE))
    if item.veto:
        below.append((message("A no here refuses the application."), CELL_NOTE))
    return setter.blocks((item.label, CELL), *below)


def _figure(item: ChecklistItem, dossier: Dossier, setter: Setter) -> Prose:
    figure, limit = checklist_figure(item, dossier.answers)
    unit = setter.text(item.unit) if item.unit else ""
    shown = _with_unit(figure, unit, setter) if figure else DASH
    if not limit:
        return setter.block(shown, CELL)
    threshold = message("Threshold {limit}", limit=_with_unit(limit, unit, setter))
    return setter.blocks((shown, CELL), (threshold, CELL_NOTE))


def _with_unit(number: str, unit: str, setter: Setter) -> str:
    return setter.text(message("{number} {unit}", number=number, unit=unit)) if unit else number
