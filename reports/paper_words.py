# SPDX-License-Identifier: Apache-2.0
"""The words of the office's template, filled in for one application."""

from __future__ import annotations

from typing import TYPE_CHECKING

from models.programme.display import date_text, display
from reports.notices import notices_text
from reports.packet.values import withheld_text

if TYPE_CHECKING:
    from models.dossier import Dossier
    from models.language import Label
    from reports.typesetting.setter import Setter


def filled_cover(label: Label, dossier: Dossier, setter: Setter) -> str:
    """A text of a cover with its names filled in; `models.paper.COVER_NAMES` says which there are."""
    words = {
        "office": dossier.office.writes_as,
        "region": _region(dossier, setter),
        "object": setter.text(dossier.programme.object),
        "call": dossier.call.title,
        "notice": notices_text(dossier.call, setter.language),
        "number": dossier.number,
        "title": " ".join((withheld_text("title", dossier, setter) or dossier.title).split()),
        "applicant": " ".join(
            (withheld_text("applicant", dossier, setter) or dossier.applicant).split()
        ),
        "year": str(dossier.today.year),
        "date": date_text(dossier.today, setter.language),
    }
    return label.text(setter.language).format_map(words)


def _region(dossier: Dossier, setter: Setter) -> str:
    field = dossier.programme.fields.get("region")
    if field is None or "region" in dossier.answers.hidden:
        return dossier.office.region
    value = dossier.answers.value("region")
    return display(field, value, setter.language, dossier.vocabularies) or dossier.office.region
