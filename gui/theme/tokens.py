# SPDX-License-Identifier: Apache-2.0
"""A theme as data: base colours, the roles they play, and tints of them over the ground."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from resources import read_text

if TYPE_CHECKING:
    from collections.abc import Mapping

NAMES = ("light", "dark")


@dataclass(frozen=True, slots=True)
class Theme:
    """A theme.

    Attributes:
        roles: A colour (`#rrggbb`) for every role and tint.
    """

    name: str
    roles: Mapping[str, str]

    def __getitem__(self, role: str) -> str:
        """The colour of a role."""
        return self.roles[role]


@cache
def theme(name: str) -> Theme:
    """A theme by name."""
    found = tomllib.loads(read_text("themes", f"{name}.toml"))
    base: dict[str, str] = found["base"]
    roles = {role: base[colour] for role, colour in found["role"].items()}
    over = base["paper"]
    tints = {
        key: _mixed(base[colour], over, share) for key, (colour, share) in found["tint"].items()
    }
    return Theme(name, roles | tints)


def _mixed(colour: str, ground: str, share: float) -> str:
    """A colour laid thinly over the ground."""
    parts = zip(_parts(colour), _parts(ground), strict=True)
    return "#" + "".join(f"{round(one * share + other * (1 - share)):02x}" for one, other in parts)


def _parts(colour: str) -> tuple[int, ...]:
    return tuple(int(colour[place : place + 2], 16) for place in (1, 3, 5))
