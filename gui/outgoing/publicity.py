# SPDX-License-Identifier: Apache-2.0
"""The days of publicity (公示期), and where objections go: a list for publicity says both."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from models.errors import UserError
from models.language import message
from models.orders import SummaryPaper
from models.views import dossiers

if TYPE_CHECKING:
    from models.orders import SummaryOrder
    from models.programme.schema import Programme
    from models.reader import Reader
    from reports.summary import Frame


class PublicityDaysError(UserError):
    """The last day is before the first."""

    def __init__(self, begins: date, ends: date) -> None:
        super().__init__(
            message(
                "Publicity cannot end on {ends}, before it begins on {begins}.",
                begins=begins,
                ends=ends,
            )
        )


class NoLastDayError(UserError):
    """Nobody says how long publicity takes."""

    def __init__(self, stage: str) -> None:
        super().__init__(
            message(
                "The programme does not say how many working days the stage {stage} takes; say the last"
                " day of publicity (--ends).",
                stage=stage,
            )
        )


class NoContactError(UserError):
    """A list for publicity says where objections go, and nobody can be reached."""

    def __init__(self) -> None:
        super().__init__(
            message(
                "A list for publicity must say where objections go. Enter the contact and the telephone"
                " of the office first: xiandao office DIR --contact NAME --phone NUMBER."
            )
        )


def publicity_days(
    reader: Reader, order: SummaryOrder, programme: Programme, day: date
) -> tuple[date | None, date | None]:
    """The first and the last day of publicity; none in a summary whose order does not name them.

    Raises:
        PublicityDaysError: The last day is before the first.
        NoLastDayError: Neither order nor programme says how long it takes.
    """
    publicity = programme.publicity
    asked = order.paper is SummaryPaper.PUBLICITY or order.begins or order.ends
    if publicity is None or not asked:
        return None, None
    begins = date.fromisoformat(order.begins) if order.begins else day
    if order.ends:
        ends = date.fromisoformat(order.ends)
        if ends < begins:
            raise PublicityDaysError(begins, ends)
        return begins, ends
    stage = programme.stages[publicity.stages[0]]
    if stage.days is None:
        raise NoLastDayError(stage.label.text(order.language))
    return begins, dossiers.calendar(reader).add(begins - timedelta(days=1), stage.days)


def need_contact(frame: Frame) -> None:
    """See to it that the list says where objections go.

    Raises:
        NoContactError: There is neither a telephone nor a line of the office's own.
    """
    office, of_call = frame.office, frame.call.contact
    own = office.paper.letter.contact
    if not own and not any(map(str.isdigit, f"{of_call}{office.contact}{office.phone}")):
        raise NoContactError
