# SPDX-License-Identifier: Apache-2.0
"""Administrative divisions by GB/T 2260, with their history (resources/vocabularies/regions.csv).

A code may outlive its name and an area its code, so each row is a region with the years in which
it stood so; what was abolished stays readable and names its successors. Regions match by code,
by path or by a full name, never by a short one: 29 county names occur more than once. Recommending
units that are no division (development zones, the Corps) are a vocabulary, not regions.
"""

from __future__ import annotations

import csv
import re
from functools import cached_property, lru_cache
from typing import NamedTuple

from models.rules.text import half_width
from resources import read_text

DIRECT = "直辖"
_IN_USE = "在用"
_PARTED = "["  # `330113[2021]`: a part went there in that year; without a year: the successor
_COUNTY_LEVEL = "县级"
_PROVINCE_LEVEL = "省级"
# What pickers and statistics put between a province and its direct-governed counties.
_FILLERS = re.compile(
    r"(?<=.)(?:市辖区|(?:(?<=省)省|(?<=自治区)自治区)?直辖(?:县级行政(?:区划|单位))?)(?=.)",
)
_SEPARATORS = re.compile(r"[\s/\\,，、>·_-]+")


class Region(NamedTuple):
    """A division as it stood in some years.

    Attributes:
        code: Six digits of GB/T 2260.
        name: Its full name.
        path: Its name after those of its province and prefecture (`浙江省杭州市余杭区`).
        level: 省级, 地级 or 县级.
        since: The first year.
        until: The year in which it was abolished or renamed; None while it is in use.
        replaced_by: The codes that took its place; empty while it is in use.
    """

    code: str
    name: str
    path: str
    level: str
    since: int
    until: int | None
    replaced_by: tuple[str, ...]


class Regions:
    """All regions, present and past."""

    def __init__(self, rows: list[list[str]]) -> None:
        self._rows: dict[str, list[list[str]]] = {}
        for row in rows:
            self._rows.setdefault(row[0], []).append(row)

    def get(self, code: str, on: int | None = None) -> Region | None:
        """The region of a code as it stood in a year; without a year as it stands or last stood.

        In the year of a change the new state holds, since the source knows years only.
        """
        states = [_region(row) for row in self._rows.get(code, [])]
        if on is not None:
            states = [state for state in states if _stood(state, on)]
        return max(states, key=_recent, default=None)

    def knows(self, code: str) -> bool:
        """Whether a region has or had that code."""
        return code in self._rows

    def find(self, text: str) -> tuple[Region, ...]:
        """The regions that a code, a path or a full name can mean, by code; empty for a short name.

        `鼓楼区` gives several, `福州市鼓楼区` and `福建省鼓楼区` one. Past ones are found only
        where no present one fits.
        """
        wanted = _FILLERS.sub("", _SEPARATORS.sub("", half_width(text)))
        by_code = self.get(wanted)
        if by_code is not None:
            return (by_code,)
        found = [_region(row) for row in self._by_name.get(wanted, [])]
        present = [region for region in found if region.until is None]
        return tuple(present or found)

    def children(self, code: str) -> tuple[Region, ...]:
        """The present divisions right below a code, direct-governed counties included."""
        return tuple(_region(row) for row in self._by_parent.get(code, []))

    def near(self, text: str, most: int) -> tuple[Region, ...]:
        """Present divisions that a wrong code or name may mean.

        Of a code, those of its prefecture or province; of a name, those whose name holds it.
        """
        wanted = half_width(text).strip()
        present = [row for states in self._rows.values() for row in states if row[5] == _IN_USE]
        if wanted.isdecimal():
            for digits in (wanted[:4], wanted[:2]):
                rows = [row for row in present if row[0].startswith(digits)]
                if rows and len(digits) > 1:
                    by_distance = sorted(rows, key=lambda row: abs(int(row[0]) - int(wanted)))
                    return tuple(_region(row) for row in by_distance[:most])
            return ()
        rows = [row for row in present if wanted in row[3]] if wanted else []
        return tuple(_region(row) for row in rows[:most])

    def codes(self) -> tuple[str, ...]:
        """All codes that ever were, in the order of the table."""
        return tuple(self._rows)

    def path(self, code: str) -> str:
        """The path of a code as it stands or last stood; the code itself where it is unknown."""
        region = self.get(code)
        return region.path if region else code

    @cached_property
    def _by_name(self) -> dict[str, list[list[str]]]:
        index: dict[str, list[list[str]]] = {}
        for states in self._rows.values():
            for row in states:
                for name in _names(row):
                    index.setdefault(name, []).append(row)
        return index

    @cached_property
    def _by_parent(self) -> dict[str, list[list[str]]]:
        index: dict[str, list[list[str]]] = {}
        for states in self._rows.values():
            for row in states:
                if row[5] == _IN_USE:
                    index.setdefault(_parent(row), []).append(row)
        return index


@lru_cache(maxsize=1)
def regions() -> Regions:
    """All regions, read once."""
    text = read_text("vocabularies", "regions.csv").removeprefix("\ufeff")
    return Regions(list(csv.reader(text.splitlines()))[1:])


def _region(row: list[str]) -> Region:
    code, province, prefecture, name, level, _, since, until, followers = row
    return Region(
        code,
        name,
        _path(province, prefecture, name, level),
        level,
        int(since),
        int(until) if until else None,
        tuple(item for item in followers.split(";") if until and item and _PARTED not in item),
    )


def _path(province: str, prefecture: str, name: str, level: str) -> str:
    if level == _PROVINCE_LEVEL:
        return name
    if level == _COUNTY_LEVEL and prefecture != DIRECT:
        return province + prefecture + name
    return province + name


def _names(row: list[str]) -> set[str]:
    _, province, prefecture, name, level = row[:5]
    names = {name, province + name, _path(province, prefecture, name, level)}
    if level == _COUNTY_LEVEL:
        # A picker says 北京市/北京市/东城区 where no prefecture stands between.
        above = province + province if prefecture == DIRECT else prefecture
        names.add(above + name)
    return names


def _parent(row: list[str]) -> str:
    code, _, prefecture, _, level = row[:5]
    if level == _PROVINCE_LEVEL:
        return ""
    if level == _COUNTY_LEVEL and prefecture != DIRECT:
        return f"{code[:4]}00"
    return f"{code[:2]}0000"


def _stood(region: Region, year: int) -> bool:
    return region.since <= year and (region.until is None or year < region.until)


def _recent(region: Region) -> tuple[bool, int, int]:
    return (region.until is None, region.until or 0, region.since)
