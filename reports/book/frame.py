# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date
    from pathlib import Path

    from models.language import Language


@dataclass(frozen=True, slots=True)
class BookItem:
    """A packet in a book.

    Attributes:
        path: Of its file.
        applicant: Empty where whoever the book is for does not get to see it.
        group: The heading under which it stands, such as its direction; empty for none.
        direction: Under which it stands in the index of directions; empty for none.
    """

    path: Path
    number: str
    title: str
    applicant: str
    group: str = ""
    direction: str = ""


@dataclass(frozen=True, slots=True)
class BookFrame:
    """What a book has besides its packets.

    Attributes:
        front, back: Texts of the office before and after the packets; empty for none.
        two_sided: Parts begin on right pages.
        index: An index by applicant stands at the end.
        directions: The headings of an index by direction, in their order; empty for none.
    """

    office: str
    title: str
    notice: str
    head: str
    day: date
    language: Language
    front: str = ""
    back: str = ""
    two_sided: bool = False
    index: bool = True
    directions: tuple[str, ...] = ()
