# SPDX-License-Identifier: Apache-2.0
"""Problems as colours and notes on cells of openpyxl, and how those of an earlier round are taken off."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from openpyxl.cell.cell import MergedCell
from openpyxl.comments import Comment
from openpyxl.styles import PatternFill

from models.rules.text import REPLACEMENT
from reports.intake.looks import PROBLEM_FILLS, comment_size
from reports.intake.problem_list import severity_name

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from openpyxl.cell.cell import Cell
    from openpyxl.worksheet.worksheet import Worksheet

    from models.language import Language
    from reports.intake.faults import FoundProblem, Place

AUTHOR = "Xiandao problems"
_NOT_IN_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_RULE = "— — — — —"
"""Parts what the sender had noted on a cell from what we say about it."""


def note_text(problems: Sequence[FoundProblem], language: Language) -> str:
    """What a note says about a cell: each problem, and what to do."""
    lines: list[str] = []
    for problem in problems:
        kind = severity_name(problem.severity, language)
        colon = "：" if language.value == "zh" else ": "
        lines.append(f"{kind}{colon}{problem.text.text(language)}")
        fix = problem.fix.text(language)
        if fix:
            lines.append(f"→ {fix}")
    return "\n".join(lines)


def comment_of(text: str) -> Comment:
    """A note of ours, large enough to be read whole."""
    comment = Comment(_NOT_IN_XML.sub(REPLACEMENT, text), AUTHOR)
    comment.width, comment.height = comment_size(text)
    return comment


def mark_cells(
    sheet: Worksheet,
    cells: Mapping[Place, Sequence[FoundProblem]],
    language: Language,
    *,
    notes: int,
) -> int:
    """Colour cells, and put a note on the first so many of them; how many got one comes back.

    A cell inside a merge stands for the whole merge.
    """
    fills = {kind: PatternFill("solid", fgColor=fill) for kind, fill in PROBLEM_FILLS.items()}
    corners = _corners(sheet, cells)
    noted = 0
    for place, problems in cells.items():
        cell = sheet.cell(*corners.get(place, place))
        cell.fill = fills[problems[0].severity]
        if noted < notes:
            _note(cell, note_text(problems, language))
            noted += 1
    return noted


def unmark_cells(sheet: Worksheet) -> None:
    """Take off the colours and notes of an earlier round: what is right now must not look wrong."""
    # What openpyxl offers to go through makes every cell up to the farthest one, millions of them.
    for cell in sheet._cells.values():  # noqa: SLF001
        comment = cell.comment
        if comment is not None and comment.author == AUTHOR:
            theirs, _, _ = comment.text.rpartition(f"\n{_RULE}\n")
            cell.comment = Comment(theirs, "") if theirs else None
            cell.fill = PatternFill()


def _note(cell: Cell, text: str) -> None:
    theirs = cell.comment.text if cell.comment is not None else ""
    cell.comment = comment_of(f"{theirs}\n{_RULE}\n{text}" if theirs else text)


def _corners(sheet: Worksheet, cells: Mapping[Place, object]) -> dict[Place, Place]:
    """The first cell of the merge in which a cell lies."""
    inside = [place for place in cells if isinstance(sheet.cell(*place), MergedCell)]
    found: dict[Place, Place] = {}
    for area in sheet.merged_cells.ranges if inside else ():
        for place in inside:
            if (
                area.min_row <= place[0] <= area.max_row
                and area.min_col <= place[1] <= area.max_col
            ):
                found[place] = (area.min_row, area.min_col)
    return found
