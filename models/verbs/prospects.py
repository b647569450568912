# SPDX-License-Identifier: Apache-2.0
"""Where applications may go from where they are, told before anybody tries: conditions and reach."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from models.duties import Duty
from models.language import Message, message
from models.programme.problems import find_problems
from models.programme.schema import Need
from models.verbs.gates import need_unmet, over_quota
from models.views.dossiers import answers_of
from models.views.find import application_rows

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from models.language import Label, Translatable
    from models.programme.schema import Move, Stage
    from models.reader import Reader


class About(StrEnum):
    """What a requirement is about, so that a screen can lead there."""

    PROBLEMS = "problems"
    ATTACHMENTS = "attachments"
    CHECKLIST = "checklist"
    QUOTA = "quota"
    CONDITION = "condition"
    DUTY = "duty"


@dataclass(frozen=True, slots=True)
class Requirement:
    """Something that a move asks for.

    Attributes:
        text: What is asked.
        unmet: Why it does not hold now; None where it does.
    """

    about: About
    text: Translatable
    unmet: Translatable | None = None


@dataclass(frozen=True, slots=True)
class Prospect:
    """A move that the definition allows from where an application is."""

    move: Move
    stage: Stage
    requirements: tuple[Requirement, ...]

    @property
    def unmet(self) -> tuple[Requirement, ...]:
        """What stands against it now."""
        return tuple(item for item in self.requirements if item.unmet is not None)


@dataclass(frozen=True, slots=True)
class Target:
    """A stage that some of several applications may reach.

    Attributes:
        count: How many of them a move leads there from where they are.
    """

    to: str
    label: Label
    count: int


def prospects(reader: Reader, *, number: str, duties: Sequence[Duty]) -> tuple[Prospect, ...]:
    """The moves of an application with all that each asks for, met or not."""
    row = application_rows(reader, [number])[0]
    programme = reader.library.programme(row.definition_uid)
    answers = answers_of(reader, [row.uid])[row.uid]
    problems = find_problems(answers, reader.library.vocabularies(row.definition_uid))
    found: list[Prospect] = []
    for move in programme.moves_from(row.stage):
        asked = [
            Requirement(_ABOUT[need], _NEEDS[need], need_unmet(need, answers, problems))
            for need in move.needs
            if need is not Need.WITHIN_QUOTA
        ]
        for condition in move.condition:
            holds = bool(condition.check.holds(answers.scope))
            unmet = None if holds else condition.message
            asked.append(Requirement(About.CONDITION, condition.message, unmet))
        if Need.WITHIN_QUOTA in move.needs:
            used_up = dict(over_quota(reader, [row], {row.uid: move.to}))
            text = _NEEDS[Need.WITHIN_QUOTA]
            asked.append(Requirement(About.QUOTA, text, used_up.get(row.uid)))
        asked += _duty(move, duties)
        found.append(Prospect(move, programme.stages[move.to], tuple(asked)))
    return tuple(found)


def targets(reader: Reader, *, numbers: Sequence[str]) -> tuple[Target, ...]:
    """The stages that at least one of several applications may reach, in the order of stages."""
    found: dict[str, Target] = {}
    order: dict[str, int] = {}
    for row in application_rows(reader, numbers):
        programme = reader.library.programme(row.definition_uid)
        for place, stage in enumerate(programme.stage):
            order.setdefault(stage.id, place)
        for move in programme.moves_from(row.stage):
            label = programme.stages[move.to].label
            known = found.get(move.to, Target(move.to, label, 0))
            found[move.to] = Target(move.to, known.label, known.count + 1)
    return tuple(sorted(found.values(), key=lambda item: order[item.to]))


def _duty(move: Move, duties: Sequence[Duty]) -> Iterator[Requirement]:
    """The duty that a move asks for, where the operator lacks it."""
    asked = Duty(move.duty or Duty.ENTER)
    if asked not in duties:
        text = message("an operator with the duty “{duty}”", duty=asked.label)
        yield Requirement(About.DUTY, text, text)


_ABOUT: dict[Need, Any] = {
    Need.NO_ERRORS: About.PROBLEMS,
    Need.NO_WARNINGS: About.PROBLEMS,
    Need.ATTACHMENTS: About.ATTACHMENTS,
    Need.CHECKLIST: About.CHECKLIST,
}
_NEEDS: dict[Need, Message] = {
    Need.NO_ERRORS: message("no errors in the form"),
    Need.NO_WARNINGS: message("no warnings that are not accepted"),
    Need.ATTACHMENTS: message("all attachments that are asked for"),
    Need.CHECKLIST: message("the checklist is answered"),
    Need.WITHIN_QUOTA: message("a place within the quota"),
}
