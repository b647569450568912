# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

from models.errors import UserError
from models.language import message

MOST_ROWS = 1_048_576
"""Rows of a sheet (Excel specifications and limits)."""


class TooManyRowsError(UserError):
    """More rows than a sheet can hold."""

    def __init__(self, sheet: str, rows: int) -> None:
        super().__init__(
            message(
                "The sheet “{sheet}” would need {n} rows; Excel holds {most}. Filter the list, or"
                " export it in parts.",
                sheet=sheet,
                n=rows,
                most=MOST_ROWS,
            )
        )


def check_rows(sheet: str, rows: int) -> None:
    """Refuse a sheet that would be too long, before anything is written.

    Raises:
        TooManyRowsError: It would be.
    """
    if rows > MOST_ROWS:
        raise TooManyRowsError(sheet, rows)
