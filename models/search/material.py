# SPDX-License-Identifier: Apache-2.0
"""What the search, lists and sorting need of an application, made from nothing but what it says.

So it can be made before the application has a number, in another process as well; `renew` completes
it by what only the database knows.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Material:
    """What is derived from an application itself.

    Attributes:
        tokens: The tokens of its own texts, parted by blanks.
        answers: What lists show, sort or filter by: field, position, number, text.
        title_key, applicant_key: How its names sort.
    """

    tokens: str
    answers: tuple[tuple[str, int, float | None, str | None], ...]
    title_key: str
    applicant_key: str
