# SPDX-License-Identifier: Apache-2.0
"""Application numbers (申报编号): the pattern in a call, and the numbers that it makes.

`{year:4}{channel:3}{county:2}{serial:3}` is the twelve-digit number of national plans (year,
channel of application, county or 00, serial); `{prefix}-{year}-{serial:4}` is one of an office.
Serials count per prefix, so a pattern without a year goes on counting over the years. Where a part
without fixed width stands right before the serial, two prefixes can make one number: whoever gives
numbers looks whether one is taken.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from difflib import get_close_matches
from typing import TYPE_CHECKING

from models.language import Listing, message
from models.rules.regions import regions

if TYPE_CHECKING:
    from collections.abc import Mapping

    from models.language import Message

KNOWN_NAMES = (
    "year",
    "channel",
    "province",
    "city",
    "county",
    "region",
    "direction",
    "programme",
    "prefix",
    "serial",
)
SERIAL = "serial"
_WIDEST = 12
_PIECE = re.compile(
    r"\{(?P<name>[^{}:]*)(?::(?P<width>[^{}]*))?\}|(?P<literal>[^{}]+)|(?P<brace>[{}])",
)


@dataclass(frozen=True, slots=True)
class Part:
    """A piece of a pattern: a literal text, or a name with the width to which it is padded."""

    literal: str = ""
    name: str = ""
    width: int = 0

    def text(self, values: Mapping[str, str]) -> str:
        """The piece filled in: padded with zeros, never cut (but a year gives its last digits)."""
        if not self.name:
            return self.literal
        value = values.get(self.name, "")
        if self.name == "year" and self.width:
            value = value[-self.width :]
        return value.rjust(self.width, "0")


@dataclass(frozen=True, slots=True)
class NumberPattern:
    """A pattern read, together with every fault that it has; use it only where there is none."""

    parts: tuple[Part, ...]
    faults: tuple[Message, ...] = ()

    @property
    def serial_width(self) -> int:
        """The width to which a serial is padded, 0 for none."""
        return next((part.width for part in self.parts if part.name == SERIAL), 0)

    def prefix(self, values: Mapping[str, str]) -> str:
        """Everything before the serial: numbers with the same prefix share one count."""
        return "".join(part.text(values) for part in self.parts[: self._serial_place()])

    def number(self, values: Mapping[str, str], serial: int) -> str:
        """The whole number; a serial that outgrows its width grows, it never wraps."""
        return self.prefix(values) + self.ending(values, serial)

    def ending(self, values: Mapping[str, str], serial: int) -> str:
        """The number from its serial on."""
        known = {**values, SERIAL: str(serial)}
        return "".join([part.text(known) for part in self.parts[self._serial_place() :]])

    def _serial_place(self) -> int:
        names = [part.name for part in self.parts]
        return names.index(SERIAL) if SERIAL in names else len(names)


def parse_pattern(pattern: str) -> NumberPattern:
    """Read a pattern, with all its faults at once."""
    parts: list[Part] = []
    faults: list[Message] = []
    for piece in _PIECE.finditer(pattern):
        parts.append(_part(piece))
        faults.extend(_piece_faults(piece))
    return NumberPattern(tuple(parts), (*faults, *_serial_faults(parts)))


def number_values(
    *,
    year: int,
    programme: str,
    region: str = "",
    direction: str = "",
    more: Mapping[str, str] | None = None,
) -> dict[str, str]:
    """What the names of a pattern stand for, for an application with such facts.

    Args:
        region: Six digits; one that is unknown gives nothing.
        more: Values of the call, which count before all others.
    """
    known = bool(region) and regions().get(region) is not None
    return {
        "year": str(year),
        "programme": programme,
        "prefix": "XD",
        "region": region if known else "",
        "province": region[:2] if known else "",
        "city": region[2:4] if known else "",
        "county": region[4:6] if known else "",
        "direction": direction,
        **(more or {}),
    }


def _part(piece: re.Match[str]) -> Part:
    if piece["name"] is None:
        return Part(literal=piece.group())
    return Part(name=piece["name"], width=int(piece["width"]) if _width_valid(piece) else 0)


def _piece_faults(piece: re.Match[str]) -> list[Message]:
    if piece["brace"]:
        return [message("A brace at character {place} has no partner.", place=piece.start() + 1)]
    faults: list[Message] = []
    if piece["name"] is not None and piece["name"] not in KNOWN_NAMES:
        faults.append(_unknown(piece["name"]))
    if piece["width"] is not None and not _width_valid(piece):
        faults.append(
            message(
                "The width of {name} must be a number from 1 to {widest}, not “{width}”.",
                name=piece["name"],
                widest=_WIDEST,
                width=piece["width"],
            ),
        )
    return faults


def _width_valid(piece: re.Match[str]) -> bool:
    width = piece["width"]
    return bool(width and re.fullmatch("[0-9]{1,2}", width) and 1 <= int(width) <= _WIDEST)


def _unknown(name: str) -> Message:
    near = get_close_matches(name, KNOWN_NAMES, n=1)
    if near:
        return message("Unknown name “{name}”: did you mean {near}?", name=name, near=near[0])
    return message(
        "Unknown name “{name}”: known are {names}.",
        name=name,
        names=Listing(KNOWN_NAMES),
    )


def _serial_faults(parts: list[Part]) -> list[Message]:
    count = sum(part.name == SERIAL for part in parts)
    if count == 1:
        return []
    if count:
        return [message("The pattern has more than one {{serial}}.")]
    return [message("The pattern has no {{serial}}, so all its numbers would be the same.")]
