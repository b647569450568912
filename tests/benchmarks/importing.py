# SPDX-License-Identifier: Apache-2.0
"""A workbook that comes in, against openpyxl merely reading it."""

from __future__ import annotations

import shutil
from itertools import cycle, islice
from random import Random
from typing import TYPE_CHECKING, Any

from openpyxl import Workbook, load_workbook
from rapidfuzz import fuzz, process

from forms.intake.compare.preview import Choice, Status
from gui.importing import import_preview, take_in
from models.demo.answers import answers_for
from models.language import Language
from models.programme.display import cell
from models.programme.loading import definition_text, read_programme
from models.programme.schema import FieldType
from models.programme.values import read
from models.programme.vocabulary import shipped_vocabularies
from models.progress import NoProgress
from models.rules.likeness import Titles
from models.verbs.calls import add_call
from models.views.register import Query, page
from models.workspace import Workspace
from tests.benchmarks.figures import Figure, at_most, at_most_times
from tests.benchmarks.memory import peak_mb
from tests.benchmarks.running import Run, line, milliseconds, p95, seconds

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_PROGRAMME = "incubator"
_CALL = "import"
_COLUMNS = 30
_KINDS = 500
"""So many different forms; each row has a title of its own."""


@line("import")
def importing(run: Run) -> Iterator[Figure]:
    """20 000 rows of 30 columns, read, checked, compared, written with history and search index."""
    size = run.of(20_000)
    file = run.folder / "import.xlsx"
    _write(file, size)
    floor = min(seconds(_read, file) for _ in range(2))
    whole = seconds(_import, _office(run), file)
    again = seconds(_import, run.folder / "import", file)
    peak = peak_mb(_import, _office(run), file)
    note = f"{_COLUMNS} columns; floor: openpyxl's read-only mode reads the file"
    yield Figure("import of a workbook", whole, "s", floor, at_most_times(1.5), size, note)
    yield Figure("the same file again, which changes nothing", again, "s", floor, size=size)
    yield Figure("memory of the import, all processes", peak, "MB", None,
                 at_most(500, "MB"), size)  # fmt: skip


@line("likeness", of_register=True)
def likeness(run: Run) -> Iterator[Figure]:
    """A title that is looked for among all titles of a register."""
    with run.workspace() as workspace:
        rows = page(workspace.reader, Query(), limit=run.size)
    titles = [row.title for row in rows]
    known = Titles(titles)
    wanted = [f"{run.rng.choice(titles)}工程" for _ in range(run.rounds)]
    times = [milliseconds(known.like, title) for title in wanted]
    plain = [milliseconds(process.extract, title, titles, scorer=fuzz.ratio) for title in wanted]
    note = "floor: rapidfuzz compares with all titles"
    yield Figure("like titles of one, p95", p95(times), "ms", p95(plain), at_most(50), note=note)


def _office(run: Run) -> Path:
    """An office with one call and no application."""
    folder = run.folder / "import"
    shutil.rmtree(folder, ignore_errors=True)
    with Workspace.create(folder, office="样例市工业和信息化局", region="340100") as workspace:
        add_call(workspace, programme=_PROGRAMME, title="2026年度申报", key=_CALL)
    return folder


def _import(folder: Path, file: Path) -> None:
    with Workspace.open(folder, write=True) as workspace:
        workspace.backs_up = False
        reader = workspace.reader
        taken = take_in(reader, call=_CALL, path=file, guess=True, progress=NoProgress())
        refused = taken.preview.counts()[Status.REFUSED]
        assert not refused, f"{refused} rows are refused"
        import_preview(workspace, preview=taken.preview, choice=Choice.ALL)


def _read(file: Path) -> int:
    sheet = load_workbook(file, read_only=True).worksheets[0]
    return sum(len(row) for row in sheet.iter_rows(values_only=True))


def _write(file: Path, size: int) -> None:
    """A workbook as a county sends it: plain headings, numbers as numbers, names for terms."""
    programme = read_programme(definition_text(_PROGRAMME)[0], file=_PROGRAMME)
    plain = [
        field
        for field in programme.fields.values()
        if field.type not in {FieldType.TABLE, FieldType.SERIES}
    ][:_COLUMNS]
    rng, known = Random(5), shipped_vocabularies()
    forms: list[dict[str, Any]] = [
        answers_for(programme, rng, longest=60) for _ in range(min(size, _KINDS))
    ]
    book = Workbook(write_only=True)
    sheet = book.create_sheet("申报")
    sheet.append([field.label.zh for field in plain])
    for place, answers in enumerate(islice(cycle(forms), size), start=1):
        own = {**answers, "title": f"{answers['title']}{place}号"}
        sheet.append(
            [cell(field, read(field, own.get(field.id)), Language.ZH, known) for field in plain]
        )
    book.save(file)
