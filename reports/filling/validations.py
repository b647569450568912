# SPDX-License-Identifier: Apache-2.0
"""What the empty form lets into a cell: its lists, and its limits where they are plain numbers."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING, Any

from models.language import Listing, message
from reports.filling.addresses import Area, areas
from reports.filling.formulas import reading
from reports.filling.sheet_part import local

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from models.language import Message
    from models.programme.display import Cell
    from reports.filling.workbook_parts import WorkbookParts

_SHOWN = 12
_COMPARED: Mapping[str, Callable[[Decimal, Decimal, Decimal], bool]] = {
    "equal": lambda value, low, _high: value == low,
    "notEqual": lambda value, low, _high: value != low,
    "greaterThan": lambda value, low, _high: value > low,
    "lessThan": lambda value, low, _high: value < low,
    "greaterThanOrEqual": lambda value, low, _high: value >= low,
    "lessThanOrEqual": lambda value, low, _high: value <= low,
    "between": lambda value, low, high: low <= value <= high,
    "notBetween": lambda value, low, high: not low <= value <= high,
}
_TWO_LIMITS = frozenset({"between", "notBetween"})


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule of the empty form.

    Attributes:
        allowed: The texts of its list; None where it is no list, or one that nobody can tell.
        kind: whole, decimal, textLength; empty for what is not looked at.
        low: The limits, where they are numbers.
    """

    areas: tuple[Area, ...]
    allowed: frozenset[str] | None
    listed: tuple[str, ...]
    kind: str
    operator: str
    low: Decimal | None
    high: Decimal | None

    def fault(self, value: Cell) -> Message | None:
        """What is wrong with a value; None for nothing."""
        text = f"{value.normalize():f}" if isinstance(value, Decimal) else str(value)
        if self.allowed is not None:
            if text.strip().casefold() in self.allowed:
                return None
            return message(
                "“{value}” is not in the list of this cell: {known}",
                value=text[:80],
                known=Listing(self.listed[:_SHOWN]),
            )
        measured = Decimal(len(text)) if self.kind == "textLength" else _number(value)
        if self.low is None or self.kind not in {"whole", "decimal", "textLength"}:
            return None
        if self.high is None and self.operator in _TWO_LIMITS:
            return None
        high = self.low if self.high is None else self.high
        fits = measured is not None and _COMPARED[self.operator](measured, self.low, high)
        whole = self.kind != "whole" or measured is None or measured == measured.to_integral_value()
        if fits and whole:
            return None
        if self.kind == "textLength":
            return message(
                "a text of {n} characters is not what this cell takes ({rule})",
                n=len(text),
                rule=self._words(),
            )
        return message(
            "“{value}” is not what this cell takes ({rule})", value=text[:80], rule=self._words()
        )

    def _words(self) -> Message:
        low, high = str(self.low), str(self.high)
        words = {
            "equal": message("exactly {low}", low=low),
            "notEqual": message("not {low}", low=low),
            "greaterThan": message("more than {low}", low=low),
            "lessThan": message("less than {low}", low=low),
            "greaterThanOrEqual": message("{low} or more", low=low),
            "lessThanOrEqual": message("{low} or less", low=low),
            "between": message("{low} to {high}", low=low, high=high),
            "notBetween": message("not {low} to {high}", low=low, high=high),
        }
        return words[self.operator]


def rules(parts: WorkbookParts, sheet: str) -> list[Rule]:
    """The rules of a sheet, those of newer Excel among them."""
    found = []
    for item in parts.sheet(sheet).root.iter():
        if local(item) != "dataValidation":
            continue
        inner = {local(child): child for child in item}
        listed = item.get("sqref") or (inner["sqref"].text if "sqref" in inner else "")
        first, second = _formula(inner.get("formula1")), _formula(inner.get("formula2"))
        kind = item.get("type", "none")
        texts = tuple(_listed(parts, sheet, first)) if kind == "list" and first else ()
        found.append(
            Rule(
                tuple(areas(listed or "")),
                frozenset(text.strip().casefold() for text in texts) if texts else None,
                texts,
                kind,
                item.get("operator", "between"),
                _number(first),
                _number(second),
            )
        )
    return found


def _formula(element: Any | None) -> str:
    if element is None:
        return ""
    inner = next((child for child in element if local(child) == "f"), element)
    return (inner.text or "").strip()


def _listed(parts: WorkbookParts, sheet: str, source: str) -> Iterator[str]:
    """What a list offers: written out, or standing in cells; nothing where nobody can tell."""
    if source.startswith('"') and source.endswith('"'):
        yield from (item.strip() for item in source[1:-1].replace('""', '"').split(","))
        return
    found = reading(source)
    if found.anywhere:
        return
    cells = list(found.cells)
    for name in found.names:
        cells += parts.name_cells(name, sheet)
    for where, area in cells:
        yield from parts.texts_in(where or sheet, area)


def _number(value: Any) -> Decimal | None:
    if isinstance(value, bool) or value is None:
        return None
    if isinstance(value, int | Decimal):
        return Decimal(value)
    try:
        found = Decimal(str(value))
    except InvalidOperation:
        return None
    return found if found.is_finite() else None
