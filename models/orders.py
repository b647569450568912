# SPDX-License-Identifier: Apache-2.0
"""What somebody asks to go out, as plain values.

The window fills orders in, commands read them from options, the ledger keeps them as JSON; what they
made is made again from them.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass, fields
from enum import StrEnum
from typing import TYPE_CHECKING, Any, ClassVar, TypeAlias, TypeVar

from models.language import Language

if TYPE_CHECKING:
    from collections.abc import Mapping


class Edition(StrEnum):
    """What a packet is made for; the values are those of `--edition`."""

    READING = "reading"
    """On a screen: small."""
    PRINT = "print"
    """On paper, both sides: parts begin on right pages, the binding edge is wider."""
    ARCHIVE = "archive"
    """For keeping: PDF/A-3b with the originals embedded."""


FontChoice: TypeAlias = tuple[str, str, str]
"""A font of the office's machine that sets a paper: its role, its name, the SHA-256 of its file."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """What every order says.

    Attributes:
        kind: Names the order in the ledger.
        words: The fields that hold words of users, which may name somebody who has to be erased some
            day; the ledger can let go of them.
        language: Of what is made.
    """

    kind: ClassVar[str] = ""
    words: ClassVar[frozenset[str]] = frozenset()
    language: Language


@dataclass(frozen=True, slots=True, kw_only=True)
class PacketOrder(Order):
    """The packets of applications.

    Attributes:
        applications: Their uids, in order.
        audience: Whom they are for; empty for the office itself, from whom nothing is hidden.
        parts: The ids of the parts, in order; empty for those of the programme or the office.
        withhold: Words that tell whose application it is and stand in no field; they are taken out
            of all texts as well.
        names: The pattern by which files are named in a folder.
        fonts: Those of the office's machine that set it; the others are bundled.
    """

    kind: ClassVar[str] = "packet"
    words: ClassVar[frozenset[str]] = frozenset({"withhold"})
    applications: tuple[str, ...]
    audience: str = ""
    edition: Edition = Edition.READING
    parts: tuple[str, ...] = ()
    withhold: tuple[str, ...] = ()
    names: str = "{number} {applicant} {title}"
    fonts: tuple[FontChoice, ...] = ()


BOOK_SORT = "direction,number"


@dataclass(frozen=True, slots=True, kw_only=True)
class BookOrder(Order):
    """The packets of a call as one book.

    Attributes:
        call: Its uid.
        applications: Their uids, in order; empty for all of the call, sorted by `sort`.
        sort: Names of facts with commas between; the first is in front.
        dividers: Where the first fact of `sort` changes, a page says which it is from there.
        front, back: Texts of the office before and after the packets.
        audience, edition, parts, withhold: As of `PacketOrder`.
    """

    kind: ClassVar[str] = "book"
    call: str
    applications: tuple[str, ...] = ()
    sort: str = BOOK_SORT
    dividers: bool = True
    front: str = ""
    back: str = ""
    audience: str = ""
    edition: Edition = Edition.READING
    parts: tuple[str, ...] = ()
    withhold: tuple[str, ...] = ()

    def packets(self, applications: tuple[str, ...]) -> PacketOrder:
        """The order for the packets of some of its applications."""
        return PacketOrder(
            applications=applications,
            language=self.language,
            audience=self.audience,
            edition=self.edition,
            parts=self.parts,
            withhold=self.withhold,
        )


class SummaryPaper(StrEnum):
    """What is made of a call; the values are those of `--kind`."""

    SUMMARY = "summary"
    """The list that is sealed and sent, with all that its numbers are made of."""
    BRIEFING = "briefing"
    """One page for the director."""
    PUBLICITY = "publicity"
    """The list for publicity alone."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SummaryOrder(Order):
    """The summary of a call.

    Attributes:
        call: Its uid.
        form: What is made, by the end of its file name: xlsx or pdf.
        paper: What is made of it.
        columns: The columns of the list, by field id; empty for those of the definition.
        group_by: The dimension by which the list is grouped; empty for none.
        crosses: The cross tables, each by two or three dimensions; empty for the usual ones.
        filter: Which applications it takes, as `models.views.asking` reads it; empty for all.
        since: The last step of the history that the report knew with which it is compared; 0 for
            none.
        audience: Whom it is for; empty for the office itself, from whom nothing is hidden.
        begins, ends: The first and the last day of publicity (公示期), as ISO dates; empty for the day
            on which the list is made, and for as many working days as its stage has.
    """

    kind: ClassVar[str] = "summary"
    words: ClassVar[frozenset[str]] = frozenset({"filter"})
    call: str
    form: str
    paper: SummaryPaper = SummaryPaper.SUMMARY
    columns: tuple[str, ...] = ()
    group_by: str = ""
    crosses: tuple[tuple[str, ...], ...] = ()
    filter: str = ""
    since: int = 0
    audience: str = ""
    begins: str = ""
    ends: str = ""


class ExportForm(StrEnum):
    """As what the data go to other programs; the values are those of `--format`."""

    JSON = "json"
    CSV = "csv"
    FOLDERS = "folders"
    """The attachments, in folders named by rule."""


ATTACHMENT_NAMES = "{number} {applicant}/{slot}/{file}"


@dataclass(frozen=True, slots=True, kw_only=True)
class ExportOrder(Order):
    """The data of applications for other programs.

    Attributes:
        call: Its uid.
        applications: Their uids, in order; empty for all of the call, by number.
        names: The pattern by which the files of `FOLDERS` are named, folders parted by /.
    """

    kind: ClassVar[str] = "export"
    call: str
    form: ExportForm
    applications: tuple[str, ...] = ()
    names: str = ATTACHMENT_NAMES


@dataclass(frozen=True, slots=True, kw_only=True)
class LetterOrder(Order):
    """A letter about the applications of a call, with its annexes.

    Attributes:
        call: Its uid.
        letter: The id that the programme gives it.
        number: The document number (发文字号), as printed; empty for none.
        dated: The day that it bears (成文日期), as ISO date; empty for the day on which it is made.
        fonts: Those of the office's machine that set it; the others are bundled.
    """

    kind: ClassVar[str] = "letter"
    call: str
    letter: str
    number: str = ""
    dated: str = ""
    fonts: tuple[FontChoice, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class FormOrder(Order):
    """A form of somebody else's, filled: the ministry's workbook, an office's Word form.

    Attributes:
        call: Its uid.
        application: The uid of the one that the form is about; empty for a list of the call.
        form: The key of the form, for people.
        name: The name of the empty form; what is made ends as it does.
        sha256: Of the empty form, whose bytes lie among the attachments.
        mapping: What goes where (`models.filling`).
        accept: Values that do not fit the form are written too.
    """

    kind: ClassVar[str] = "form"
    call: str
    application: str = ""
    form: str = ""
    name: str
    sha256: str
    mapping: Mapping[str, Any]
    accept: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class ApplicationFormOrder(Order):
    """The application form of one application in Word, for those who must edit it.

    Attributes:
        application: Its uid.
    """

    kind: ClassVar[str] = "application-form"
    application: str


_ORDERS: tuple[type[Order], ...] = (
    PacketOrder,
    BookOrder,
    SummaryOrder,
    ExportOrder,
    FormOrder,
    LetterOrder,
    ApplicationFormOrder,
)

_Any = TypeVar("_Any", bound=Order)


def words_of(kind: str) -> frozenset[str]:
    """The fields of a kind of order that hold words of users."""
    return next((order.words for order in _ORDERS if order.kind == kind), frozenset())


def order_to_json(order: Order) -> dict[str, Any]:
    """An order as JSON keeps it; `kind` says which."""
    return {"kind": order.kind, **asdict(order)}


def order_from_json(stored: Mapping[str, Any]) -> Order:
    """The order that `order_to_json` made; keys that this program does not know are left out.

    Raises:
        KeyError: There is no such kind.
        TypeError: A value that it needs is missing.
        ValueError: A value is none that this program knows.
    """
    kinds = {order.kind: order for order in _ORDERS}
    return _read(kinds[stored["kind"]], stored)


def _read(order: type[_Any], stored: Mapping[str, Any]) -> _Any:
    known = [item for item in fields(order) if item.name in stored]
    return order(**{item.name: _as(str(item.type), stored[item.name]) for item in known})


def _as(kind: str, value: Any) -> Any:
    return _ENUMS[kind](value) if kind in _ENUMS else _frozen(value)


_ENUMS: Mapping[str, type[StrEnum]] = {
    kind.__name__: kind for kind in (Language, Edition, SummaryPaper, ExportForm)
}


def _frozen(value: Any) -> Any:
    return tuple(map(_frozen, value)) if isinstance(value, list) else value
