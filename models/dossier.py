# SPDX-License-Identifier: Apache-2.0
"""A dossier: all that a report prints about one application, frozen, from one snapshot.

A report never queries: what it prints is what it was handed.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date, datetime
    from decimal import Decimal

    from models.errors import Problem
    from models.language import Label, Translatable
    from models.paper import Paper
    from models.programme.answers import Answers
    from models.programme.schema import Programme
    from models.programme.vocabulary import Vocabulary


def _own_way() -> Paper:
    """The program's own way, loaded when somebody asks: the window opens without it."""
    from models.paper import Paper

    return Paper()


@dataclass(frozen=True, slots=True)
class OfficeFacts:
    """The office whose register this is.

    Attributes:
        paper: How its papers look.
        emblem: Where its picture lies; empty for none.
    """

    name: str
    region: str = ""
    contact: str = ""
    phone: str = ""
    paper: Paper = field(default_factory=_own_way)
    emblem: str = ""

    @property
    def heads(self) -> str:
        """What stands over its papers (发文机关标志)."""
        return self.paper.office.name or self.name

    @property
    def writes_as(self) -> str:
        """The name that its papers bear in their texts and below them, as over them."""
        return self.heads.strip().removesuffix("文件") or self.name


@dataclass(frozen=True, slots=True)
class CallFacts:
    """A call (批次)."""

    id: str
    title: str
    programme_id: str
    notice: str = ""
    opens: date | None = None
    closes: date | None = None
    contact: str = ""


@dataclass(frozen=True, slots=True)
class HistoryHead:
    """The head of the hash chain: how many entries, and the last one's hash (64 hex digits)."""

    sequence: int
    hash: str

    @property
    def short(self) -> str:
        """As it is printed: `128:9f2c40d1a7b3e655`."""
        return f"{self.sequence}:{self.hash[:16]}"


@dataclass(frozen=True, slots=True)
class StageStep:
    """One step of the way through the stages.

    Attributes:
        at: When it was entered, local time.
        workdays: Working days spent in it, up to the next step or today.
        certain: False where the days reach beyond the announced holidays.
        due: When it should be left, if the stage has a limit.
    """

    stage: str
    at: datetime
    workdays: int
    operator: str
    reason: str = ""
    due: date | None = None
    certain: bool = True


@dataclass(frozen=True, slots=True)
class LeftOut:
    """Attachments of one slot that an audience does not get, and why.

    Attributes:
        slot: Its id.
    """

    slot: str
    label: Translatable
    number: int
    reason: Translatable


@dataclass(frozen=True, slots=True)
class Withheld:
    """What an audience does not get to see of a dossier; the things themselves are not in it.

    Attributes:
        audience: Its id.
        label: What it is called.
        wording: Stands where something was.
        blind: The audience must not learn whose application it is: nothing that an attachment says
            about itself (bookmarks, metadata, its original) goes out either.
        tells: The packet lists what was left out.
        parts: Parts of a packet that it never has.
        facts: Ids of the fields that are not there.
        fields: What those fields and columns are called.
        attachments: Those that are not there.
    """

    audience: str
    label: Label
    wording: Label
    blind: bool = False
    tells: bool = False
    parts: frozenset[str] = frozenset()
    facts: frozenset[str] = frozenset()
    fields: tuple[Label, ...] = ()
    attachments: tuple[LeftOut, ...] = ()


@dataclass(frozen=True)
class Dossier:
    """One application with everything that reports print.

    Attributes:
        version_code: Names exactly this state of the application; printed on every page.
        head: The head of the whole register's history when this was read.
        today: The day on which it was read.
        tags: Term ids by vocabulary (`directions`, `products`, `tasks`, `labels`, local ones); the
            main direction and product are facts, not here.
        definition_version: The version of the programme that judged it.
        withheld: What was taken out for an audience; None where it is all there, for the office.
    """

    uid: str
    number: str
    office: OfficeFacts
    call: CallFacts
    programme: Programme
    vocabularies: Mapping[str, Vocabulary]
    answers: Answers
    stage: str
    steps: tuple[StageStep, ...]
    problems: tuple[Problem, ...]
    version_code: str
    head: HistoryHead
    today: date
    received: date | None = None
    tags: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    withheld: Withheld | None = None

    @property
    def title(self) -> str:
        """The title of the project, as typed."""
        return str(self.answers.stored.get("title") or "")

    @property
    def applicant(self) -> str:
        """The name of the applicant, as given on this application."""
        return str(self.answers.stored.get("applicant") or "")

    @property
    def definition_version(self) -> str:
        """The version of the programme that judged it."""
        return self.programme.version

    @property
    def is_blind(self) -> bool:
        """Whether whoever this is for must not learn whose application it is."""
        return self.withheld is not None and self.withheld.blind

    def withholds(self, fact: str) -> bool:
        """Whether a field was taken out."""
        return self.withheld is not None and fact in self.withheld.facts

    def lacks(self, part: str) -> bool:
        """Whether whoever this is for never gets a part of a packet."""
        return self.withheld is not None and part in self.withheld.parts

    def stage_label(self) -> Label:
        """The inner name of its stage."""
        return self.programme.stages[self.stage].label


@dataclass(frozen=True, slots=True)
class CrossCell:
    """A number of a cross table: how many applications, and their amount."""

    count: int
    amount_wan: Decimal
