# SPDX-License-Identifier: Apache-2.0
"""Whom to ask, as the papers of an office print it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from models.language import Language, message

if TYPE_CHECKING:
    from models.dossier import OfficeFacts


def contact_text(
    office: OfficeFacts, language: Language, *, of_call: str = "", address: bool = False
) -> str:
    """The line of the office's template, or who it is and the telephone; empty where nobody is known.

    Args:
        office: Whose line it is.
        language: Of the line.
        of_call: Who is named for a call, before whom the office names.
        address: Say where the office sits as well.
    """
    parts = []
    if own := office.paper.letter.contact:
        parts.append(own)
    else:
        if who := of_call or office.contact:
            parts.append(message("Contact: {name}", name=who).text(language))
        if office.phone:
            parts.append(message("telephone: {phone}", phone=office.phone).text(language))
    if address and (place := office.paper.office.address):
        parts.append(message("address: {address}", address=place).text(language))
    return ("，" if language is Language.ZH else ", ").join(parts)
