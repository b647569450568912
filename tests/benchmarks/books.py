# SPDX-License-Identifier: Apache-2.0
"""The book of a call: what its binding takes, at two sizes, and beside pikepdf's plain append."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pikepdf import Pdf

from gui.outgoing import issue
from models.language import Language
from models.orders import PacketOrder
from models.progress import NoProgress
from models.views import dossiers, register
from models.workspace import Workspace
from reports.book import BookFrame, BookItem, bind
from tests.benchmarks.figures import Figure, at_least_times, at_most_times
from tests.benchmarks.memory import peak_mb
from tests.benchmarks.running import Run, line, seconds

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@line("books")
def books(run: Run) -> Iterator[Figure]:
    """Pages bound a second, and the most memory that it takes."""
    packets = _packets(run.register(run.of(300), calls=1), run.folder / "bound", run.of(20))
    out = run.folder / "book.pdf"
    few, many = run.of(100), run.of(1_000)
    floor = seconds(_append, packets, run.folder / "appended.pdf", few)
    took = seconds(_bind, packets, out, few)
    with Pdf.open(out) as book:
        pages = len(book.pages)
    yield Figure("pages bound", pages / took, "pages/s", pages / floor, at_least_times(0.1), few,
                 "floor: pikepdf appends the same packets, without contents, numbers and links")  # fmt: skip
    used = [peak_mb(_bind, packets, out, count) for count in (few, many)]
    yield Figure("memory of a book", used[1], "MB", used[0], at_most_times(1.5), many,
                 f"floor: the same with {few}")  # fmt: skip


def _packets(folder: Path, out: Path, count: int) -> list[Path]:
    with Workspace.open(folder) as workspace:
        uids = tuple(register.uids(workspace.reader, register.Query())[:count])
        order = PacketOrder(applications=uids, language=Language.ZH)
        made = issue(workspace, order, out, replace=True, progress=NoProgress())
    return list(made.files)


def _bind(packets: list[Path], out: Path, count: int) -> None:
    items = [
        BookItem(
            packets[place % len(packets)], f"2026{place:05}", "基于仿生的灵巧手研发", "", "方向"
        )
        for place in range(count)
    ]
    frame = BookFrame("示例局", "2026年示例批次", "", "1:0", dossiers.today(), Language.ZH)
    bind(items, out, frame, replace=True, progress=NoProgress())


def _append(packets: list[Path], out: Path, count: int) -> None:
    with Pdf.new() as whole:
        opened = [Pdf.open(packets[place % len(packets)]) for place in range(count)]
        for pdf in opened:
            whole.pages.extend(pdf.pages)
        whole.save(out)
        for pdf in opened:
            pdf.close()
