# SPDX-License-Identifier: Apache-2.0
"""Problems: what is not as the programme asks, by which clause, what to do, what was accepted."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from models.errors import Severity
from models.language import message
from reports.packet.values import label_of_path
from reports.typesetting.grid import Grid, Row
from reports.typesetting.headings import headed
from reports.typesetting.styles import CELL, CELL_BOLD, CELL_NOTE, HEAD, PLAIN

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
_SHARES = (0.125, 0.225, 0.43, 0.22)


def problems(dossier: Dossier, setter: Setter) -> list[Any]:
    """One chapter with one table, errors first; one line where nothing is wrong."""
    heading = setter.chapter_heading(message("Problems found"))
    if not dossier.problems:
        return headed(heading, [setter.block(message("No problems were found."), PLAIN)])
    names = (message("Kind"), message("About"), message("What is wrong"), message("Clause"))
    head = Row(tuple(setter.block(name, HEAD) for name in names), shaded=True)
    ordered = sorted(dossier.problems, key=lambda problem: _ORDER.index(problem.severity))
    rows = [_row(problem, dossier, setter) for problem in ordered]
    columns = [share * setter.width for share in _SHARES]
    return headed(heading, [Grid(columns, rows, head=head)])


def _row(problem: Problem, dossier: Dossier, setter: Setter) -> Row:
    word = message("Accepted") if problem.waived else _WORDS[problem.severity]
    style = CELL_BOLD if problem.severity is Severity.ERROR else CELL
    return Row(
        (
            setter.block(word, style),
            setter.block(label_of_path(problem.field, dossier), CELL),
            _what(problem, setter),
            setter.block(problem.basis or "", CELL_NOTE if problem.basis else CELL),
        )
    )


def _what(problem: Problem, setter: Setter) -> Prose:
    below = [(problem.fix, CELL_NOTE)] if problem.fix else []
    if problem.waived:
        reason = message("Accepted by the office: {reason}", reason=problem.waived)
        return setter.blocks((problem.message, CELL), (reason, CELL_NOTE), *below)
    return setter.blocks((problem.message, CELL), *below)
