# SPDX-License-Identifier: Apache-2.0
"""Problems: what is not as the programme asks, by which clause, what to do, what was accepted."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from models.errors import Severity
from models.language import message
from reports.packet.values import label_of_path
from reports.typesetting.grid import Row
from reports.typesetting.headings import headed
from reports.typesetting.styles import CELL, CELL_BOLD, CELL_NOTE, PLAIN
from reports.typesetting.tables import Column, table_grid

if TYPE_CHECKING:
    from collections.abc import Mapping

    from models.dossier import Dossier
    from models.errors import Problem
    from models.language import Message
    from reports.typesetting.prose import Prose
    from reports.typesetting.setter import Setter

_WORDS: Mapping[Severity, Message] = {
    Severity.ERROR: message("Error"),
    Severity.WARNING: message("Warning"),
    Severity.NOTE: message("Remark"),
}
_ORDER = tuple(Severity)


def problems(dossier: Dossier, setter: Setter) -> list[Any]:
    """One chapter with one table, errors first; one line where nothing is wrong."""
    heading = setter.chapter_heading(message("Problems found"))
    if not dossier.problems:
        return headed(heading, [setter.block(message("No problems were found."), PLAIN)])
    titles = (message("Kind"), message("About"), message("What is wrong"))
    columns = [Column(title, whole=index == 0) for index, title in enumerate(titles)]
    ordered = sorted(dossier.problems, key=lambda problem: _ORDER.index(problem.severity))
    rows = [_row(problem, dossier, setter) for problem in ordered]
    return headed(heading, [table_grid(columns, rows, setter)])


def _row(problem: Problem, dossier: Dossier, setter: Setter) -> Row:
    word = message("Accepted") if problem.waived else _WORDS[problem.severity]
    style = CELL_BOLD if problem.severity is Severity.ERROR else CELL
    return Row(
        (
            setter.block(word, style),
            setter.block(label_of_path(problem.field, dossier), CELL),
            _what(problem, setter),
        )
    )


def _what(problem: Problem, setter: Setter) -> Prose:
    below = [(problem.fix, CELL_NOTE)] if problem.fix else []
    if problem.basis:
        # Below and not in a column of its own: few problems have one, and those are long.
        below.append((message("Basis: {basis}", basis=problem.basis), CELL_NOTE))
    if problem.waived:
        reason = message("Accepted by the office: {reason}", reason=problem.waived)
        return setter.blocks((problem.message, CELL), (reason, CELL_NOTE), *below)
    return setter.blocks((problem.message, CELL), *below)
