# SPDX-License-Identifier: Apache-2.0
"""The eligibility checklist: what answers each line, and the figures beside it (VA-9)."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from models.programme.answers import Answers
    from models.programme.conditions import Condition
    from models.programme.schema import ChecklistItem


def checklist_outcome(item: ChecklistItem, answers: Answers) -> str:
    """The answer to a line of the checklist: yes, no, na, or open where it is not yet known.

    A yes of the office does not stand against a figure that fails; a verified value corrects it.
    """
    if item.when is not None and item.when.holds(answers.scope) is False:
        return "na"
    computed = item.check.holds(answers.scope) if item.check is not None else None
    tick = answers.checklist.get(item.id)
    if tick is not None and tick.answer:
        return "no" if tick.answer == "yes" and computed is False else tick.answer
    return {True: "yes", False: "no", None: "open"}[computed]


def checklist_figure(item: ChecklistItem, answers: Answers) -> tuple[str, str]:
    """The figure and the threshold to print beside a line of the checklist, empty where none."""

    def shown(condition: Condition | None) -> str:
        return "" if condition is None else display_number(condition.value(answers.scope))

    return shown(item.shows), shown(item.limit)


_EXACT = 24
"""Beyond so many digits nothing is rounded: decimals keep 28."""


def display_number(value: Any) -> str:
    """A computed figure without needless zeros, at most two decimals."""
    if isinstance(value, Decimal):
        exact = value.normalize()
        return f"{round(exact, 2).normalize():,f}" if exact.adjusted() < _EXACT else f"{exact:,f}"
    return "" if value is None else f"{value:,}" if isinstance(value, int) else str(value)
