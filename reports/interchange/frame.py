# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date
    from pathlib import Path

    from models.dossier import CallFacts, HistoryHead, OfficeFacts
    from models.language import Language, Message
    from models.programme.schema import Programme
    from models.programme.vocabulary import Vocabulary


@dataclass(frozen=True, slots=True)
class ExportFrame:
    """What all parts of one export share.

    Attributes:
        count: How many applications go out.
        today: The day that it bears.
        head: Of the history, at the moment of the snapshot.
    """

    programme: Programme
    vocabularies: Mapping[str, Vocabulary]
    call: CallFacts
    office: OfficeFacts
    head: HistoryHead
    today: date
    language: Language
    count: int


@dataclass(frozen=True, slots=True)
class Exported:
    """What was written.

    Attributes:
        files: All of them; of attachment folders the list alone.
        applications: How many are in it.
        copied: How many attachments were copied.
        failures: The number of an application and what is not there, and why.
    """

    path: Path
    files: tuple[Path, ...]
    applications: int
    copied: int = 0
    failures: tuple[tuple[str, Message], ...] = ()
