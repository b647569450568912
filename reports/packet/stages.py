# SPDX-License-Identifier: Apache-2.0
"""The way through the stages: when, how many working days, by whom, why, and until when."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from models.language import message
from reports.typesetting.grid import Row
from reports.typesetting.headings import headed
from reports.typesetting.styles import CELL, CELL_CENTRE, CELL_NUMBER, NOTE, PLAIN
from reports.typesetting.tables import Column, table_grid

if TYPE_CHECKING:
    from models.dossier import Dossier, StageStep
    from reports.typesetting.setter import Setter


def stages(dossier: Dossier, setter: Setter) -> list[Any]:
    """One chapter with one table."""
    heading = setter.chapter_heading(message("Stage history"))
    if not dossier.steps:
        return headed(heading, [setter.block(message("No stage so far."), PLAIN)])
    columns = (
        Column(message("No."), whole=True),
        Column(message("Stage")),
        Column(message("Entered"), whole=True),
        Column(message("Working days"), number=True),
        Column(message("Due"), whole=True),
        Column(message("Operator")),
        Column(message("Reason")),
    )
    rows = [_row(number, step, dossier, setter) for number, step in enumerate(dossier.steps, 1)]
    body: list[Any] = [table_grid(columns, rows, setter, after=6)]
    if not all(step.certain for step in dossier.steps):
        note = message(
            "* Beyond the announced holidays: Monday to Friday were counted as working days."
        )
        body.append(setter.block(note, NOTE))
    return headed(heading, body)


def _row(number: int, step: StageStep, dossier: Dossier, setter: Setter) -> Row:
    stage = dossier.programme.stages.get(step.stage)
    days = f"{step.workdays:,}" if step.certain else f"{step.workdays:,}*"
    return Row(
        (
            setter.block(str(number), CELL_CENTRE),
            setter.block(stage.label if stage else step.stage, CELL),
            setter.block(f"{step.at:%Y-%m-%d %H:%M}", CELL),
            setter.block(days, CELL_NUMBER),
            setter.block(step.due.isoformat() if step.due else "", CELL),
            setter.block(step.operator, CELL),
            setter.block(step.reason, CELL),
        )
    )
