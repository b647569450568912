# SPDX-License-Identifier: Apache-2.0
"""What was named is not there: the nearest name, or all there are, is in the sentence."""

from __future__ import annotations

import difflib
from typing import TYPE_CHECKING, Any

from models.errors import RefusedError, UserError
from models.language import Language, Listing, message

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from models.language import Param, Translatable


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
    """Something else that was named is not there; the nearest name is offered, or all there are.

    `known` are names as users type them, or ids with what they are called.
    """

    def __init__(
        self, kind: Any, wanted: str, known: Sequence[str] | Mapping[str, Translatable]
    ) -> None:
        shown = _shown(known)
        near = difflib.get_close_matches(wanted, shown, n=1, cutoff=0.5)
        listed = tuple(dict.fromkeys(shown.values()))[:_MOST]
        super().__init__(
            message(
                "There is no {kind} “{wanted}”. Did you mean “{near}”?",
                kind=kind,
                wanted=wanted,
                near=shown[near[0]],
            )
            if near
            else message(
                "There is no {kind} “{wanted}”. There are: {known}",
                kind=kind,
                wanted=wanted,
                known=Listing(listed or ("—",)),
            )
        )


_MOST = 40


def _shown(known: Sequence[str] | Mapping[str, Translatable]) -> dict[str, Param]:
    """What each name that may be meant is shown as: an id carries what it is called."""
    if not hasattr(known, "items"):
        return {name: name for name in known}
    found: dict[str, Param] = {}
    for key, label in known.items():
        named = message("{id} {label}", id=key, label=label)
        found |= dict.fromkeys((key, *(label.text(language) for language in Language)), named)
    return found


class UnknownOperatorError(UserError):
    """There is no operator of that name."""

    def __init__(self, name: str, known: Sequence[str]) -> None:
        super().__init__(
            message(
                "There is no operator “{name}”. There are: {known}",
                name=name,
                known=Listing(tuple(known)),
            )
        )


class UnknownOwnerError(UserError):
    """What files were to be attached to is no application, no call and no applicant."""

    def __init__(self, wanted: str, near: str) -> None:
        super().__init__(
            message(
                "There is no application, call or applicant “{wanted}”. Did you mean “{near}”?",
                wanted=wanted,
                near=near,
            )
            if near
            else message("There is no application, call or applicant “{wanted}”.", wanted=wanted)
        )


class UnknownDivisionError(UserError):
    """No administrative division has that code or name, or several have; the nearest are named."""

    def __init__(self, wanted: str, near: Sequence[str]) -> None:
        super().__init__(
            message(
                "“{wanted}” is no division, or not the only one. Give the six digits of its code"
                " (GB/T 2260) or its full name. Near it: {near}",
                wanted=wanted,
                near=Listing(tuple(near)),
            )
            if near
            else message(
                "“{wanted}” is no division. Give the six digits of its code (GB/T 2260), such as"
                " 370502, or its full name, such as 东营市东营区.",
                wanted=wanted,
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


class NotInTrashError(RefusedError):
    """The application is in use, so there is nothing to take it out of."""

    def __init__(self, number: str) -> None:
        super().__init__(message("{number} is not in the trash.", number=number))
