# SPDX-License-Identifier: Apache-2.0
"""What of the register an import is compared with."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import select

from models.tables import Applicant, Application, Call, Trash

if TYPE_CHECKING:
    from collections.abc import Iterable

    from models.reader import Reader

_CHUNK = 400


@dataclass(frozen=True, slots=True)
class KnownApplication:
    """An application of the register, as far as others are told from it.

    Attributes:
        call: The id (key) of its call.
        trashed: It lies in the trash.
    """

    uid: str
    number: str
    title: str
    applicant: str
    credit_code: str
    variant: str
    stage: str
    call: str
    trashed: bool


def known_applications(reader: Reader) -> list[KnownApplication]:
    """All applications of all calls, those in the trash too."""
    columns = (
        *(Application.uid, Application.number, Application.title, Application.applicant),
        *(
            Application.credit_code,
            Application.variant,
            Application.stage,
            Call.key,
            Application.trashed,
        ),
    )
    statement = (
        select(*columns)
        .join(Call, Call.uid == Application.call_uid)
        .where(Application.trashed < Trash.EMPTIED)
        .order_by(Application.id)
    )
    return [
        KnownApplication(
            *(row.uid, row.number, row.title or "", row.applicant or "", row.credit_code or ""),
            *(row.variant or "", row.stage, row.key, bool(row.trashed)),
        )
        for row in reader.rows(statement)
    ]


def names_by_code(reader: Reader, codes: Iterable[str]) -> dict[str, tuple[str, ...]]:
    """All names, present, former and others, under which credit codes are recorded."""
    found: dict[str, tuple[str, ...]] = {}
    listed = sorted(set(codes))
    for start in range(0, len(listed), _CHUNK):
        statement = select(
            Applicant.credit_code, Applicant.name, Applicant.former_names, Applicant.aliases
        ).where(
            Applicant.credit_code.in_(listed[start : start + _CHUNK]),
            Applicant.trashed == Trash.LIVE,
        )
        for row in reader.rows(statement):
            names = (row.name, *(row.former_names or ()), *(row.aliases or ()))
            found[row.credit_code] = (*found.get(row.credit_code, ()), *names)
    return found
