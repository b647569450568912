# SPDX-License-Identifier: Apache-2.0
"""The book of a call: its packets into a folder beside it, then bound; stopped, it goes on there."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from gui.outgoing.audiences import Passing
from gui.outgoing.book_groups import GROUPING, groups_by
from gui.outgoing.book_work import BookWork
from gui.outgoing.exports import refuse_others
from gui.outgoing.made import BookNameError, Printed
from models.errors import UserError
from models.language import Message, message, plural
from models.orders import Edition
from models.storage.files import FileExistsAlreadyError
from models.views import dossiers, register
from models.views.find import call_row
from models.views.paper import office_paper

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from datetime import date
    from pathlib import Path

    from gui.outgoing.book_groups import Group
    from models.dossier import Dossier
    from models.language import Language
    from models.orders import BookOrder
    from models.progress import Progress
    from models.reader import Reader
    from reports.book import BookItem

_UNFINISHED = ".unfinished"
_ORDER = "order.json"


class ArchiveBookError(UserError):
    """An archive holds each application by itself."""

    def __init__(self) -> None:
        super().__init__(
            message(
                "A book is for reading or for printing. For the archive, print the packets: each"
                " holds its own originals."
            )
        )


class IncompleteBookError(UserError):
    """Some packets cannot be made, and a book without them would miss applications."""

    def __init__(self, failures: Sequence[tuple[str, Message]]) -> None:
        number, why = failures[0]
        super().__init__(
            plural(
                "The book was not made, since {n} packet cannot be: {number}: {why} The others are"
                " kept; make the book again once this is mended.",
                "The book was not made, since {n} packets cannot be, the first {number}: {why} The"
                " others are kept; make the book again once this is mended.",
                n=len(failures),
                number=number,
                why=why,
            )
        )


def make_book(
    reader: Reader,
    order: BookOrder,
    out: Path,
    *,
    day: date,
    replace: bool = False,
    progress: Progress,
) -> Printed:
    """Make the book of a call.

    The packets lie in `out` with `.unfinished` at its end until the book is whole: whoever makes the
    same book of the same register again, the same day, goes on with what is there.

    Raises:
        ArchiveBookError: The archive edition was asked for.
        IncompleteBookError: A packet cannot be made.
    """
    from reports.book import BookFrame, bind
    from reports.packet import parts_named

    if order.edition is Edition.ARCHIVE:
        raise ArchiveBookError
    if out.suffix.lower() != ".pdf":
        raise BookNameError(out)
    if out.exists() and not replace:
        raise FileExistsAlreadyError(out)
    call = call_row(reader, order.call)
    uids = order.applications or tuple(
        register.uids(reader, register.Query(call=call.uid, sort=order.sort))
    )
    if not uids:
        raise EmptyBookError(call.title)
    refuse_others(reader, order.applications, call)
    fact = _first_fact(order)
    groups = groups_by(fact, reader, uids, order.language)
    directions = groups_by("direction", reader, uids, order.language)
    if groups and not order.applications:
        uids = tuple(sorted(uids, key=lambda uid: groups[uid].place))
    passing = Passing(order.packets(uids))
    parts = parts_named(order.parts or office_paper(reader).packet.parts)
    passing.check([part.id for part in parts], [part.label for part in parts])
    work = BookWork.at(out, order, reader, day)
    lost = _set_missing(reader, order, uids, work, passing, parts, day, progress)
    divided = groups if order.dividers else {}
    headings = _Headings(fact, divided, directions)
    items = [_item(uid, work, headings) for uid in uids]
    facts = dossiers.call_facts(call)
    frame = BookFrame(
        office=dossiers.office_facts(reader).name,
        title=facts.title,
        notice=facts.notice,
        head=dossiers.history_head(reader).short,
        day=day,
        language=order.language,
        front=order.front,
        back=order.back,
        two_sided=order.edition is Edition.PRINT,
        index=any(item.applicant for item in items),
        directions=_headings(directions, items, is_divided=bool(divided) and fact == "direction"),
    )
    bound = bind(items, out, frame, replace=replace, progress=progress)
    work.remove()
    return Printed(
        (bound.path,),
        bound.pages,
        lost=tuple(dict.fromkeys((*lost, *bound.lost))),
        taken=tuple(passing.taken),
        left=tuple(passing.left),
    )


class EmptyBookError(UserError):
    """There is nothing to make a book of."""

    def __init__(self, call: str) -> None:
        super().__init__(
            message("The call {call} has no application, so there is no book of it.", call=call)
        )


def _set_missing(
    reader: Reader,
    order: BookOrder,
    uids: Sequence[str],
    work: BookWork,
    passing: Passing,
    parts: Any,
    day: date,
    progress: Progress,
) -> tuple[str, ...]:
    """Set the packets that are not there yet; the code points that no font has come back."""
    from reports.packet import write_packets

    missing = [uid for uid in uids if work.facts(uid) is None]
    found = passing.through(dossiers.dossiers(reader, missing, today=day))
    many = write_packets(
        _noting(found, work, order.language),
        work.folder,
        language=order.language,
        edition=order.edition,
        total=len(missing),
        parts=parts,
        name_pattern="{number}",
        replace=True,
        progress=progress,
    )
    if many.failures:
        raise IncompleteBookError(many.failures)
    return tuple(dict.fromkeys(code for item in many.written for code in item.lost))


def _noting(found: Iterable[Dossier], work: BookWork, language: Language) -> Iterator[Dossier]:
    from reports.packet import file_name

    for dossier in found:
        facts = {
            "file": file_name(dossier, "{number}", language),
            "number": dossier.number,
            "title": " ".join(dossier.title.split()),
            "applicant": " ".join(dossier.applicant.split()),
            "hides": ",".join(fact for fact in GROUPING if dossier.withholds(fact)),
        }
        work.note(dossier.uid, facts)
        yield dossier


@dataclass(frozen=True, slots=True)
class _Headings:
    """Under which headings applications stand: by the fact that divides the book, and by direction."""

    fact: str
    divided: Mapping[str, Group]
    directions: Mapping[str, Group]


def _item(uid: str, work: BookWork, headings: _Headings) -> BookItem:
    """A packet; what whoever the book is for does not get to see neither divides nor indexes it."""
    from reports.book import BookItem

    facts = work.facts(uid)
    assert facts is not None
    hidden = facts["hides"].split(",")

    def heading(fact: str, groups: Mapping[str, Group]) -> str:
        return groups[uid].title if groups and fact not in hidden else ""

    return BookItem(
        path=work.folder / facts["file"],
        number=facts["number"],
        title=facts["title"],
        applicant=facts["applicant"],
        group=heading(headings.fact, headings.divided),
        direction=heading("direction", headings.directions),
    )


def _headings(
    directions: Mapping[str, Group], items: Sequence[BookItem], *, is_divided: bool
) -> tuple[str, ...]:
    """The directions in the order of their notice, for an index; none where they divide the book."""
    if is_divided:
        return ()
    shown = {item.direction for item in items} - {""}
    ordered = sorted({(group.place, group.title) for group in directions.values()})
    return tuple(title for _, title in ordered if title in shown)


def _first_fact(order: BookOrder) -> str:
    return order.sort.partition(",")[0].strip().removeprefix("-")
