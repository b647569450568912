# SPDX-License-Identifier: Apache-2.0
"""The fonts of this machine, as orders of papers name them."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, TypeVar

from models.orders import LetterOrder, Order, PacketOrder

if TYPE_CHECKING:
    from models.language import Label
    from models.orders import FontChoice

_Any = TypeVar("_Any", bound=Order)


def fonts_here() -> tuple[FontChoice, ...]:
    """The fonts of this machine in which papers are set; empty where it has none of them."""
    from reports.typesetting.office_fonts import choice_of, office_fonts

    return choice_of(office_fonts())


def in_fonts_here(order: _Any) -> _Any:
    """The order, set in the fonts of this machine where it can be and names none."""
    if isinstance(order, PacketOrder | LetterOrder) and not order.fonts:
        return replace(order, fonts=fonts_here())
    return order


def fonts_told() -> tuple[tuple[Label, str], ...]:
    """What each font of a paper is for, and its name on this machine; empty for the bundled one."""
    from reports.typesetting.office_fonts import office_fonts

    return tuple((font.label, font.name) for font in office_fonts())
