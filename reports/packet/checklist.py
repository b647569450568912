# SPDX-License-Identifier: Apache-2.0
"""The eligibility checklist: requirement, figure and threshold, outcome, note, clause."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from models.language import message
from models.programme.checklist import checklist_figure, checklist_outcome
from reports.typesetting.grid import Row
from reports.typesetting.headings import headed
from reports.typesetting.setter import DASH
from reports.typesetting.styles import CELL, CELL_BOLD, CELL_CENTRE, CELL_NOTE
from reports.typesetting.tables import Column, table_grid

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


def checklist(dossier: Dossier, setter: Setter) -> list[Any]:
    """One chapter with one table; nothing where the programme has no checklist."""
    items = dossier.programme.checklist
    if not items:
        return []
    heading = setter.chapter_heading(message("Eligibility checklist"))
    columns = (
        Column(message("No."), whole=True),
        Column(message("Requirement")),
        Column(message("Figure"), whole=True),
        Column(message("Outcome"), whole=True),
        Column(message("Note")),
    )
    rows = [_row(number, item, dossier, setter) for number, item in enumerate(items, 1)]
    return headed(heading, [table_grid(columns, rows, setter)])


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
