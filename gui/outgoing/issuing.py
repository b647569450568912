# SPDX-License-Identifier: Apache-2.0
"""Making what an order asks for, and noting that it went out."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, overload

from gui.outgoing.exports import make_export
from gui.outgoing.packets import make_packets
from gui.outgoing.summaries import make_summary
from models.orders import ExportOrder, PacketOrder, SummaryOrder
from models.storage.issued import note_issued
from models.views import dossiers

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

    from gui.outgoing.made import Printed
    from models.orders import Order
    from models.progress import Progress
    from models.reader import Reader
    from models.workspace import Workspace
    from reports.interchange import Exported
    from reports.summary import SummaryResult


@overload
def issue(
    workspace: Workspace,
    order: PacketOrder,
    out: Path,
    *,
    replace: bool = ...,
    progress: Progress,
) -> Printed: ...


@overload
def issue(
    workspace: Workspace,
    order: SummaryOrder,
    out: Path,
    *,
    replace: bool = ...,
    progress: Progress,
) -> SummaryResult: ...


@overload
def issue(
    workspace: Workspace,
    order: ExportOrder,
    out: Path,
    *,
    replace: bool = ...,
    progress: Progress,
) -> Exported: ...


@overload
def issue(
    workspace: Workspace,
    order: Order,
    out: Path,
    *,
    replace: bool = ...,
    progress: Progress,
) -> Any: ...


def issue(
    workspace: Workspace,
    order: Order,
    out: Path,
    *,
    replace: bool = False,
    progress: Progress,
) -> Any:
    """Make the files of an order from one snapshot, and note them.

    Raises:
        FileExistsAlreadyError: A file is there already, and `replace` is not set.
        CannotWriteError: The system refuses; nothing is left behind.
        CancelledError: The user stopped it.
    """
    reader = workspace.reader
    with reader.snapshot():
        head = dossiers.history_head(reader)
        made = make(reader, order, out, replace=replace, progress=progress)
    note_issued(workspace.folder, head, len(made.files))
    return made


def make(
    reader: Reader, order: Order, out: Path, *, replace: bool = False, progress: Progress
) -> Any:
    """Make the files of an order as of today; nothing is noted. What comes back has `files`."""
    maker = MAKERS[type(order)]
    return maker(reader, order, out, day=dossiers.today(), replace=replace, progress=progress)


MAKERS: Mapping[type[Order], Callable[..., Any]] = {
    PacketOrder: make_packets,
    SummaryOrder: make_summary,
    ExportOrder: make_export,
}
"""Who makes what; what comes back has `files`."""
