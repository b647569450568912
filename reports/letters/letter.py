# SPDX-License-Identifier: Apache-2.0
"""What a letter consists of."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from models.dossier import OfficeFacts
    from reports.summary.frame import Frame, SummaryRow


@dataclass(frozen=True, slots=True)
class Annex:
    """An annex (附件).

    Attributes:
        heads: Over the columns of its table; empty for an annex that goes along as a file of its own.
        rows: A text a column.
    """

    title: str
    heads: tuple[str, ...] = ()
    rows: tuple[tuple[str, ...], ...] = ()


@dataclass(frozen=True, slots=True)
class SummaryAnnex:
    """The summary table (汇总表) as an annex, which lies on its pages.

    Attributes:
        frame: What the summary is made of.
        rows: Its applications; read once.
    """

    title: str
    frame: Frame
    rows: Iterable[SummaryRow]
    count: int


@dataclass(frozen=True, slots=True)
class Letter:
    """A letter, its words filled in.

    Attributes:
        number: The document number (发文字号); empty for none.
        to: Whom it is addressed to (主送机关); empty for none.
        text: Paragraphs, a line each; headings of the levels 一、 （一） 1. （1） are known by them.
        dated: The day of the letter (成文日期).
        made: The day on which the file is made.
    """

    office: OfficeFacts
    title: str
    text: str
    dated: date
    made: date
    number: str = ""
    to: str = ""
    annexes: tuple[Annex | SummaryAnnex, ...] = ()
