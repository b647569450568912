# SPDX-License-Identifier: Apache-2.0
"""Units that headings, lines above a table and cells name (resources/intake/units.toml)."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from typing import TYPE_CHECKING

from models.programme.schema import FieldType
from models.rules.text import comparable, half_width
from resources import read_text

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from models.programme.schema import FormField

_MONEY_UNIT = "万元"


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit; those of one kind turn into one another exactly."""

    id: str
    kind: str
    factor: Decimal


@lru_cache(maxsize=4096)
def find_unit(text: str) -> Unit | None:
    """The unit that a text is, by any of its names."""
    return _by_name().get(comparable(text))


def unit_of_field(field: FormField) -> Unit | None:
    """The unit of a field's numbers; None where it counts in none that we know."""
    if field.type is FieldType.PERCENT:
        return find_unit("%")
    if field.unit is not None:
        return find_unit(field.unit.zh) or find_unit(field.unit.en)
    return find_unit(_MONEY_UNIT) if field.type is FieldType.MONEY else None


def units_like(unit: Unit) -> tuple[Unit, ...]:
    """The units that turn into one, itself among them, in the order of their list."""
    found = (other for other in _by_name().values() if other.kind == unit.kind)
    return tuple(dict.fromkeys(found))


def converted(number: Decimal, source: Unit, target: Unit) -> Decimal | None:
    """A number in another unit, exactly; None between units that do not turn into one another."""
    if source.kind != target.kind:
        return None
    return plain(number * source.factor / target.factor)


def plain(number: Decimal) -> Decimal:
    """A number without an exponent and without zeros at the end that say nothing."""
    short = number.normalize()
    return Decimal(f"{short:f}")


_BRACKETED = re.compile(r"[(\[{【〔〖]\s*([^()\[\]{}【】〔〕〖〗]*?)\s*[)\]}】〕〗]")
_SAID = re.compile(
    r"(?:(?:计量|金额|货币|面积|数量|资金|经费)?单位|(?:currency )?units?)\s*(?:[:：为]|is|in)?\s*"
    r"([^\s:：,，;；、。()（）]{1,12}(?: [a-z$¥]{1,10}){0,2})",
    re.IGNORECASE,
)
_BESIDE = re.compile(r"[/／,，:：\s]+([^/／,，:：\s]+)$")
_LEADING = re.compile(r"^(?:in|单位|计量单位|金额单位|unit|units)\s*[:：]?\s*", re.IGNORECASE)
_PLAIN_SUFFIXES = (
    *("百万元", "千万元", "万元", "千元", "亿元", "万美元"),
    *("平方米", "平方公里", "公顷", "㎡", "m²", "km²", "%", "％"),
)
"""Units that are surely one at the end of a heading without a bracket."""


def unit_in_heading(text: str) -> tuple[str, str]:
    """What a heading says without its unit, and the unit that it names; empty for none.

    `总投资（万元）`, `金额 单位：千元`, `占比(%)`, `面积/m²`, `总投资万元`.
    """
    for found in _BRACKETED.finditer(half_width(text)):
        unit = find_unit(_LEADING.sub("", found[1]))
        if unit is not None:
            whole = half_width(text)
            return f"{whole[: found.start()]}{whole[found.end() :]}".strip(), unit.id
    said = _SAID.search(text)
    if said is not None and (unit := find_unit(said[1])):
        return f"{text[: said.start()]}{text[said.end() :]}".strip(" ,，、()（）"), unit.id
    beside = _BESIDE.search(text)
    if beside is not None and (unit := find_unit(beside[1])):
        return text[: beside.start()], unit.id
    ending = next((name for name in _PLAIN_SUFFIXES if text.endswith(name)), "")
    if ending and text != ending and (unit := find_unit(ending)):
        return text.removesuffix(ending), unit.id
    return text, ""


def units_in_line(text: str) -> Iterator[str]:
    """The units that a line above a table names: `单位：万元`, `金额单位：万元；面积单位：平方米`."""
    for found in _SAID.finditer(text):
        unit = find_unit(found[1])
        if unit is not None:
            yield unit.id


@lru_cache(maxsize=1)
def _by_name() -> Mapping[str, Unit]:
    data = tomllib.loads(read_text("intake", "units.toml"))
    found: dict[str, Unit] = {}
    for item in data["unit"]:
        unit = Unit(item["id"], item["kind"], Decimal(item["factor"]))
        for name in (unit.id, *item["names"]):
            found.setdefault(comparable(name), unit)
    return found
