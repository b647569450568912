# SPDX-License-Identifier: Apache-2.0
"""Rows of a file beside the register: which are new, which change what, which may be there already."""

from __future__ import annotations

from decimal import Decimal
from itertools import accumulate
from typing import TYPE_CHECKING

from forms.intake.cells.incoming import CellProblem
from forms.intake.compare.among_rows import doubtful_change, problems_among
from forms.intake.compare.differences import differences, with_row
from forms.intake.compare.moved_tables import MovedTables
from forms.intake.compare.preview import Packed, Preview, PreviewRow, Ready, Status
from forms.intake.compare.register import Key, Register, key_of
from forms.intake.compare.understanding import judged
from models.errors import Problem, Severity
from models.language import Listing, message
from models.rules.text import comparable
from models.views.dossiers import answers_of, history_head
from models.views.intake import KnownApplication, known_applications, names_by_code

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    from forms.intake.compare.understanding import Chunk, Rules, Understood
    from models.language import Message
    from models.programme.answers import Answers
    from models.progress import Progress
    from models.reader import Reader
    from models.verbs.entries import Prepared

_AT_ONCE = 400
_READING = message("Reading applications")
_COMPARING = message("Comparing with the register")


def build_preview(
    reader: Reader,
    *,
    path: Path,
    call: str,
    rules: Rules,
    chunks: Iterable[Chunk],
    total: int,
    notes: Sequence[Message] = (),
    progress: Progress,
) -> Preview:
    """Say of each row what would become of it; nothing is written.

    Args:
        call: The id (key) of the call.
        chunks: The rows as `understand_rows` made them, in order.
        total: How many rows there are in all of them.
    """
    with reader.snapshot():
        kept: list[Chunk] = []
        done = 0
        progress.step(done, total, _READING)
        for chunk in chunks:
            kept.append(chunk)
            done += len(chunk.rows)
            progress.step(done, total, _READING)
        sizes = (len(chunk.rows) for chunk in kept[:-1])
        starts = tuple(accumulate(sizes, initial=0))
        entries: Packed[Prepared] = Packed(tuple(chunk.entries for chunk in kept), starts)
        ready = Ready(Packed(tuple(chunk.new for chunk in kept), starts), entries)
        rows = [row for chunk in kept for row in chunk.rows]
        compared = _Comparison(reader, call, rules, rows, entries).rows(progress)
        head = history_head(reader).sequence
        return Preview(path, call, tuple(compared), ready, head, tuple(notes))


_Match = KnownApplication | Problem | None
"""The application that a row is, why it can be none, or that it is a new one."""


class _Comparison:
    """Goes through the rows once; a row is told from those before it as well."""

    def __init__(
        self,
        reader: Reader,
        call: str,
        rules: Rules,
        rows: Sequence[Understood],
        entries: Packed[Prepared],
    ) -> None:
        self._reader, self._rules, self._rows, self._entries = reader, rules, rows, entries
        self._register = Register(call, known_applications(reader))
        self._names = names_by_code(reader, (row.credit_code for row in rows if row.credit_code))
        self._among = problems_among(rows, rules.programme)
        self._moved = MovedTables(rules.programme)
        self._before: dict[str | tuple[Key, str], Understood] = {}

    def rows(self, progress: Progress) -> list[PreviewRow]:
        found: list[PreviewRow] = []
        for start in range(0, len(self._rows), _AT_ONCE):
            progress.step(start, len(self._rows), _COMPARING)
            places = range(start, min(start + _AT_ONCE, len(self._rows)))
            matches = [self._match(self._rows[place]) for place in places]
            uids = {item.uid for item in matches if isinstance(item, KnownApplication)}
            answers = answers_of(self._reader, sorted(uids))
            for place, match in zip(places, matches, strict=True):
                if isinstance(match, KnownApplication):
                    entry = self._entries[place]
                    self._moved.note(place, match.number, entry, answers[match.uid])
                    found.append(self._known(place, match, answers[match.uid]))
                else:
                    found.append(self._new(place, match))
        return self._moved.judged(found)

    def _match(self, row: Understood) -> _Match:
        match: _Match
        if row.number:
            match = self._by_number(row)
            same: str | tuple[Key, str] = row.number
        else:
            key = key_of(row.credit_code, row.applicant, row.title)
            if key is None:
                return None
            match = self._by_key(key, row.variant)
            same = match.number if match else (key, row.variant)
        earlier = self._before.setdefault(same, row)
        return match if earlier is row else _named_twice(row, earlier)

    def _by_number(self, row: Understood) -> _Match:
        found = self._register.by_number.get(row.number)
        if found is None:
            text = message("There is no application {number} in the register", number=row.number)
            fix = message("Correct the number, or leave it empty for a new application.")
            return Problem(Severity.ERROR, "number", text, fix=fix)
        if found.call != self._register.call:
            text = message(
                "The application {number} belongs to another call ({call})",
                number=row.number,
                call=found.call,
            )
            return Problem(Severity.ERROR, "number", text)
        if found.trashed:
            text = message("The application {number} lies in the trash", number=row.number)
            fix = message("Take it out of the trash first, or leave the number empty.")
            return Problem(Severity.ERROR, "number", text, fix=fix)
        if _is_another(row, found):
            text = message(
                "The application {number} is “{title}” of {applicant}; the row is another one",
                number=row.number,
                title=found.title,
                applicant=found.applicant,
            )
            fix = message("Look whether numbers were moved from row to row, and correct them.")
            return Problem(Severity.ERROR, "number", text, fix=fix)
        return found

    def _by_key(self, key: Key, variant: str) -> KnownApplication | None:
        """The one that it surely is; one applicant may apply for two classes with one title."""
        found = [
            item
            for item in self._register.by_key.get(key, ())
            if not variant or not item.variant or item.variant == variant
        ]
        return found[0] if len(found) == 1 else None

    def _known(self, place: int, known: KnownApplication, answers: Answers) -> PreviewRow:
        row, prepared = self._rows[place], self._entries[place]
        programme = answers.programme
        changes = differences(self._rules, prepared, answers)
        if not changes:
            return PreviewRow(
                row.place, Status.SAME, row.title, row.applicant, known.number, known.uid,
                repairs=row.repairs,
            )  # fmt: skip
        after = with_row(programme, prepared, answers)
        refused, problems = judged(self._rules, prepared, after, row.found, row)
        problems = (
            *problems,
            *self._among.get(place, ()),
            *_leaps(row, after, answers),
            *self._other_names(row),
            *self._beyond_first_stage(row, known),
        )
        return PreviewRow(
            row.place,
            Status.REFUSED if refused else Status.CHANGED,
            row.title or known.title,
            row.applicant or known.applicant,
            known.number,
            known.uid,
            changes,
            problems,
            row.repairs,
            recordable=not refused,
        )

    def _new(self, place: int, fault: Problem | None) -> PreviewRow:
        row = self._rows[place]
        problems, refused = (*row.problems, *self._among.get(place, ())), row.refused
        if fault is not None:
            refused = True
            problems = (CellProblem(row.places.get(fault.field, row.place), fault), *problems)
        problems = (*problems, *self._conflicts(row))
        likenesses = (
            () if refused else tuple(self._register.like(row.credit_code, row.applicant, row.title))
        )
        status = Status.DUPLICATE if likenesses else Status.NEW
        return PreviewRow(
            row.place,
            Status.REFUSED if refused else status,
            row.title,
            row.applicant,
            problems=problems,
            repairs=row.repairs,
            likenesses=likenesses,
            recordable=fault is None,
        )

    def _conflicts(self, row: Understood) -> Iterable[CellProblem]:
        """What of the register must be looked at before a row becomes a new application."""
        yield from self._other_names(row)
        key = key_of(row.credit_code, row.applicant, row.title)
        gone = self._register.trashed(key) if key else None
        if gone is not None:
            text = message("The application {number} lies in the trash", number=gone.number)
            fix = message("Take it out of the trash rather than record it once more.")
            problem = Problem(Severity.WARNING, "title", text, fix=fix)
            yield CellProblem(row.places.get("title", row.place), problem)
        other = self._register.elsewhere(row.credit_code, row.title)
        if other is not None:
            text = message(
                "The same applicant has this project in the call {call} too: {number}",
                call=other.call,
                number=other.number,
            )
            found = Problem(Severity.NOTE, "title", text)
            yield CellProblem(row.places.get("title", row.place), found)

    def _beyond_first_stage(
        self, row: Understood, known: KnownApplication
    ) -> Iterable[CellProblem]:
        """Who changes an application that is under way should know it."""
        programme = self._rules.programme
        stage = programme.stages.get(known.stage)
        if stage is not None and known.stage != programme.first_stage:
            text = message(
                "{number} is at the stage “{stage}” already", number=known.number, stage=stage.label
            )
            yield CellProblem(row.place, Problem(Severity.WARNING, "", text))

    def _other_names(self, row: Understood) -> Iterable[CellProblem]:
        """The same code under another name."""
        names = self._names.get(row.credit_code, ())
        if row.applicant and names and comparable(row.applicant) not in map(comparable, names):
            text = message(
                "The credit code {code} is also recorded for: {names}",
                code=row.credit_code,
                names=Listing(names),
            )
            fix = message("Check which name is on the licence; correct it or accept with a reason.")
            rule = "credit_code/other_names"
            conflict = Problem(Severity.WARNING, "credit_code", text, None, fix, rule)
            yield CellProblem(row.places.get("credit_code", row.place), conflict)


def _leaps(row: Understood, after: Answers, before: Answers) -> Iterable[CellProblem]:
    """Amounts that become ten or ten thousand times what they were."""
    for name in row.amounts:
        field = after.programme.fields[name]
        old, new = before.claimed(name), after.claimed(name)
        if isinstance(old, Decimal) and isinstance(new, Decimal):
            text = doubtful_change(field, old, new)
            if text is not None:
                problem = Problem(Severity.WARNING, name, text, rule=name)
                yield CellProblem(row.places.get(name, row.place), problem)


def _is_another(row: Understood, known: KnownApplication) -> bool:
    """Whether a row says another title and another applicant than the application it names."""
    if not row.title or comparable(row.title) == comparable(known.title):
        return False
    if row.credit_code and known.credit_code:
        return row.credit_code != known.credit_code
    return bool(row.applicant) and comparable(row.applicant) != comparable(known.applicant)


def _named_twice(row: Understood, earlier: Understood) -> Problem:
    text = message(
        "The same application stands in row {row} of “{sheet}” already",
        row=earlier.place.row,
        sheet=earlier.place.sheet,
    )
    fix = message("Leave one of the two rows, or tell them apart by their titles.")
    return Problem(Severity.ERROR, "number" if row.number else "title", text, fix=fix)
