# SPDX-License-Identifier: Apache-2.0
"""What was named is not there: the nearest name, or all there are, is in the sentence."""

from __future__ import annotations

import difflib
from typing import TYPE_CHECKING, Any

from models.errors import RefusedError, UserError
from models.language import Listing, message

if TYPE_CHECKING:
    from collections.abc import Sequence


class UnknownNumberError(UserError):
    """No application has that number."""

    def __init__(self, number: str, near: str) -> None:
        super().__init__(
            message(
                "There is no application {number}. Did you mean {near}?", number=number, near=near
            )
            if near
            else message("There is no application {number}.", number=number)
        )


class UnknownCallError(UserError):
    """No call has that id."""

    def __init__(self, wanted: str, known: Sequence[str]) -> None:
        super().__init__(
            message(
                "There is no call “{wanted}”. There are: {known}",
                wanted=wanted,
                known=Listing(tuple(known) or ("—",)),
            )
        )


class UnknownStepError(UserError):
    """The history has no such step."""

    def __init__(self, wanted: str) -> None:
        super().__init__(message("The history has no step {wanted}.", wanted=wanted))


class UnknownNameError(UserError):
    """Something else that was named is not there; the nearest name is offered."""

    def __init__(self, kind: Any, wanted: str, known: Sequence[str]) -> None:
        near = difflib.get_close_matches(wanted, known, n=1, cutoff=0.5)
        super().__init__(
            message(
                "There is no {kind} “{wanted}”. Did you mean “{near}”?",
                kind=kind,
                wanted=wanted,
                near=near[0],
            )
            if near
            else message(
                "There is no {kind} “{wanted}”. There are: {known}",
                kind=kind,
                wanted=wanted,
                known=Listing(tuple(known[:40]) or ("—",)),
            )
        )


class InTrashError(RefusedError):
    """The application is in the trash, where nothing is changed."""

    def __init__(self, number: str) -> None:
        super().__init__(
            message(
                "{number} is in the trash. Take it out first: xiandao trash DIR {number} --restore",
                number=number,
            )
        )
