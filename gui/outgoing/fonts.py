# SPDX-License-Identifier: Apache-2.0
"""The fonts of this machine, as orders of papers name them."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from models.orders import FontChoice


def fonts_here() -> tuple[FontChoice, ...]:
    """The fonts of this machine in which papers are set; empty where it has none of them."""
    from reports.typesetting.office_fonts import choice_of, office_fonts

    return choice_of(office_fonts())
