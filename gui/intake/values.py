# SPDX-License-Identifier: Apache-2.0
"""What the screens of an import are handed: as much of a file as they show, as plain values.

The file itself stays in the job that reads it. Texts are in the language of the window, which cannot
change while the dialog is open. Rows of a preview come packed, since a window that unpacks 20 000 of
them stands still; a row is unpacked when it is looked at.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from multiprocessing.reduction import ForkingPickler
from typing import TYPE_CHECKING, NamedTuple

from forms.intake.cells.incoming import Place
from forms.intake.compare.preview import EMPTY, Preview, PreviewRow, Status
from models.errors import Severity

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from pathlib import Path

    from forms.intake.compare.preview import Ready
    from forms.intake.tables.table import ColumnMap, Table

_NOWHERE = Place("", 0, 0)
BLOCK = 50
"""So many rows of a preview are packed together."""


@dataclass(frozen=True, slots=True)
class Target:
    """What a column can be.

    Attributes:
        id: A field id, or one of the targets of `forms.intake.tables.table`.
        detail: The section of the form in which it is.
        units: In which its numbers may be; none for what is no number.
    """

    id: str
    label: str
    detail: str = ""
    required: bool = False
    units: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class SheetLook:
    """A sheet, as much of it as a screen shows.

    Attributes:
        height: How many rows it has.
        first: The texts of its first rows.
        table: Where the table lies; none where nothing looks like one.
        samples: The first few texts of each column, by column from 1.
        layout: What sheets with the same columns have in common.
        repeating: The id of the repeating table that it fills, empty for applications.
        kept: What was said about such columns before, by sender, last first.
    """

    name: str
    height: int
    first: tuple[tuple[str, ...], ...]
    table: Table | None
    columns: ColumnMap | None
    samples: Mapping[int, tuple[str, ...]] = field(default_factory=dict)
    layout: str = ""
    repeating: str = ""
    kept: Mapping[str, ColumnMap] = field(default_factory=dict)
    hidden: bool = False
    notes: tuple[str, ...] = ()

    @property
    def records(self) -> int:
        """How many rows would be taken."""
        return len(self.table.rows) if self.table is not None else 0


@dataclass(frozen=True, slots=True)
class FileLook:
    """A file that was read.

    Attributes:
        paths: One file, or several Word forms.
        call: The id of the call.
        stamp: Size and time of the files, by which one that changed meanwhile is known.
        taken: The sheets to take, unless somebody says otherwise.
        targets: What columns can be, by the id of the repeating table, empty for applications.
        tables: Labels of the repeating tables by id.
        sender: From whom such a file came last; empty for one that was never seen.
        senders: All that are known.
    """

    paths: tuple[Path, ...]
    call: str
    stamp: tuple[tuple[int, int], ...]
    sheets: tuple[SheetLook, ...]
    taken: tuple[str, ...]
    targets: Mapping[str, tuple[Target, ...]]
    tables: Mapping[str, str] = field(default_factory=dict)
    sender: str = ""
    senders: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()

    def sheet(self, name: str) -> SheetLook | None:
        """A sheet by its name."""
        return next((sheet for sheet in self.sheets if sheet.name == name), None)

    def with_sheet(self, changed: SheetLook) -> FileLook:
        """The same with one sheet seen anew."""
        sheets = tuple(changed if item.name == changed.name else item for item in self.sheets)
        return replace(self, sheets=sheets)


class Line(NamedTuple):
    """A line of the preview: what is shown, sorted and searched of a row.

    Attributes:
        row: Its row, as text to show.
        problems: How many problems it has.
        wrong: Whether one of them is an error, and the row not refused for it.
        first: The gravest of them.
        found: All its words in small letters, for the filter.
        recordable: Refused, it may be recorded as a draft.
        uid: The application that it is, empty for a new one.
        like: The application that is most like it.
    """

    row: str
    status: Status
    title: str
    applicant: str
    number: str
    problems: int
    wrong: bool
    first: str
    found: str
    recordable: bool
    uid: str
    like: str


@dataclass(frozen=True, slots=True)
class PreviewLook:
    """A preview as the window holds it.

    Attributes:
        lines: One for each row, in the order of the file.
        blocks: The rows themselves, packed by `BLOCK`.
        prepared, head: As in `Preview`.
        labels: Names of fields by path, for problems and repairs.
        notes: What must be told about the file as a whole.
        lacking: How many required fields have no column, by sheet.
    """

    path: Path
    call: str
    lines: tuple[Line, ...]
    blocks: tuple[bytes, ...]
    prepared: Ready = EMPTY
    head: int = 0
    labels: Mapping[str, str] = field(default_factory=dict)
    notes: tuple[str, ...] = ()
    lacking: Mapping[str, int] = field(default_factory=dict)

    def row(self, place: int) -> PreviewRow:
        """A row, unpacked."""
        block, offset = divmod(place, BLOCK)
        return _unpacked(self.blocks[block])[offset]

    def preview(self) -> Preview:
        """The preview itself, unpacked; not for the process of the window."""
        rows = tuple(row for block in self.blocks for row in _unpacked(block))
        return Preview(self.path, self.call, rows, self.prepared, self.head)

    def to_write(self) -> Preview:
        """The preview as far as writing asks for it.

        20 000 rows with all that is said about each would hold the window up whenever it looks for
        garbage.
        """
        rows = tuple(
            PreviewRow(_NOWHERE, line.status, "", "", uid=line.uid, recordable=line.recordable)
            for line in self.lines
        )
        return Preview(self.path, self.call, rows, self.prepared, self.head)


def stamp(paths: Sequence[Path]) -> tuple[tuple[int, int], ...]:
    """Size and time of files, by which one that changed is known; zeros for one that is gone."""
    return tuple(map(_stamp, paths))


def _stamp(path: Path) -> tuple[int, int]:
    try:
        found = path.stat()
    except OSError:
        return (0, 0)
    return (found.st_size, found.st_mtime_ns)


def preview_look(
    preview: Preview, labels: Mapping[str, str], lacking: Mapping[str, int]
) -> PreviewLook:
    """A preview as the window holds it."""
    return PreviewLook(
        preview.path,
        preview.call,
        lines_of(preview.rows),
        packed(preview.rows),
        preview.prepared,
        preview.head,
        labels,
        tuple(map(str, preview.notes)),
        lacking,
    )


def lines_of(rows: Sequence[PreviewRow]) -> tuple[Line, ...]:
    """A line for each row; its sheet is named where they come from several."""
    several = len({row.place.sheet for row in rows}) > 1
    return tuple(_line(row, several=several) for row in rows)


def _line(row: PreviewRow, *, several: bool) -> Line:
    where = str(row.place.name or row.place.row)
    first = str(row.problems[0].problem.message) if row.problems else ""
    words = (row.title, row.applicant, row.number, first)
    return Line(
        f"{row.place.sheet} {where}" if several else where,
        row.status,
        row.title,
        row.applicant,
        row.number,
        len(row.problems),
        row.status is not Status.REFUSED and _has_errors(row),
        first,
        "\n".join(words).casefold(),
        row.recordable,
        row.uid,
        row.likenesses[0].uid if row.likenesses else "",
    )


def _has_errors(row: PreviewRow) -> bool:
    return any(item.problem.severity is Severity.ERROR for item in row.problems)


def packed(rows: Sequence[PreviewRow]) -> tuple[bytes, ...]:
    """Rows packed by `BLOCK`."""
    return tuple(
        bytes(ForkingPickler.dumps(tuple(rows[start : start + BLOCK])))
        for start in range(0, len(rows), BLOCK)
    )


def _unpacked(block: bytes) -> tuple[PreviewRow, ...]:
    """A block of rows, as the pipe of a job unpacks what comes through it."""
    found: tuple[PreviewRow, ...] = ForkingPickler.loads(block)
    return found


def ranges(numbers: Iterable[int]) -> str:
    """Numbers in order as text: 5–9, 12."""
    parts: list[list[int]] = []
    for number in numbers:
        if parts and parts[-1][1] == number - 1:
            parts[-1][1] = number
        else:
            parts.append([number, number])
    return ", ".join(f"{one}–{last}" if last > one else str(one) for one, last in parts)
