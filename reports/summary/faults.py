# SPDX-License-Identifier: Apache-2.0
"""What can be wrong about what a summary is asked to show."""

from __future__ import annotations

from typing import TYPE_CHECKING

from models.errors import UserError
from models.language import Listing, message

if TYPE_CHECKING:
    from collections.abc import Sequence


class CrossSizeError(UserError):
    """A cross table has two or three different dimensions."""

    def __init__(self, names: Sequence[str]) -> None:
        super().__init__(
            message(
                "A cross table needs two or three different dimensions, not “{names}”; for instance"
                " direction,stage.",
                names=Listing(tuple(names)),
            )
        )


class NoPublicityError(UserError):
    """A programme does not say what of it is made public."""

    def __init__(self, programme: str) -> None:
        super().__init__(
            message(
                "The programme {programme} does not say who and what is made public. Add a part"
                " [publicity] with title, stages and columns to its definition.",
                programme=programme,
            )
        )
