# SPDX-License-Identifier: Apache-2.0
"""The only place that prints: text for people, JSON for scripts, bars for what takes time."""

from __future__ import annotations

import sys
import time
import unicodedata
from contextlib import contextmanager
from dataclasses import fields, is_dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import Enum
from pathlib import Path
from typing import TYPE_CHECKING, Any

from gui.commands.options import options
from models.exact_json import json_text
from models.language import Label, Listing, Message, current_language, message

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from gui.outgoing import Noted
    from models.language import Translatable
    from models.verbs.stages import MovePlan


def show(data: Any, *lines: Message | str) -> None:
    """Print data as JSON where that is asked for, else the lines."""
    if options().json:
        print(json_text(plain(data)))
        return
    for line in lines:
        print(line)


def show_issued(made: Any, issued: list[Noted], *said: Message) -> None:
    """Show what was made, and under which number the list of what went out has it."""
    noted = issued[0].id if issued else None
    show({**plain(made), "noted": noted}, *said)
    for item in issued:
        if item.fault is not None:
            warn(item.fault)
        else:
            say(message("Noted as no. {n} of what went out.", n=item.id))


def warn_lost(codes: Sequence[str]) -> None:
    """Say which characters no font has."""
    if codes:
        warn(
            message(
                "Characters that no font has are printed as their code points: {codes}",
                codes=" ".join(codes),
            )
        )


def say(text: Message | str) -> None:
    """Say something to people, after what was shown; a script is not told."""
    if not options().json:
        print(text)


def warn(text: Message | str) -> None:
    """Say something on stderr, where it does not get into a script's data."""
    print(str(text).replace("\n", " "), file=sys.stderr)


def table(heads: Sequence[Translatable], rows: Sequence[Sequence[Any]]) -> str:
    """Rows under heads, aligned by what 汉字 take on a terminal."""
    language = current_language()
    cells = [[head.text(language) for head in heads]]
    cells += [[one_line(item) for item in row] for row in rows]
    widths = [max(map(width, column)) for column in zip(*cells, strict=True)]
    lines = (
        "  ".join(text + " " * (size - width(text)) for text, size in zip(row, widths, strict=True))
        for row in cells
    )
    return "\n".join(line.rstrip() for line in lines)


def one_line(value: Any) -> str:
    """A value in one line of a table, cut where it is very long."""
    if value is None:
        return ""
    if isinstance(value, Message | Label | Listing):
        value = value.text(current_language())
    text = " ".join(str(value).split())
    return text if len(text) <= _LONGEST else text[: _LONGEST - 1] + "…"


_LONGEST = 60


def width(text: str) -> int:
    """How many columns a text takes on a terminal."""
    return sum(
        0 if unicodedata.combining(char) else 2 if unicodedata.east_asian_width(char) in "WF" else 1
        for char in text
    )


def plain(value: Any) -> Any:
    """A value as JSON has it: messages as text, decimals as they are, dates as ISO."""
    match value:
        case Message() | Label() | Listing():
            return value.text(current_language())
        case Enum():
            return value.value
        case datetime():
            return value.isoformat(timespec="seconds")
        case date():
            return value.isoformat()
        case Path():
            return str(value)
        case dict():
            return {str(key): plain(item) for key, item in value.items()}
        case list() | tuple() | set() | frozenset():
            return [plain(item) for item in value]
        case _ if is_dataclass(value) and not isinstance(value, type):
            return {field.name: plain(getattr(value, field.name)) for field in fields(value)}
        case None | str() | int() | float() | Decimal():
            return value
        case _:
            return _mapping(value)


def _mapping(value: Any) -> Any:
    return (
        {str(key): plain(item) for key, item in value.items()}
        if hasattr(value, "items")
        else str(value)
    )


def show_plan(plan: MovePlan, text: Message, *, told: bool = False) -> int:
    """Show what a move did or would do, with each refusal and its reasons; the exit code comes back.

    With `told`, the text itself gives the reasons.
    """
    data: Mapping[str, Any] = {
        "to": plan.to,
        "moved": plan.allowed,
        "refused": [
            {"number": item.number, "reasons": list(item.reasons)} for item in plan.refused
        ],
        "notes": list(plan.notes),
    }
    if options().json:
        show(data)
        if plan.refused:
            warn(text)
    else:
        (print if plan.allowed else warn)(str(text))
        if not told:
            for item in plan.refused:
                for reason in item.reasons:
                    warn(f"  {item.number}: {plain(reason)}")
        for note in plan.notes:
            warn(note)
    return 1 if plan.refused else 0


class Bar:
    """A bar on stderr for what takes over a second; nothing in a pipe."""

    def __init__(self) -> None:
        self._started = time.monotonic()
        self._drawn = 0.0
        self._visible = sys.stderr.isatty()

    def step(self, done: int, total: int, text: Message | None = None) -> None:
        """Draw, a few times a second."""
        now = time.monotonic()
        early = now - self._started < _PATIENCE_S or now - self._drawn < _BETWEEN_S
        if early or not self._visible:
            return
        self._drawn = now
        share = min(done / total, 1) if total else 0
        filled = round(share * _BAR)
        line = f"\r{'█' * filled}{'·' * (_BAR - filled)} {share:4.0%} {done}/{total} {text or ''}"
        sys.stderr.write(f"{line}\033[K")
        sys.stderr.flush()

    def clear(self) -> None:
        """Take the bar away."""
        if self._drawn:
            sys.stderr.write("\r\033[K")
            sys.stderr.flush()


_BAR = 24
_PATIENCE_S = 1
_BETWEEN_S = 0.1


@contextmanager
def bar() -> Iterator[Bar]:
    """A bar that is gone when the work is done."""
    found = Bar()
    try:
        yield found
    finally:
        found.clear()
