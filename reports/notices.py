# SPDX-License-Identifier: Apache-2.0
"""The notices of a call: the one that opened it, and those that amended it, a line each."""

from __future__ import annotations

from typing import TYPE_CHECKING

from models.language import message

if TYPE_CHECKING:
    from models.dossier import CallFacts
    from models.language import Language


def notices(call: CallFacts) -> list[str]:
    """All notices of a call in their order."""
    return [line for line in map(str.strip, call.notice.splitlines()) if line]


def notices_text(call: CallFacts, language: Language) -> str:
    """All notices of a call in one line; empty where there is none."""
    text, *later = notices(call) or [""]
    for notice in later:
        text = message("{earlier}; {later}", earlier=text, later=notice).text(language)
    return text
