# SPDX-License-Identifier: Apache-2.0
"""Making what an order asks for, and noting that it went out."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from gui.outgoing.application_forms import make_application_form
from gui.outgoing.books import make_book
from gui.outgoing.exports import make_export
from gui.outgoing.forms import make_form
from gui.outgoing.letters import make_letter
from gui.outgoing.made import Noted
from gui.outgoing.packets import make_packets
from gui.outgoing.summaries import make_summary
from models.ledger import Issue, IssuedFile
from models.made_with import made_with
from models.orders import (
    ApplicationFormOrder,
    BookOrder,
    ExportOrder,
    FormOrder,
    LetterOrder,
    PacketOrder,
    SummaryOrder,
    order_to_json,
)
from models.storage.files import sha256_of
from models.storage.ledger import CannotNoteError, note_issue
from models.storage.lock import account, machine
from models.views import dossiers
from models.views.office import office_uid

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from datetime import date
    from pathlib import Path

    from models.dossier import HistoryHead
    from models.orders import Order
    from models.progress import Progress
    from models.reader import Reader
    from models.workspace import Workspace


def issue(
    workspace: Workspace,
    order: Order,
    out: Path,
    *,
    replace: bool = False,
    recipient: str = "",
    note: str = "",
    noted: Callable[[Noted], None] | None = None,
    progress: Progress,
) -> Any:
    """Make the files of an order from one snapshot, and note that they went out.

    What its maker gives comes back; it has `files`.

    Args:
        recipient, note: To whom they go, as far as that is known already.
        noted: Is told under which id this stands in the ledger, or why it could not be noted there;
            the files are whole either way.

    Raises:
        FileExistsAlreadyError: A file is there already, and `replace` is not set.
        CannotWriteError: The system refuses; nothing is left behind.
        CancelledError: The user stopped it.
    """
    reader = workspace.reader
    day = dossiers.today()
    with reader.snapshot():
        head = dossiers.history_head(reader)
        made = make(reader, order, out, day=day, replace=replace, progress=progress)
    told = note_made(workspace, order, out, made, Moment(head, day), recipient=recipient, note=note)
    if told is not None and noted is not None:
        noted(told)
    return made


@dataclass(frozen=True, slots=True)
class Moment:
    """When something was made: how far the history went, and the day that its files bear."""

    head: HistoryHead
    day: date


def note_made(
    workspace: Workspace,
    order: Order,
    out: Path,
    made: Any,
    moment: Moment,
    *,
    recipient: str = "",
    note: str = "",
) -> Noted | None:
    """Note in the ledger what was made; None where nothing was."""
    if not made.files:
        return None
    issued = Issue(
        id=0,
        at=workspace.clock(),
        office=office_uid(workspace.reader),
        operator=workspace.operator.name,
        account=account(),
        machine=machine(),
        made_with=made_with(),
        stored_order=order_to_json(order),
        day=moment.day,
        head=moment.head,
        in_folder=out.is_dir(),
        files=tuple(_issued_files(order, out, made)),
        recipient=recipient,
        note=note,
    )
    try:
        return Noted(note_issue(workspace.folder, issued))
    except CannotNoteError as fault:
        return Noted(fault=fault.message)


def make(
    reader: Reader,
    order: Order,
    out: Path,
    *,
    day: date,
    replace: bool = False,
    progress: Progress,
) -> Any:
    """Make the files of an order, and note nothing: the same over the same register on the same day."""
    maker = MAKERS[type(order)]
    return maker(reader, order, out, day=day, replace=replace, progress=progress)


def _issued_files(order: Order, out: Path, made: Any) -> Iterator[IssuedFile]:
    """The files as the ledger knows them: by pattern or ending, as names tell titles and applicants."""
    pattern = order.names if isinstance(order, PacketOrder) and out.is_dir() else "*"
    about = getattr(made, "about", ()) or [("", "")] * len(made.files)
    for path, (number, code) in zip(made.files, about, strict=True):
        name = f"{pattern}{path.suffix}"
        yield IssuedFile(name, path.stat().st_size, sha256_of(path), number, code)


MAKERS: Mapping[type[Order], Callable[..., Any]] = {
    PacketOrder: make_packets,
    BookOrder: make_book,
    SummaryOrder: make_summary,
    ExportOrder: make_export,
    LetterOrder: make_letter,
    FormOrder: make_form,
    ApplicationFormOrder: make_application_form,
}
"""Who makes what; what comes back has `files`."""
