# SPDX-License-Identifier: Apache-2.0
"""The report with which a summary is compared: the register as it was then (N12, N22)."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

from gui.outgoing.summary_rows import summary_rows
from models.errors import UserError
from models.language import message
from models.storage.rewind import then
from models.unknown import UnknownCallError
from models.views import register
from models.views.asking import asked
from models.views.dossiers import history_head
from models.views.find import call_row
from models.views.reasons import day_of, reasons_since

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from models.orders import SummaryOrder
    from models.progress import Progress
    from models.reader import Reader
    from reports.summary import Before
    from reports.summary.differences import Reason


class OnlyForTheOfficeError(UserError):
    """Differences and their reasons would tell what an audience does not get to see."""

    def __init__(self) -> None:
        super().__init__(
            message(
                "What is different from an earlier report, and why, is told to the office itself only."
            )
        )


@contextmanager
def last_report(reader: Reader, order: SummaryOrder, progress: Progress) -> Iterator[Before | None]:
    """The last report as long as the block lasts; None where the order names none.

    Raises:
        OnlyForTheOfficeError: It is for somebody for whom something is left out.
        NotInHistoryError: There is no such step of the history.
    """
    if not order.since:
        yield None
        return
    if order.audience:
        raise OnlyForTheOfficeError
    from reports.summary import Before

    with then(reader, order.since, progress) as past:
        yield Before(
            day=day_of(reader, order.since),
            head=history_head(past),
            rows=summary_rows(past, _uids(past, order)),
            why=lambda uid: _reasons(reader, uid, order),
        )


def _uids(past: Reader, order: SummaryOrder) -> list[str]:
    """The applications as they were; none where the call was not there yet."""
    try:
        query = asked(past, call_row(past, order.call), order.filter)
    except UnknownCallError:
        return []
    return register.uids(past, query)


def _reasons(reader: Reader, uid: str, order: SummaryOrder) -> Mapping[str, Reason]:
    from reports.summary.differences import Reason

    return {
        path: Reason(why.on, why.operator, why.step.text(order.language), why.reason)
        for path, why in reasons_since(reader, uid, order.since).items()
    }
