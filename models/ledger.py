# SPDX-License-Identifier: Apache-2.0
"""What went out, as plain values: an issue is one order that was made, with the files that it gave."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from models.orders import order_from_json

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from models.dossier import HistoryHead
    from models.orders import Order


@dataclass(frozen=True, slots=True)
class IssuedFile:
    """A file that went out.

    Attributes:
        name: The pattern by which it was named, or its ending: never a title or an applicant, which
            may have to be erased some day.
        sha256: Of its bytes.
        number: Of the application that it is about, where it is about one.
        code: The version code that is printed in it.
    """

    name: str
    size: int
    sha256: str
    number: str = ""
    code: str = ""


@dataclass(frozen=True, slots=True)
class Issue:
    """An order that was made.

    Attributes:
        id: Counts the issues of an office, from 1.
        at: When, UTC.
        office: The uid of the office.
        made_with: Versions of the program and of what it makes files with (`models.made_with`).
        stored_order: The order as JSON.
        day: The day that its files bear.
        head: How far the history went.
        in_folder: Whether the files went into a folder, where the order names them.
        recipient, note: To whom it went, as somebody said then or later.
        said: When that was said last, UTC; empty where it was not.
        words_erased: The order held words of users, which were erased with an application.
    """

    id: int
    at: str
    office: str
    operator: str
    account: str
    machine: str
    made_with: Mapping[str, str]
    stored_order: Mapping[str, Any]
    day: date
    head: HistoryHead
    in_folder: bool
    files: tuple[IssuedFile, ...]
    recipient: str = ""
    note: str = ""
    said: str = ""
    words_erased: bool = False

    @property
    def kind(self) -> str:
        """What kind of order it was."""
        return str(self.stored_order.get("kind", ""))

    @property
    def order(self) -> Order | None:
        """The order; None where this version of the program does not know its kind."""
        try:
            return order_from_json(self.stored_order)
        except (KeyError, ValueError, TypeError):
            return None
