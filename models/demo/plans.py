# SPDX-License-Identifier: Apache-2.0
"""What each application of the sample will be: its call, applicant, answers, way and days."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass, field
from itertools import accumulate
from typing import TYPE_CHECKING, Any

from models.demo.answers import answers_for, new_applicant
from models.demo.faults import Quality
from models.demo.figures import day_between
from models.demo.journeys import journey
from models.demo.material import material, words
from models.programme.schema import FieldType

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date
    from random import Random

    from models.demo.companies import Company
    from models.programme.schema import Programme


@dataclass(frozen=True, slots=True)
class CallPlan:
    """A call of the sample with its programme."""

    key: str
    uid: str
    definition_uid: str
    programme: Programme
    opens: date
    closes: date
    weight: int


@dataclass(frozen=True, slots=True)
class ApplicationPlan:
    """One application.

    Attributes:
        path: Its stages from the first to the present one.
        reasons: Why it came into each of them, empty where no reason is asked.
        tags: Free labels, and a term of the office's own vocabulary.
    """

    call: CallPlan
    quality: Quality
    answers: dict[str, Any]
    received: date
    path: tuple[str, ...]
    reasons: tuple[str, ...]
    labels: tuple[str, ...]
    chain: str

    @property
    def seen_to(self) -> bool:
        """Whether the office found it complete."""
        return "accepted" in self.path


@dataclass(slots=True)
class Planner:
    """Plans applications one after the other; the same again for the same seed."""

    rng: Random
    calls: Sequence[CallPlan]
    longest: int = 900
    _planned: dict[str, int] = field(default_factory=dict)
    _taken: set[str] = field(default_factory=set)
    _known: dict[str, deque[Company]] = field(default_factory=dict)
    _slipped: bool = False

    def start_again(self) -> None:
        """Go through all stages of each programme once more, before chance decides."""
        self._planned.clear()

    def plan(self, place: int) -> ApplicationPlan:
        """The application at a place: the calls take turns, later chance takes over."""
        call = self.calls[place % len(self.calls)] if place < _IN_TURN else self._some_call()
        path = journey(self.rng, call.programme, self._target(call.programme))
        quality = self._quality(path)
        company = self._company(call.programme.id)
        answers = answers_for(
            call.programme,
            self.rng,
            quality,
            company=company,
            taken=self._taken,
            longest=self.longest,
        )
        return ApplicationPlan(
            call=call,
            quality=quality,
            answers=answers,
            received=day_between(self.rng, call.opens, call.closes),
            path=tuple(path),
            reasons=tuple(self._reason(call.programme, *pair) for pair in _pairs(path)),
            labels=tuple(self.rng.sample(words("tags")["labels"], self.rng.choice((0, 0, 1, 2)))),
            chain=self.rng.choice([*words("tags")["chain_terms"], "", ""]),
        )

    def _some_call(self) -> CallPlan:
        weights = list(accumulate(call.weight for call in self.calls))
        return self.rng.choices(self.calls, cum_weights=weights)[0]

    def _target(self, programme: Programme) -> str:
        """The present stage: each one once, then as office.toml spreads them."""
        done = self._planned.get(programme.id, 0)
        self._planned[programme.id] = done + 1
        stages = list(programme.stages)
        if done < len(stages):
            # Not in their order, so that a small sample has something of everything.
            return stages[(done * 7 + 5) % len(stages) if len(stages) % 7 else done]
        spread = material("office")["spread"]
        weights = list(accumulate(spread.get(stage, 1) for stage in stages))
        return str(self.rng.choices(stages, cum_weights=weights)[0])

    def _quality(self, path: Sequence[str]) -> Quality:
        habits = material("office")["journey"]
        early = set(path) <= set(habits["early"])
        if "screened" in path and not self._slipped:
            # One at least, so that there is a warning which the office accepted.
            self._slipped = True
            return Quality.SLIPPED
        if early and self.rng.random() < habits["faulty"]:
            return Quality.FAULTY
        if self.rng.random() < material("office")["slips"]["share"]:
            return Quality.SLIPPED
        return Quality.GOOD

    def _company(self, programme: str) -> Company:
        """An applicant: a new one, or one that applied before, in this call or in another."""
        kind = words("applicants").get(programme, "company")
        known = self._known.setdefault(kind, deque(maxlen=_REMEMBERED))
        if known and self.rng.random() < _AGAIN:
            return known[self.rng.randrange(len(known))]
        known.append(new_applicant(programme, self.rng))
        return known[-1]

    def _reason(self, programme: Programme, start: str, to: str) -> str:
        if not start:
            return ""
        move = next(move for move in programme.moves_from(start) if move.to == to)
        if not move.reason:
            return ""
        return str(self.rng.choice(words("reasons").get(to, ["经研究决定"])))


_IN_TURN = 120
_REMEMBERED = 400
_AGAIN = 0.22


def _pairs(path: Sequence[str]) -> Sequence[tuple[str, str]]:
    return [(before, after) for before, after in zip(("", *path), path, strict=False)]


def tables_apart(
    programme: Programme, answers: dict[str, Any]
) -> tuple[dict[str, Any], dict[str, list[dict[str, Any]]]]:
    """The plain answers of a form, and its tables."""
    is_table = {key: item.type is FieldType.TABLE for key, item in programme.fields.items()}
    plain = {key: value for key, value in answers.items() if not is_table[key]}
    return plain, {key: value for key, value in answers.items() if is_table[key]}
