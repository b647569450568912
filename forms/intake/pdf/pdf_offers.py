# SPDX-License-Identifier: Apache-2.0
"""What a PDF with text says about the fields of an application; offered, never taken in silence.

A stamped PDF is the same form once more, and tells how something looks rather than what it means: a
label, and the words at its right or below it. So each answer says where it was read and how sure it is,
and a person decides. Repeating tables and series are not offered.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from enum import StrEnum
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from forms.intake.cells.takers import take
from forms.intake.cells.units import unit_in_heading
from forms.intake.files.word.ticks import has_boxes
from forms.intake.files.word.words import words
from forms.intake.pdf.pdf_text import Piece, in_reading_order, pages_of
from forms.intake.tables.headings import forms, names_of
from models.errors import UserError
from models.language import message
from models.programme.schema import FieldType
from models.programme.values import understand
from models.progress import NoProgress

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from pathlib import Path

    from forms.intake.files.word.words import Words
    from forms.intake.tables.headings import Names
    from models.language import Message
    from models.programme.schema import FormField, Programme
    from models.programme.vocabulary import Vocabulary
    from models.progress import Progress

_LINE_GAP = 0.9
"""Lines that are closer than so many heights belong to one answer."""

_INDENT = 2.5
"""The first line of a paragraph begins so many heights further right."""

_BELOW = 2.5
_NOT_OFFERED = frozenset({FieldType.TABLE, FieldType.HEADING, FieldType.SERIES})
_CHOSEN = frozenset(
    {FieldType.CHOICE, FieldType.CHOICES, FieldType.TERM, FieldType.TERMS, FieldType.BOOLEAN},
)
_LIKE_A_LABEL = 0.9
_HEADER = 3
"""A line of so many labels is the header of a list."""

_FOOTER = 3
"""So many pieces may stand in the footer of a page."""

_CHAPTER = re.compile(r"^第?[一二三四五六七八九十]{1,3}[、.．章]")
_COLON = re.compile("[：:]")


class ScannedPdfError(UserError):
    """The PDF holds pictures of pages and no text."""

    def __init__(self, name: str) -> None:
        super().__init__(
            message(
                "{name} is a scan: its pages are pictures without text, so nothing can be read from"
                " it. Ask for the file from which it was printed, or compare it by eye.",
                name=name,
            ),
        )


class Sureness(StrEnum):
    """How sure it is that a text is the answer to a field."""

    SURE = "sure"
    LIKELY = "likely"
    DOUBTFUL = "doubtful"

    @property
    def label(self) -> Message:
        """How it is called."""
        return _SURENESS[self]


_SURENESS: Mapping[Sureness, Message] = {
    Sureness.SURE: message("sure"),
    Sureness.LIKELY: message("likely"),
    Sureness.DOUBTFUL: message("doubtful"),
}


@dataclass(frozen=True, slots=True)
class Offer:
    """What a PDF says about a field.

    Attributes:
        field: The id of the field.
        label: What it is called in the PDF.
        text: What stands there.
        value: What `models.programme.values.understand` takes.
        page: From 1.
    """

    field: str
    label: str
    text: str
    value: Any
    page: int
    sureness: Sureness


@dataclass(frozen=True, slots=True)
class Offers:
    """All that a PDF says.

    Attributes:
        offers: In the order of the form; a field may come more than once where the PDF says different
            things.
        silent: The pages without text, from 1.
    """

    offers: tuple[Offer, ...]
    silent: tuple[int, ...]


def read_offers(
    path: Path,
    programme: Programme,
    vocabularies: Mapping[str, Vocabulary],
    *,
    name: str = "",
    progress: Progress | None = None,
) -> Offers:
    """Look for the fields of a programme in a PDF.

    Args:
        name: What the file is called in messages, where it is kept under another name.

    Raises:
        CannotReadError, LockedPdfError, DamagedPdfError: It cannot be read.
        ScannedPdfError: No page has text.
        CancelledError: The user stopped it.
    """
    called = name or path.name
    silent: list[int] = []
    found: list[Offer] = []
    labels = names_of(programme)
    known = words([name for field in programme.fields.values() for name in _labels(field)])
    number = 0
    for number, pieces in enumerate(pages_of(path, progress or NoProgress(), name=called), start=1):
        if not pieces:
            silent.append(number)
            continue
        page = _Page(pieces, labels, known, programme, vocabularies)
        found += (_offer(answer, number, programme, vocabularies) for answer in page.answers())
    if len(silent) == number:
        raise ScannedPdfError(called)
    return Offers(tuple(_in_order(found, programme)), tuple(silent))


def _labels(field: FormField) -> tuple[str, str]:
    return field.label.zh, field.label.en


@dataclass(frozen=True, slots=True)
class _Answer:
    field: str
    label: str
    text: str
    sureness: Sureness


@dataclass(frozen=True, slots=True)
class _Label:
    """A label on a page: the piece that it is, or the two that it was broken into."""

    field: str
    piece: Piece
    parts: tuple[Piece, ...]
    value: str | None = None
    alias: bool = False


class _Page:
    """A page on which labels were found."""

    def __init__(
        self,
        pieces: Sequence[Piece],
        names: Names,
        known: Words,
        programme: Programme,
        vocabularies: Mapping[str, Vocabulary],
    ) -> None:
        self.pieces = pieces
        self.names, self.words = names, known
        self.programme, self.vocabularies = programme, vocabularies
        self.labels = list(self._find_labels())
        self.taken = {id(part) for label in self.labels for part in label.parts}

    def answers(self) -> Iterable[_Answer]:
        """The answers beside or below the labels."""
        for label in self.labels:
            if label.value is not None:
                text, sureness = label.value, Sureness.SURE
            else:
                text, sureness = self._beside(label) or self._below(label.piece)
            answer = self.words.answer(text)
            if not answer:
                continue
            if label.alias and sureness is Sureness.SURE:
                sureness = Sureness.LIKELY
            yield _Answer(label.field, label.piece.text, answer, sureness)

    def _find_labels(self) -> Iterable[_Label]:
        used: set[int] = set()
        for place, piece in enumerate(self.pieces):
            if id(piece) in used:
                continue
            found = self._label_at(place)
            if found is not None:
                used |= {id(part) for part in found.parts}
                yield found

    def _label_at(self, place: int) -> _Label | None:
        piece = self.pieces[place]
        colon = _COLON.search(piece.text)
        if colon is not None and piece.text[colon.end() :].strip():
            said = piece.text[colon.end() :]
            found = self._named(piece.text[: colon.start()], piece, (piece,), said)
            if found is not None:
                return found
        found = self._named(piece.text, piece, (piece,))
        if found is not None:
            return found
        spread = self._spread(place)
        return self._named_of(spread) or self._named_of(self._over(piece))

    def _named_of(self, parts: Sequence[Piece]) -> _Label | None:
        if len(parts) < 2:  # noqa: PLR2004 - one piece was looked at
            return None
        whole = parts[0]
        for part in parts[1:]:
            whole = whole.joined(part)
        return self._named(whole.text, whole, tuple(parts))

    def _named(
        self, text: str, piece: Piece, parts: tuple[Piece, ...], value: str | None = None
    ) -> _Label | None:
        if _CHAPTER.match(text):
            return None
        label = self.words.label(text)
        meant = [
            target
            for target in self.names.meant(label)
            if target in self.programme.fields
            and self.programme.fields[target].type not in _NOT_OFFERED
        ]
        if not meant or not label:
            return None
        exact = any(form in self.names.labels for form in forms(label))
        return _Label(meant[0], replace(piece, text=text), parts, value, not exact)

    def _spread(self, place: int) -> list[Piece]:
        """Single characters on one line, as in 姓    名."""
        run: list[Piece] = []
        for piece in self.pieces[place : place + 8]:
            if len(piece.text) > 1 or (run and not run[-1].beside(piece)):
                break
            run.append(piece)
        return run

    def _over(self, piece: Piece) -> list[Piece]:
        """A piece and the one right below it: a label that was broken into two lines."""
        for other in self.pieces:
            gap = piece.bottom - other.top
            apart = -_LINE_GAP * piece.height / 2 < gap < _LINE_GAP * piece.height
            if other is not piece and apart and other.middle < piece.bottom and _over(piece, other):
                return [piece, other]
        return []

    def _beside(self, label: _Label) -> tuple[str, Sureness] | None:
        """What stands at the right of a label, up to the next one."""
        at = label.piece
        right = [
            piece
            for piece in self.pieces
            if piece.left >= at.right - 1
            and at.bottom - 1 < piece.middle < at.top + 1
            and piece.text.strip(" ：:")
        ]
        right = sorted(right, key=lambda piece: piece.left)
        if not right or id(right[0]) in self.taken:
            return None
        first = right[0]
        if self._is_like_label(first) and not self._is_answer(label.field, first):
            return None
        taken = [first]
        for piece in right[1:]:
            if id(piece) in self.taken or not has_boxes(taken[-1].text + piece.text):
                break
            taken.append(piece)
        if len(taken) > 1:
            return " ".join(piece.text for piece in taken), Sureness.SURE
        lines = self._lines_with(first)
        return _flowing(lines).lstrip("：: "), self._sureness(lines, Sureness.SURE)

    def _is_like_label(self, piece: Piece) -> bool:
        return self.words.likeness(piece.text) >= _LIKE_A_LABEL

    def _is_answer(self, field_id: str, piece: Piece) -> bool:
        """Whether a text that could be a label is one of the answers that a field offers."""
        field = self.programme.fields[field_id]
        if field.type not in _CHOSEN:
            return False
        return not understand(field, piece.text, self.vocabularies).as_typed

    def _lines_with(self, first: Piece) -> list[Piece]:
        """The lines of an answer of several: those right above and below with nothing before them."""
        found = [first]
        for step in (-1, 1):
            at = first
            while True:
                near = [piece for piece in self.pieces if self._continues(at, piece, step)]
                if not near:
                    break
                at = near[0]
                found.append(at)
        return in_reading_order(found)

    def _continues(self, at: Piece, piece: Piece, step: int) -> bool:
        gap = (piece.bottom - at.top) if step < 0 else (at.bottom - piece.top)
        if piece is at or not -_LINE_GAP * at.height / 2 < gap < _LINE_GAP * at.height:
            return False
        if (piece.middle - at.middle) * step >= 0 or abs(
            piece.left - at.left
        ) > _INDENT * at.height:
            return False
        before = (other for other in self.pieces if other.left < piece.left - 1)
        return id(piece) not in self.taken and not any(piece.beside(other) for other in before)

    def _below(self, label: Piece) -> tuple[str, Sureness]:
        """What stands right below a label, where no list begins there."""
        nearest = self._nearest_below(label)
        if nearest is None or id(nearest) in self.taken or self._is_like_label(nearest):
            return "", Sureness.DOUBTFUL
        line = [piece for piece in self.pieces if piece.beside(label)]
        listed = sum(map(self._is_like_label, line)) >= _HEADER
        if listed and self._nearest_below(nearest):
            return "", Sureness.DOUBTFUL
        lines = self._lines_with(nearest)
        sureness = Sureness.DOUBTFUL if listed else self._sureness(lines, Sureness.LIKELY)
        return _flowing(lines), sureness

    def _sureness(self, lines: Sequence[Piece], of_one: Sureness) -> Sureness:
        """How sure lines are: several may be of two answers, and the last of a page may go on."""
        if len(lines) == 1:
            return of_one
        below = sum(piece.middle < lines[-1].bottom for piece in self.pieces)
        return Sureness.DOUBTFUL if below <= _FOOTER else Sureness.LIKELY

    def _nearest_below(self, upper: Piece) -> Piece | None:
        below = [
            piece
            for piece in self.pieces
            if -upper.height / 2 < upper.bottom - piece.top < _BELOW * upper.height
            and piece.middle < upper.bottom
            and _over(upper, piece)
        ]
        return max(below, key=lambda piece: piece.middle) if below else None


def _flowing(lines: Sequence[Piece]) -> str:
    """Lines as one text: one that reaches to the edge goes on in the next."""
    edge = max(line.right for line in lines)
    text = lines[0].text
    for line, following in pairwise(lines):
        ended = line.right < edge - 1.5 * line.height or following.left > line.left + line.height
        text += f"\n{following.text}" if ended else following.text
    return text


def _over(upper: Piece, lower: Piece) -> bool:
    """Whether two pieces stand one over the other."""
    shared = min(upper.right, lower.right) - max(upper.left, lower.left)
    return shared > min(upper.right - upper.left, lower.right - lower.left) / 2


def _offer(
    answer: _Answer,
    page: int,
    programme: Programme,
    vocabularies: Mapping[str, Vocabulary],
) -> Offer:
    field = programme.fields[answer.field]
    unit = unit_in_heading(answer.label)[1]
    taken = take(field, answer.text, vocabularies, unit=unit)
    value = answer.text if taken.value is None else taken.value
    sureness = answer.sureness
    if taken.problems or understand(field, value, vocabularies).as_typed:
        sureness = Sureness.DOUBTFUL
    label = " ".join(answer.label.split())
    return Offer(answer.field, label, answer.text, value, page, sureness)


def _in_order(offers: Iterable[Offer], programme: Programme) -> Iterable[Offer]:
    """Each answer once, in the order of the form; doubtful ones only where there are no better.

    Different answers to one field are never sure.
    """
    by_field: dict[str, dict[str, Offer]] = {}
    for offer in offers:
        there = by_field.setdefault(offer.field, {})
        key = str(offer.value)
        if key not in there or there[key].sureness is not Sureness.SURE is offer.sureness:
            there[key] = offer
    for field in programme.fields:
        every = by_field.get(field, {}).values()
        better = [offer for offer in every if offer.sureness is not Sureness.DOUBTFUL]
        different = better or list(every)
        for offer in different:
            lowered = len(different) > 1 and offer.sureness is Sureness.SURE
            yield replace(offer, sureness=Sureness.LIKELY) if lowered else offer
