# SPDX-License-Identifier: Apache-2.0
"""Annexes that are printed with the letter: each on a page of its own, with its number and its list."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from reportlab.platypus.doctemplate import PageBreak
from reportlab.platypus.flowables import Spacer

from models.language import message
from reports.letters.head import balanced_title
from reports.letters.layout import LINE
from reports.typesetting.grid import Row
from reports.typesetting.styles import CELL, CELL_CENTRE, CELL_NUMBER
from reports.typesetting.tables import Column, fitted_grid

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reports.letters.layout import Styles
    from reports.letters.letter import Annex, Letter
    from reports.typesetting.setter import Setter
    from reports.typesetting.styles import TextStyle
    from reports.typesetting.tables import Shrink


def annexes(letter: Letter, styles: Styles, setter: Setter) -> list[Any]:
    """The annexes that have a table (7.3.7): “附件1” at the edge, the title on the third line."""
    made: list[Any] = []
    for number, annex in enumerate(letter.annexes, 1):
        if not annex.heads:
            continue
        alone = len(letter.annexes) == 1
        word = message("Annex") if alone else message("Annex {n}", n=number)
        made += [
            PageBreak(),
            setter.block(word, _black(styles)),
            Spacer(1, LINE),
            balanced_title(annex.title, styles.title, setter),
            Spacer(1, LINE / 2),
            _table(annex, setter),
        ]
    return made


def _black(styles: Styles) -> TextStyle:
    return replace(styles.flush, font=styles.first.font)


def _table(annex: Annex, setter: Setter) -> Any:
    numbers = [_is_number([row[place] for row in annex.rows]) for place in range(len(annex.heads))]
    columns = [
        Column(head, number=number and place > 0, whole=place == 0)
        for place, (head, number) in enumerate(zip(annex.heads, numbers, strict=True))
    ]

    def rows(shrink: Shrink) -> list[Row]:
        styles = [
            shrink(CELL_CENTRE if place == 0 else CELL_NUMBER if number else CELL)
            for place, number in enumerate(numbers)
        ]
        return [
            Row(tuple(setter.block(text, style) for text, style in zip(row, styles, strict=True)))
            for row in annex.rows
        ]

    return fitted_grid(columns, rows, setter)


def _is_number(texts: Sequence[str]) -> bool:
    found = [text.replace(",", "").replace(".", "", 1) for text in texts if text]
    return bool(found) and all(text.isdecimal() for text in found)
