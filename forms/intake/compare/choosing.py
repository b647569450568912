# SPDX-License-Identifier: Apache-2.0
"""From a preview and what the clerk decided to what is written."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from forms.intake.compare.differences import changed_fields, changed_tables
from forms.intake.compare.preview import Choice, Decision, Status
from models.errors import RefusedError
from models.fields import LABELS, writes_of
from models.language import message, plural
from models.verbs.entries import LABELS_PATH
from models.verbs.intake import ChangedApplication
from models.views.dossiers import answers_of, history_head

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from forms.intake.compare.preview import Preview
    from models.programme.answers import Answers
    from models.programme.schema import Programme
    from models.reader import Reader
    from models.verbs.entries import NewApplication, Prepared


class PreviewOutdatedError(RefusedError):
    """The register was changed after it was compared with the file."""

    def __init__(self) -> None:
        super().__init__(
            message(
                "The register was changed since the file was compared with it. Nothing was"
                " imported; compare once more."
            )
        )


class RowsRefusedError(RefusedError):
    """All rows were to be imported or none, and some cannot be."""

    def __init__(self, refused: int, undecided: int) -> None:
        super().__init__(
            plural(
                "{n} row is refused ({refused} with faults, {undecided} possible duplicates), so"
                " nothing was imported.",
                "{n} rows are refused ({refused} with faults, {undecided} possible duplicates), so"
                " nothing was imported.",
                n=refused + undecided,
                refused=refused,
                undecided=undecided,
            )
        )


@dataclass(frozen=True, slots=True)
class Ruling:
    """What was decided about a possible duplicate.

    Attributes:
        uid: The application to update; the most like one where empty.
    """

    decision: Decision
    uid: str = ""


@dataclass(frozen=True, slots=True)
class Chosen:
    """The rows to be written, by their place in the preview.

    Attributes:
        changed: With the uid of the application that each changes.
        left: Rows that are left out though they bring something: refused, or not decided.
    """

    new: tuple[int, ...]
    changed: Mapping[int, str]
    left: tuple[int, ...]


def choose(preview: Preview, choice: Choice, rulings: Mapping[int, Ruling] | None = None) -> Chosen:
    """Which rows are written.

    - A possible duplicate on which nothing was decided is left out; with `Choice.ALL`, it stops all.
    - With `Choice.DRAFTS`, refused rows are recorded with what was typed, where that is possible.

    Args:
        rulings: By place in the preview.

    Raises:
        RowsRefusedError: All or nothing was chosen, and a row is refused or not decided.
    """
    new: list[int] = []
    changed: dict[int, str] = {}
    refused: list[int] = []
    undecided: list[int] = []
    for place, row in enumerate(preview.rows):
        match row.status:
            case Status.NEW:
                new.append(place)
            case Status.CHANGED:
                changed[place] = row.uid
            case Status.REFUSED if choice is Choice.DRAFTS and row.recordable:
                new.append(place)
            case Status.REFUSED:
                refused.append(place)
            case Status.DUPLICATE:
                ruling = (rulings or {}).get(place)
                if ruling is None:
                    undecided.append(place)
                elif ruling.decision is Decision.NEW:
                    new.append(place)
                elif ruling.decision is Decision.UPDATE:
                    changed[place] = ruling.uid or row.likenesses[0].uid
            case Status.SAME:
                pass
    if choice is Choice.ALL and (refused or undecided):
        raise RowsRefusedError(len(refused), len(undecided))
    return Chosen(tuple(new), changed, tuple(sorted((*refused, *undecided))))


def to_write(
    reader: Reader, preview: Preview, chosen: Chosen
) -> tuple[list[NewApplication], list[ChangedApplication]]:
    """What the writing verb takes.

    Raises:
        PreviewOutdatedError: The register was changed after it was compared with the file.
    """
    with reader.snapshot():
        if history_head(reader).sequence != preview.head:
            raise PreviewOutdatedError
        answers = answers_of(reader, list(chosen.changed.values()))
    changed = [
        _change(uid, answers[uid], preview.prepared.entries[place])
        for place, uid in chosen.changed.items()
    ]
    return [preview.prepared.new[place] for place in chosen.new], changed


def _change(uid: str, answers: Answers, prepared: Prepared) -> ChangedApplication:
    programme = answers.programme
    values: dict[str, object] = {}
    saw: dict[str, object] = {}
    for name, value in changed_fields(programme, prepared, answers).items():
        values |= _writes(programme, name, value)
        saw |= _writes(programme, name, answers.stored.get(name))
    tables = changed_tables(programme, prepared, answers)
    return ChangedApplication(
        uid,
        values,
        saw,
        {table: prepared.rows[table] for table in tables},
        {table: _rows(answers, table) for table in tables},
        prepared.notes,
    )


def _writes(programme: Programme, name: str, stored: object) -> dict[str, object]:
    return {LABELS_PATH: stored} if name == LABELS else writes_of(programme, name, stored)


def _rows(answers: Answers, table: str) -> Sequence[Mapping[str, object]]:
    return [row.values for row in answers.rows.get(table, ())]
