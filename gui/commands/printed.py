# SPDX-License-Identifier: Apache-2.0
"""What the commands that print have in common: whom it is for, which parts, and what is said of it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from gui.commands import output
from models.language import Listing, message

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from gui.outgoing import Noted, Printed
    from models.audiences.redaction import Hit
    from models.language import Message
    from models.orders import Order
    from models.progress import Progress
    from models.workspace import Workspace


def audience_id(profile: str) -> str:
    """The id of an audience that somebody named by id or by name; empty for none.

    Raises:
        UnknownNameError: There is none; the nearest is named.
    """
    from models.audiences.profile import audience

    return audience(profile).id if profile else ""


def parts_of(text: str) -> tuple[str, ...]:
    """The names in a list with commas between."""
    return tuple(filter(None, (part.strip() for part in text.split(","))))


def send(
    workspace: Workspace,
    order: Order,
    out: str,
    *,
    to: str = "",
    note: str = "",
    force: bool = False,
    progress: Progress,
) -> tuple[Any, list[Noted]]:
    """Make the files of an order; what its maker gave comes back, and what became of the note."""
    from gui.outgoing import issue

    noted: list[Noted] = []
    made = issue(
        workspace,
        order,
        Path(out),
        replace=force,
        recipient=to,
        note=note,
        noted=noted.append,
        progress=progress,
    )
    return made, noted


def show_printed(printed: Printed, issued: list[Noted], said: Message) -> int:
    """Show what was printed and what is to be looked at; the exit code comes back."""
    output.show_issued(printed, issued, said, *_taken_out(printed))
    for number, why in printed.failures:
        output.warn(f"{number}: {why}")
    for number, where, words in _by_text(printed.left):
        output.warn(
            message(
                "{number}, {where}: may tell whose application it is, look at it: {words}. --withhold"
                " takes a word out.",
                number=number,
                where=where,
                words=words,
            )
        )
    output.warn_lost(printed.lost)
    if printed.failures:
        return 1 if printed.files else 2
    return 1 if printed.left else 0


def _taken_out(printed: Printed) -> Iterator[Message]:
    """What was taken out of texts, so that the clerk sees a hit too many."""
    for number, where, words in _by_text(printed.taken):
        yield message(
            "  {number}, {where}, taken out: {words}", number=number, where=where, words=words
        )


def _by_text(hits: Sequence[tuple[str, Hit]]) -> Iterator[tuple[str, str, Listing]]:
    """Hits by application and text."""
    found: dict[tuple[str, str], list[str]] = {}
    for number, hit in hits:
        times = f" ×{hit.times}" if hit.times > 1 else ""
        words = " ".join(hit.words.split())
        found.setdefault((number, str(hit.where)), []).append(f"“{words}”{times}")
    for (number, where), words_of in found.items():
        yield number, where, Listing(tuple(words_of))
