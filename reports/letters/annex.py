# SPDX-License-Identifier: Apache-2.0
"""Annexes that are printed with the letter: each on a page of its own, with its number and its list.

Wide tables lie (横排表格, 8): the pages stay upright, the head of the table is on their left.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from reportlab.platypus.doctemplate import NextPageTemplate, PageBreak
from reportlab.platypus.flowables import Spacer

from models.language import message
from models.progress import NoProgress
from reports.letters.head import balanced_title
from reports.letters.layout import HEIGHT, LINE
from reports.letters.letter import SummaryAnnex
from reports.letters.pages import LYING, UPRIGHT
from reports.summary.listing import summary_list
from reports.summary.printed_list import untitled_list
from reports.typesetting.grid import Row
from reports.typesetting.styles import CELL, CELL_CENTRE, CELL_NUMBER
from reports.typesetting.tables import Column, fitted_grid

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from models.language import Message
    from reports.letters.layout import Styles
    from reports.letters.letter import Annex, Letter
    from reports.summary.digest import Digest
    from reports.typesetting.setter import Setter
    from reports.typesetting.styles import TextStyle
    from reports.typesetting.tables import Shrink


def annexes(
    letter: Letter, styles: Styles, setter: Setter, digests: Mapping[int, Digest]
) -> list[Any]:
    """The annexes that have a table (7.3.7): “附件1” at the edge, the title on the third line.

    Args:
        letter: Whose annexes they are.
        styles: Of the letter.
        setter: Of upright pages.
        digests: Of the summaries among them, by their place.
    """
    made: list[Any] = []
    for number, annex in enumerate(letter.annexes, 1):
        alone = len(letter.annexes) == 1
        word = message("Annex") if alone else message("Annex {n}", n=number)
        if isinstance(annex, SummaryAnnex):
            lying = setter.beside(HEIGHT)
            found = summary_list(annex.frame, digests[number - 1])
            made += [
                *_headed(word, annex.title, LYING, styles, lying),
                *untitled_list(found, lying, NoProgress()),
                NextPageTemplate(UPRIGHT),
            ]
        elif annex.heads:
            made += _headed(word, annex.title, UPRIGHT, styles, setter)
            made.append(_table(annex, setter))
    return made


def _headed(word: Message, title: str, page: str, styles: Styles, setter: Setter) -> list[Any]:
    """A new page with what stands over an annex."""
    return [
        NextPageTemplate(page),
        PageBreak(),
        setter.block(word, _black(styles)),
        Spacer(1, LINE),
        balanced_title(title, styles.title, setter),
        Spacer(1, LINE / 2),
    ]


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
