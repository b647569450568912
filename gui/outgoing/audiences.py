# SPDX-License-Identifier: Apache-2.0
"""For whom an output is: what they do not get to see is taken out before anything is set."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from models.audiences.profile import audience
from models.audiences.seen import seen_by
from models.errors import UserError
from models.language import Listing, message

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from models.audiences.profile import Audience
    from models.audiences.redaction import Hit
    from models.dossier import Dossier
    from models.language import Label
    from models.orders import PacketOrder
    from models.programme.answers import File


class PartsNotForThemError(UserError):
    """Parts were asked for that the audience never gets."""

    def __init__(self, parts: Sequence[Label], for_whom: Label) -> None:
        super().__init__(
            message(
                "Packets for {audience} never have these parts: {parts}. Leave them out of --parts,"
                " or choose another profile.",
                audience=for_whom,
                parts=Listing(tuple(parts)),
            )
        )


@dataclass
class Passing:
    """Dossiers on their way to an audience, and what was said about their texts.

    Attributes:
        taken: Number of the application, and words that were taken out.
        left: Number of the application, and words that may still tell.
    """

    order: PacketOrder
    taken: list[tuple[str, Hit]] = field(default_factory=list)
    left: list[tuple[str, Hit]] = field(default_factory=list)

    @property
    def audience(self) -> Audience | None:
        """Whom it is for; None for the office itself.

        Raises:
            UnknownNameError: There is no such audience.
        """
        return audience(self.order.audience) if self.order.audience else None

    def check(self, parts: Sequence[str], labels: Sequence[Label]) -> None:
        """Refuse parts that the audience never gets.

        Raises:
            PartsNotForThemError: There are some.
        """
        found = self.audience
        if found is None:
            return
        pairs = zip(parts, labels, strict=True)
        refused = [label for part, label in pairs if part in found.hides.parts]
        if refused:
            raise PartsNotForThemError(refused, found.label)

    def through(self, dossiers: Iterable[Dossier]) -> Iterator[Dossier]:
        """The dossiers as the audience sees them."""
        found = self.audience
        for dossier in dossiers:
            if found is None:
                yield dossier
                continue
            seen = seen_by(
                dossier,
                found,
                self.order.language,
                further=self.order.withhold,
                reads=_text,
            )
            self.taken += [(dossier.number, hit) for hit in seen.taken]
            self.left += [(dossier.number, hit) for hit in seen.left]
            yield seen.dossier


def _text(file: File) -> str:
    """What a machine reads in an attachment."""
    from forms.attachments import text_of

    return text_of(Path(file.path), file.media_type) if file.readable else ""
