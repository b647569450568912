# SPDX-License-Identifier: Apache-2.0
"""Applicants and all their applications in all years, with outcomes (IN-9)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import Text, cast, func, or_, select

from models.language import message
from models.rules.regions import regions
from models.rules.text import comparable
from models.tables import Applicant, Application, Call, Trash
from models.unknown import UnknownNameError
from models.views.files import files_of

if TYPE_CHECKING:
    from sqlalchemy import ColumnElement

    from models.language import Label
    from models.programme.answers import File
    from models.reader import Reader


@dataclass(frozen=True, slots=True)
class ApplicantLine:
    """A line of the list of applicants."""

    uid: str
    name: str
    credit_code: str
    region: str
    region_name: str
    applications: int


@dataclass(frozen=True, slots=True)
class PastApplication:
    """One of an applicant's applications, under the name that it had then."""

    number: str
    title: str
    name: str
    call: str
    received: str
    stage: str
    stage_label: Label
    final: bool


@dataclass(frozen=True, slots=True)
class ApplicantFacts:
    """The master record of an applicant."""

    uid: str
    name: str
    credit_code: str
    region: str
    former_names: tuple[str, ...]
    aliases: tuple[str, ...]
    contacts: tuple[dict[str, Any], ...]
    note: str
    applications: tuple[PastApplication, ...]
    files: tuple[File, ...]


def applicants(reader: Reader, text: str = "", *, limit: int | None = None) -> list[ApplicantLine]:
    """Applicants by a part of their name, former name or code; all of them without a text."""
    counted = (
        select(Application.applicant_uid, func.count().label("n"))
        .where(Application.trashed == Trash.LIVE)
        .group_by(Application.applicant_uid)
        .subquery()
    )
    statement = (
        select(Applicant.__table__, counted.c.n)
        .outerjoin(counted, counted.c.applicant_uid == Applicant.uid)
        .where(Applicant.trashed == Trash.LIVE)
        .order_by(Applicant.name)
        .limit(limit)
    )
    if text:
        statement = statement.where(
            or_(
                Applicant.name_key.contains(comparable(text), autoescape=True),
                Applicant.credit_code.startswith(text.upper(), autoescape=True),
                _named_otherwise(text),
            )
        )
    return [
        ApplicantLine(
            uid=row.uid,
            name=row.name,
            credit_code=row.credit_code or "",
            region=row.region or "",
            region_name=regions().path(row.region) if row.region else "",
            applications=row.n or 0,
        )
        for row in reader.rows(statement)
    ]


def _named_otherwise(text: str) -> ColumnElement[bool]:
    """Whether a text is in a former name or another name of an applicant."""
    lists = (cast(Applicant.former_names, Text), cast(Applicant.aliases, Text))
    return or_(*(names.contains(text.strip(), autoescape=True) for names in lists))


@dataclass(frozen=True, slots=True)
class KnownApplicant:
    """An applicant as it is offered while somebody types."""

    uid: str
    name: str
    credit_code: str
    region: str


def known_applicants(reader: Reader, text: str, *, limit: int = 20) -> list[KnownApplicant]:
    """Some applicants by a part of their name or the beginning of their code, the likest first."""
    wanted = comparable(text)
    columns = (Applicant.uid, Applicant.name, Applicant.credit_code, Applicant.region)
    named = Applicant.name_key.contains(wanted, autoescape=True)
    coded = Applicant.credit_code.startswith(text.strip().upper(), autoescape=True)
    statement = (
        select(*columns)
        .where(Applicant.trashed == Trash.LIVE, or_(named, coded))
        .order_by(func.length(Applicant.name), Applicant.name)
        .limit(limit)
    )
    return [
        KnownApplicant(row.uid, row.name, row.credit_code or "", row.region or "")
        for row in reader.rows(statement)
    ]


def applicant(reader: Reader, wanted: str) -> ApplicantFacts:
    """The master record of an applicant by credit code, uid or name, also a former or another one.

    Raises:
        UnknownNameError: There is none.
    """
    live = select(Applicant.__table__).where(Applicant.trashed == Trash.LIVE).order_by(Applicant.id)
    row = reader.first(
        live.where(
            or_(
                Applicant.credit_code == wanted,
                Applicant.uid == wanted,
                Applicant.name_key == comparable(wanted),
            ),
        )
    )
    if row is None:
        also = [item for item in reader.rows(live.where(_named_otherwise(wanted)))
                if wanted.strip() in {*(item.former_names or ()), *(item.aliases or ())}]  # fmt: skip
        row = also[0] if len(also) == 1 else None
    if row is None:
        known = [line.name for line in applicants(reader, limit=2000)]
        raise UnknownNameError(message("applicant"), wanted, known)
    return ApplicantFacts(
        uid=row.uid,
        name=row.name,
        credit_code=row.credit_code or "",
        region=row.region or "",
        former_names=tuple(row.former_names or ()),
        aliases=tuple(row.aliases or ()),
        contacts=tuple(row.contacts or ()),
        note=row.note or "",
        applications=tuple(_past(reader, row.uid)),
        files=files_of(reader, row.uid),
    )


def _past(reader: Reader, uid: str) -> list[PastApplication]:
    rows = reader.rows(
        select(Application.__table__, Call.title.label("call_title"))
        .join(Call, Call.uid == Application.call_uid)
        .where(Application.applicant_uid == uid, Application.trashed == Trash.LIVE)
        .order_by(Application.received, Application.id)
    )
    found: list[PastApplication] = []
    for row in rows:
        stage = reader.library.programme(row.definition_uid).stages[row.stage]
        found.append(
            PastApplication(
                number=row.number,
                title=row.title or "",
                name=row.applicant or "",
                call=row.call_title,
                received=row.received or "",
                stage=row.stage,
                stage_label=stage.label,
                final=stage.final,
            )
        )
    return found
