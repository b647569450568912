# SPDX-License-Identifier: Apache-2.0
"""What there is to know about one row of a preview: duplicates, problems, changes, repairs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from forms.intake.book import address
from forms.intake.compare.preview import Status
from gui.widgets.entries import Entry
from models.errors import Severity
from models.language import message, plural

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from forms.intake.cells.incoming import CellProblem, Place, Repair
    from forms.intake.compare.preview import Difference, Likeness, PreviewRow

_LOOKS = {
    Severity.ERROR: ("x-circle", "error", message("Error")),
    Severity.WARNING: ("warning", "warning", message("Warning")),
    Severity.NOTE: ("info", "icon", message("Note")),
}
LIKENESS = "likeness/"
"""How the key of an entry about a possible duplicate begins; its uid follows."""


def entries_of(row: PreviewRow, labels: Mapping[str, str], lacking: int = 0) -> list[Entry]:
    """Everything about a row, the gravest first; repairs come last, apart.

    Args:
        lacking: How many required fields have no column in its table.
    """
    lacking = lacking if row.status is Status.NEW else 0
    return [
        *_likenesses(row.likenesses),
        *_problems(row, labels),
        *_lacking(lacking),
        *_differences(row.differences),
        *_repairs(row, labels),
        *(() if lacking else _nothing(row)),
    ]


def cell_name(place: Place, beside: str) -> str:
    """What to call a cell; its sheet is named where it is not the one of the row."""
    if place.name is not None:
        name = str(place.name)
    elif place.column:
        name = address(place.row, place.column)
    else:
        name = str(message("row {row}", row=place.row))
    return name if place.sheet == beside else f"{place.sheet} {name}"


def field_name(path: str, labels: Mapping[str, str]) -> str:
    """What to call a field by its path; a cell of a repeating table with its row."""
    table, _, rest = path.partition("/")
    row, _, column = rest.partition("/")
    if not column:
        return labels.get(path, path)
    name = labels.get(f"{table}/{column}", column)
    about = labels.get(table, table)
    return str(message("{table}, row {row}: {field}", table=about, row=row, field=name))


def _likenesses(found: Sequence[Likeness]) -> Iterator[Entry]:
    for item in found:
        text = message("May be {number}  {title}", number=item.number, title=item.title)
        about = " · ".join(filter(None, (item.applicant, item.call)))
        alike = message("Titles are {share} % alike: {why}", share=item.share, why=item.why)
        yield Entry(
            f"{LIKENESS}{item.uid}",
            str(text),
            ((about, "hint"), (str(alike), "text")),
            *("copy", "warning", str(message("Possible duplicate"))),
        )


def _problems(row: PreviewRow, labels: Mapping[str, str]) -> Iterator[Entry]:
    for place, item in enumerate(row.problems):
        problem = item.problem
        name, role, kind = _LOOKS[problem.severity]
        about = " · ".join(filter(None, (str(kind), _where(item, row, labels))))
        lines = [(about, role if role != "icon" else "hint")]
        if problem.basis is not None:
            lines.append((str(message("Basis: {basis}", basis=problem.basis)), "hint"))
        if problem.fix is not None:
            lines.append((str(message("What to do: {fix}", fix=problem.fix)), "text"))
        text = str(problem.message)
        yield Entry(f"problem/{place}", text, tuple(lines), name, role, str(kind))


def _where(item: CellProblem, row: PreviewRow, labels: Mapping[str, str]) -> str:
    field = field_name(item.problem.field, labels) if item.problem.field else ""
    cell = cell_name(item.place, row.place.sheet) if item.place != row.place else ""
    return " · ".join(filter(None, (cell, field)))


def _lacking(number: int) -> Iterator[Entry]:
    if number:
        text = plural(
            "It will be recorded; {n} required field has no column in the file and stays empty.",
            "It will be recorded; {n} required fields have no column in the file and stay empty.",
            n=number,
        )
        yield Entry("lacking", str(text), (), *_LOOKS[Severity.WARNING][:2])


def _differences(found: Sequence[Difference]) -> Iterator[Entry]:
    for item in found:
        nothing = str(message("(empty)"))
        change = f"{item.before or nothing}  →  {item.after or nothing}"
        yield Entry(
            f"difference/{item.field}",
            str(item.label),
            ((change, "text"),),
            *("pencil-simple", "icon_on", str(message("Change"))),
        )


def _repairs(row: PreviewRow, labels: Mapping[str, str]) -> Iterator[Entry]:
    for place, item in enumerate(row.repairs):
        yield Entry(
            f"repair/{place}",
            str(item.said),
            ((_repaired(item, row, labels), "hint"),),
            *("wrench", "icon", str(message("Repaired"))),
        )


def _repaired(item: Repair, row: PreviewRow, labels: Mapping[str, str]) -> str:
    where = (cell_name(item.place, row.place.sheet), field_name(item.field, labels))
    return " · ".join((str(message("Repaired")), *filter(None, where)))


def _nothing(row: PreviewRow) -> Iterator[Entry]:
    """Say it where there is nothing to say."""
    if row.likenesses or row.problems or row.differences or row.repairs:
        return
    texts = {
        Status.NEW: message("It will be recorded; nothing is wrong with it."),
        Status.SAME: message("It is in the register just like this; nothing will be changed."),
    }
    text = texts.get(row.status)
    if text is not None:
        yield Entry("nothing", str(text), (), "check-circle", "success")
