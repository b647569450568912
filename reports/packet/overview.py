# SPDX-License-Identifier: Apache-2.0
"""The facts of an application on one page: who, what, where it stands, what is open."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from models.errors import Severity
from models.language import message
from reports.notices import notices_text
from reports.packet.facts import Fact, fact_grid
from reports.packet.values import date_or_empty, fact_label, fact_text
from reports.typesetting.headings import headed

if TYPE_CHECKING:
    from collections.abc import Iterator

    from models.dossier import Dossier
    from reports.typesetting.setter import Setter


def overview(dossier: Dossier, setter: Setter) -> list[Any]:
    """One chapter with one table."""
    heading = setter.chapter_heading(message("Overview"))
    return headed(heading, [fact_grid(_facts(dossier, setter), setter)])


def _facts(dossier: Dossier, setter: Setter) -> Iterator[Fact]:
    call, text = dossier.call, setter.text
    yield Fact(message("Number"), dossier.number)
    if not dossier.withholds("title"):
        yield Fact(fact_label("title", dossier, message("Title")), dossier.title)
    if not dossier.withholds("applicant"):
        yield Fact(fact_label("applicant", dossier, message("Applicant")), dossier.applicant)
    for name in ("credit_code", "region", "variant", "direction", "product", "amount_wan"):
        field = dossier.programme.fields.get(name)
        if field is not None and name not in dossier.answers.hidden:
            yield Fact(field.label, fact_text(name, dossier, setter))
    yield Fact(message("Programme"), text(dossier.programme.label))
    yield Fact(message("Call"), call.title)
    yield Fact(message("Notice number"), notices_text(call, setter.language))
    period = message(
        "{opens} to {closes}",
        opens=date_or_empty(call.opens, setter) or None,
        closes=date_or_empty(call.closes, setter) or None,
    )
    yield Fact(message("Call open"), text(period) if call.opens or call.closes else "")
    if call.contact:
        yield Fact(message("Contact of the call"), call.contact)
    yield Fact(message("Received on"), date_or_empty(dossier.received, setter))
    yield Fact(message("Stage"), text(dossier.stage_label()))
    if not dossier.lacks("attachments"):
        yield Fact(message("Attachments"), _attachments(dossier, setter))
    if not dossier.lacks("problems"):
        yield Fact(message("Open problems"), _open_problems(dossier, setter))
    yield Fact(message("Judged by"), _judged_by(dossier, setter))
    yield Fact(message("Office"), _office(dossier))


def _attachments(dossier: Dossier, setter: Setter) -> str:
    there = len(dossier.answers.files)
    left_out = dossier.withheld.attachments if dossier.withheld else ()
    if not left_out:
        return str(there)
    number = sum(item.number for item in left_out)
    return setter.text(message("{n}; {left} left out of this packet", n=there, left=number))


def _open_problems(dossier: Dossier, setter: Setter) -> str:
    count = {kind: sum(item.severity is kind for item in dossier.problems) for kind in Severity}
    return setter.text(
        message(
            "Errors: {errors}. Warnings: {warnings}.",
            errors=count[Severity.ERROR],
            warnings=count[Severity.WARNING],
        )
    )


def _judged_by(dossier: Dossier, setter: Setter) -> str:
    return setter.text(
        message(
            "{basis} (definition version {version})",
            basis=dossier.programme.basis,
            version=dossier.definition_version,
        )
    )


def _office(dossier: Dossier) -> str:
    office = dossier.office
    return "  ".join(part for part in (office.writes_as, office.contact, office.phone) if part)
