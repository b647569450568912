# SPDX-License-Identifier: Apache-2.0
"""Whose files: an application, a call or an applicant, by whatever name somebody knows it."""

from __future__ import annotations

import difflib
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import select

from models.tables import Applicant, Application, Call, Definition, Trash
from models.unknown import (
    UnknownCallError,
    UnknownNameError,
    UnknownNumberError,
    UnknownOwnerError,
)
from models.views.applicants import applicant
from models.views.find import call_row, live_application

if TYPE_CHECKING:
    from models.programme.schema import Slot
    from models.reader import Reader

_MOST = 2000


@dataclass(frozen=True, slots=True)
class Owner:
    """What files are attached to.

    Attributes:
        kind: application, call or applicant.
        name: Its number, title or name.
        slots: The attachment slots that are for it.
    """

    kind: str
    uid: str
    name: str
    slots: tuple[Slot, ...]


def owner_named(reader: Reader, wanted: str) -> Owner:
    """Whoever is meant: an application by number, a call by id or title, an applicant by code or name.

    Raises:
        UnknownOwnerError: Nothing has that name.
        InTrashError: It is an application in the trash.
    """
    for find in (application_owner, _call, _applicant):
        try:
            return find(reader, wanted)
        except (UnknownNumberError, UnknownCallError, UnknownNameError):
            continue
    known = [
        row.name
        for column in (Application.number, Call.key, Applicant.name)
        for row in reader.rows(select(column.label("name")).where(column.is_not(None)).limit(_MOST))
    ]
    near = difflib.get_close_matches(wanted, known, n=1, cutoff=0.7)
    raise UnknownOwnerError(wanted, near[0] if near else "")


def application_owner(reader: Reader, number: str) -> Owner:
    """An application that is in use, with its slots."""
    row = live_application(reader, number)
    slots = reader.library.programme(row.definition_uid).slot
    return Owner("application", row.uid, row.number, _for(slots, "application"))


def _call(reader: Reader, wanted: str) -> Owner:
    row = call_row(reader, wanted)
    slots = reader.library.programme(row.definition_uid).slot
    return Owner("call", row.uid, row.title, _for(slots, "call", "list"))


def _applicant(reader: Reader, wanted: str) -> Owner:
    """An applicant, with the slots of any programme here: its licence serves all of them."""
    found = applicant(reader, wanted)
    rows = reader.rows(
        select(Definition.uid)
        .where(Definition.trashed == Trash.LIVE)
        .order_by(Definition.id.desc())
    )
    slots = [slot for row in rows for slot in reader.library.programme(row.uid).slot]
    once = {slot.id: slot for slot in reversed(slots)}
    return Owner("applicant", found.uid, found.name, _for(tuple(once.values()), "applicant"))


def _for(slots: tuple[Slot, ...], *scopes: str) -> tuple[Slot, ...]:
    return tuple(slot for slot in slots if slot.scope in scopes)
