# SPDX-License-Identifier: Apache-2.0
"""Filling a workbook: rows put in, cells set, everything else as it was, and proof of it."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from models.language import message
from models.programme.recognising import CUT_MARK
from models.storage.files import sha256_of, written_out
from reports.filling.compare import Asked, Kind, compare
from reports.filling.facts import FormResult
from reports.filling.faults import ChangedElsewhereError, FormDoubtsError
from reports.filling.fitting import check_fit
from reports.filling.following import follow_in_package
from reports.filling.heights import Heights
from reports.filling.kept_values import forget_stale_values
from reports.filling.plan import find_doubts, plan_sheets
from reports.filling.row_moves import move_rows
from reports.filling.workbook_parts import read_workbook
from reports.workbooks.cells import cut_text, is_too_long, serial_of

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from models.filling.mapping import FillMap
    from models.progress import Progress
    from reports.filling.facts import Facts, Filled
    from reports.filling.plan import SheetPlan, Write
    from reports.filling.workbook_parts import WorkbookParts

_FROM_1904 = 1462
"""So many days lie between the two first days from which workbooks count."""


def fill_workbook(
    template: Path,
    fill_map: FillMap,
    facts: Facts,
    listed: Sequence[Filled],
    out: Path,
    *,
    progress: Progress,
    name: str = "",
    accept: bool = False,
    replace: bool = False,
    filters: str = "",
) -> FormResult:
    """Fill a workbook.

    - Nothing but the sheets that the map names, and what speaks of rows that moved, is changed.
    - A text is text, whatever it begins with; a code is text; a number is a number.
    - The result is compared with the empty form, and not kept where the map did not ask for a change.

    Args:
        name: What the empty form is called in messages; the name of its file where not given.
        accept: Write values too that do not fit the form.
        filters: Which applications are listed, in words.

    Raises:
        NotAFormError: The template is no workbook.
        MapDoesNotFitError: The map names what it does not have.
        CannotFollowError: Rows cannot be put in or taken out.
        FormDoubtsError: Values do not fit, and `accept` is not set.
        ChangedElsewhereError: More would have changed than the map asked for.
        FileExistsAlreadyError: The file is there already.
        CannotWriteError: The system refuses.
        CancelledError: The user stopped it.
    """
    parts = read_workbook(template, name=name)
    check_fit(parts, fill_map)
    progress.step(1, _STEPS, message("Working out what goes where"))
    plans = plan_sheets(parts, fill_map, facts, listed)
    doubts = find_doubts(parts, plans, facts)
    if doubts and not accept:
        raise FormDoubtsError(parts.package.name, doubts)
    progress.step(2, _STEPS, message("Filling the form"))
    asked = {plan.sheet: _fill(parts, plan, facts) for plan in plans}
    forget_stale_values(
        parts, [(name, row, column) for name, item in asked.items() for row, column in item.cells]
    )
    with written_out(out, replace=replace) as aside:
        parts.package.write(aside)
        progress.step(3, _STEPS, message("Comparing with the empty form"))
        differences = compare(read_workbook(template, name=name), read_workbook(aside), asked)
        wrong = [item for item in differences if item.kind is Kind.OTHER]
        if wrong:
            raise ChangedElsewhereError(out, wrong)
    return FormResult(out, len(listed), sha256_of(out), tuple(differences), tuple(doubts), filters)


_STEPS = 4


def _fill(parts: WorkbookParts, plan: SheetPlan, facts: Facts) -> Asked:
    part = parts.sheet(plan.sheet)
    package = parts.package
    if plan.moves:
        move_rows(part, plan.sheet, plan.moves)
        follow_in_package(package, parts.workbook, parts.sheets, plan.sheet, plan.moves)
    package.touch(parts.sheets[plan.sheet])
    broken: set[tuple[int, int]] = set()
    texts: dict[int, dict[int, str]] = {}
    for write in plan.writes:
        place = (write.row, write.column)
        if write.put.wrap and write.value is not None:
            cell = part.cell_element(*place)
            style = parts.styles.breaking(int(cell.get("s") or 0))
            if str(style) != cell.get("s", "0"):
                cell.set("s", str(style))
                broken.add(place)
        _put(parts, plan.sheet, write, facts)
        if write.grows and isinstance(write.value, str):
            texts.setdefault(write.row, {})[write.column] = write.value
    heights = Heights(part, parts.styles)
    grown = frozenset(row for row, found in texts.items() if heights.grow(row, found))
    cells = frozenset((write.row, write.column) for write in plan.writes)
    return Asked(plan.moves, cells, grown, frozenset(broken))


def _put(parts: WorkbookParts, sheet: str, write: Write, facts: Facts) -> None:
    part, value = parts.sheet(sheet), write.value
    style = part.style(write.row, write.column)
    serial = None
    if isinstance(value, date):
        serial = serial_of(value) if parts.styles.shows_days(style) else None
        if serial is None:
            value = facts.day(value)
        elif parts.days_from_1904:
            serial -= _FROM_1904
    elif isinstance(value, str) and is_too_long(value):
        value = cut_text(value, facts.say(CUT_MARK))
    elif write.percent and isinstance(value, int | Decimal) and parts.styles.shows_percent(style):
        value = Decimal(f"{value:f}E-2")
        value = Decimal(f"{value:f}")
    part.put(write.row, write.column, value, serial=serial)
