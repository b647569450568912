# SPDX-License-Identifier: Apache-2.0
"""The book of a call: its packets into a folder beside it, then bound; stopped, it goes on there."""

from __future__ import annotations

import json
import shutil
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from gui.outgoing.audiences import Passing
from gui.outgoing.exports import refuse_others
from gui.outgoing.made import BookNameError, Printed
from models.errors import UserError
from models.language import Message, message, plural
from models.made_with import made_with
from models.orders import Edition, order_to_json
from models.programme.display import display
from models.storage.files import FileExistsAlreadyError, written_aside
from models.storage.folders import FolderNotEmptyError
from models.views import dossiers, register
from models.views.find import application_rows, call_row
from models.views.paper import office_paper

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from datetime import date
    from pathlib import Path

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
    groups = _groups(reader, order, uids)
    if groups and not order.applications:
        uids = tuple(sorted(uids, key=lambda uid: groups[uid].place))
    passing = Passing(order.packets(uids))
    parts = parts_named(order.parts or office_paper(reader).packet.parts)
    passing.check([part.id for part in parts], [part.label for part in parts])
    work = _Work.at(out, order, reader, day)
    lost = _set_missing(reader, order, uids, work, passing, parts, day, progress)
    items = _items(uids, work, groups if order.dividers else {}, _first_fact(order))
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


@dataclass(frozen=True, slots=True)
class _Work:
    """The folder in which the packets of an unfinished book lie, and what is known of each."""

    folder: Path

    @classmethod
    def at(cls, out: Path, order: BookOrder, reader: Reader, day: date) -> _Work:
        """That of a book; what was begun for another book, or over another register, is dropped."""
        work = cls(out.with_name(out.name + _UNFINISHED))
        head = dossiers.history_head(reader)
        begun = {
            "order": order_to_json(order),
            "day": day.isoformat(),
            "head": [head.sequence, head.hash],
            "made_with": made_with(),
        }
        kept = work.folder / _ORDER
        if work.folder.exists():
            if not kept.is_file() and any(work.folder.iterdir()):
                raise FolderNotEmptyError(work.folder)
            if _read(kept) == json.loads(json.dumps(begun)):
                return work
            work.remove()
        _write(kept, begun)
        return work

    def facts(self, uid: str) -> dict[str, str] | None:
        """What is known of a packet that is there; None where it is not."""
        found = _read(self.folder / f"{uid}.json")
        if not isinstance(found, dict) or not (self.folder / found["file"]).is_file():
            return None
        return found

    def note(self, uid: str, facts: dict[str, str]) -> None:
        """Note what a packet is of; it counts once its file is there."""
        _write(self.folder / f"{uid}.json", facts)

    def remove(self) -> None:
        """Remove all of it."""
        shutil.rmtree(self.folder, ignore_errors=True)


def _read(path: Path) -> Any:
    try:
        return json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None


def _write(path: Path, value: Any) -> None:
    with written_aside(path, replace=True) as aside:
        aside.write_text(json.dumps(value, ensure_ascii=False), encoding="utf-8")


def _set_missing(
    reader: Reader,
    order: BookOrder,
    uids: Sequence[str],
    work: _Work,
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


def _noting(found: Iterable[Dossier], work: _Work, language: Language) -> Iterator[Dossier]:
    from reports.packet import file_name

    for dossier in found:
        facts = {
            "file": file_name(dossier, "{number}", language),
            "number": dossier.number,
            "title": " ".join(dossier.title.split()),
            "applicant": " ".join(dossier.applicant.split()),
            "hides": ",".join(fact for fact in _GROUPS if dossier.withholds(fact)),
        }
        work.note(dossier.uid, facts)
        yield dossier


def _items(
    uids: Sequence[str], work: _Work, groups: Mapping[str, _Group], fact: str
) -> list[BookItem]:
    """The packets in their order; a fact that whoever it is for does not get to see divides nothing."""
    from reports.book import BookItem

    found = []
    for uid in uids:
        facts = work.facts(uid)
        assert facts is not None
        group = groups[uid].title if groups and fact not in facts["hides"].split(",") else ""
        named = (facts["number"], facts["title"], facts["applicant"])
        found.append(BookItem(work.folder / facts["file"], *named, group))
    return found


_TERMS = frozenset({"direction", "product"})
_GROUPS = _TERMS | {"region", "variant", "stage"}


@dataclass(frozen=True, slots=True)
class _Group:
    """Under which heading an application stands, and the place of that heading in the book."""

    place: int
    title: str


def _groups(reader: Reader, order: BookOrder, uids: Sequence[str]) -> dict[str, _Group]:
    """The groups by the first fact of the order, by application; none where it does not group.

    Directions and products stand in the order of their notice, sub-fields with what they belong to;
    other groups as the list sorts them.
    """
    fact = _first_fact(order)
    if fact not in _GROUPS:
        return {}
    found: dict[str, _Group] = {}
    places: dict[str, int] = {}
    for row in application_rows(reader, uids):
        rank, title = _named(reader, row, fact, order.language)
        places.setdefault(title, len(places))
        found[row.uid] = _Group(places[title] if rank is None else rank, title)
    return found


def _first_fact(order: BookOrder) -> str:
    return order.sort.partition(",")[0].strip().removeprefix("-")


def _named(reader: Reader, row: Any, fact: str, language: Language) -> tuple[int | None, str]:
    """The official place of a value, if it has one, and what it is called."""
    programme = reader.library.programme(row.definition_uid)
    vocabularies = reader.library.vocabularies(row.definition_uid)
    value, field = getattr(row, fact), programme.fields.get(fact)
    none = message("Without one").text(language)
    if fact == "stage":
        return list(programme.stages).index(value), programme.stages[value].label.text(language)
    if fact in _TERMS and field is not None:
        vocabulary = vocabularies[field.vocabulary or ""]
        roots = [term.id for term in vocabulary.roots()]
        root = vocabulary.root_of(value or "")
        rank = roots.index(root) if root in roots else len(roots)
        return rank, vocabulary.label_of(root).text(language) or none
    return None, (display(field, value, language, vocabularies) if field else "") or none
