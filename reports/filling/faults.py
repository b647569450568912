# SPDX-License-Identifier: Apache-2.0
"""Why a form cannot be filled."""

from __future__ import annotations

from typing import TYPE_CHECKING

from models.errors import RefusedError, UserError
from models.language import Listing, message

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    from models.language import Message
    from reports.filling.compare import Difference
    from reports.filling.doubts import Doubt


class NotAFormError(UserError):
    """The file is none that can be filled: no package, protected by a password, damaged."""

    def __init__(self, name: str, reason: Message) -> None:
        super().__init__(message("{name} cannot be filled: {reason}", name=name, reason=reason))


class CannotFollowError(UserError):
    """Rows cannot be put in or taken out without breaking what the form holds."""

    def __init__(self, sheet: str, reason: Message) -> None:
        super().__init__(
            message(
                "Sheet “{sheet}” does not let rows be put in or taken out: {reason}",
                sheet=sheet,
                reason=reason,
            )
        )


class MapDoesNotFitError(UserError):
    """The map names what the form does not have; all of it is said."""

    def __init__(self, name: str, faults: Iterable[Message]) -> None:
        self.faults = tuple(faults)
        super().__init__(
            message(
                "The map does not fit {name}: {faults}",
                name=name,
                faults=Listing(self.faults, clauses=True),
            )
        )


class FormDoubtsError(RefusedError):
    """Values do not fit the form; nothing was written."""

    def __init__(self, name: str, doubts: Sequence[Doubt]) -> None:
        self.doubts = tuple(doubts)
        super().__init__(
            message(
                "{name} was not filled, because values do not fit it: {doubts}",
                name=name,
                doubts=Listing(
                    tuple(item.sentence() for item in self.doubts[:_SHOWN]), clauses=True
                ),
            )
        )


class ChangedElsewhereError(UserError):
    """The filled form differs from the empty one where the map names nothing; it was not kept."""

    def __init__(self, path: Path, differences: Sequence[Difference]) -> None:
        self.differences = tuple(differences)
        super().__init__(
            message(
                "{path} was not kept: it differs from the empty form where the map names nothing:"
                " {differences}",
                path=str(path),
                differences=Listing(
                    tuple(item.sentence() for item in self.differences[:_SHOWN]), clauses=True
                ),
            )
        )


_SHOWN = 12
