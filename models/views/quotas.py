# SPDX-License-Identifier: Apache-2.0
"""How the quotas of a call stand: who counts against each, and which are used up or exceeded.

Quotas belong to the call, so they are those of its present definition, and all its applications count
together, whichever version judges them.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

from sqlalchemy import bindparam, select

from models.errors import Problem, Severity
from models.language import message
from models.programme.outline import Outcome
from models.programme.schema import QUOTA_SCOPES, Quota
from models.rules.quotas import Places, limit_of, limit_within, too_many
from models.storage.prepared import Prepared
from models.tables import Application, Call, StageEvent, Trash
from models.views.dossiers import answers_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from collections.abc import Set as AbstractSet

    from models.language import Message
    from models.reader import Reader


@dataclass(frozen=True, slots=True)
class Place:
    """An application counts against a quota, in one of the groups that it counts apart."""

    application: str
    quota: str
    group: str


@dataclass(frozen=True, slots=True)
class Exceeded:
    """A quota of which more places are taken than there are."""

    quota: Quota
    places: Places

    @property
    def message(self) -> Message:
        """The sentence."""
        return message(
            "the quota “{quota}” is exceeded: {taken} of {limit}",
            quota=self.quota.label,
            taken=self.places.taken,
            limit=self.places.limit,
        )

    @property
    def problem(self) -> Problem:
        """The same beside the other problems of an application."""
        return Problem(
            Severity.WARNING, "stage", self.message, self.quota.basis, rule=self.quota.id
        )


@dataclass(frozen=True, slots=True)
class Standing:
    """How a quota stands in one of the groups that it counts apart: who is there, of how many."""

    quota: Quota
    group: str
    limit: int
    applications: tuple[str, ...]


class CallQuotas:
    """The quotas of one call, each read when it is asked for."""

    def __init__(self, reader: Reader, call_uid: str) -> None:
        self._reader = reader
        self._call_uid = call_uid
        row = reader.first(select(Call.definition_uid, Call.quotas).where(Call.uid == call_uid))
        assert row is not None
        self._numbers: Mapping[str, int] = row.quotas or {}
        self._programme = reader.library.programme(row.definition_uid)
        self._there: dict[str, Sequence[Any]] = {}

    @cached_property
    def quotas(self) -> Mapping[str, Quota]:
        """The quotas that may refuse, by id."""
        return {quota.id: quota for quota in self._programme.quota if quota.counted}

    def refused(self, rows: Sequence[Any], to: str) -> Iterator[tuple[str, Message]]:
        """Those of the applications that find no place in a stage, in the order in which they come."""
        left = list(rows)
        for quota in self.quotas.values():
            if quota.stage == to:
                refused = dict(self._refused_by(quota, left))
                yield from refused.items()
                left = [row for row in left if row.uid not in refused]

    def standings(self) -> Iterator[Standing]:
        """How every quota stands, those that refuse nobody as well, in each group where anybody is.

        One that counts all together stands even where nobody is yet.
        """
        for quota in self._programme.quota:
            limit = self._limit(quota)
            there: dict[str, list[str]] = {"": []} if quota.scope == "total" else {}
            for row in self._under(quota, self._all(quota.stage)):
                there.setdefault(_group(quota, row), []).append(row.uid)
            for group, uids in sorted(there.items()):
                yield Standing(quota, group, limit, tuple(uids))

    def places_of(self, uids: Iterable[str]) -> set[Place]:
        """The places that some applications hold."""
        some = list(uids)
        return {
            Place(row.uid, quota.id, _group(quota, row))
            for quota in self.quotas.values()
            for row in self._under(quota, self._in_or_beyond(quota.stage, some))
        }

    def exceeded(self, places: Iterable[Place]) -> dict[tuple[str, str], Exceeded]:
        """The exceeded ones among the quotas and groups of these places."""
        found: dict[tuple[str, str], Exceeded] = {}
        for key in sorted({(place.quota, place.group) for place in places}):
            quota, group = self.quotas[key[0]], key[1]
            limit = self._limit(quota)
            there = [row for row in self._all(quota.stage) if _group(quota, row) == group]
            # Whom the quota is about is asked only where it could matter: it reads their answers.
            taken = len(there) if len(there) <= limit else len(self._under(quota, there))
            if taken > limit:
                found[key] = Exceeded(quota, Places(limit, taken))
        return found

    def exceeded_by(self, uids: Iterable[str]) -> dict[str, list[Exceeded]]:
        """The exceeded quotas against which applications count."""
        places = self.places_of(uids)
        exceeded = self.exceeded(places)
        found: defaultdict[str, list[Exceeded]] = defaultdict(list)
        for place in sorted(places, key=lambda item: item.quota):
            if (place.quota, place.group) in exceeded:
                found[place.application].append(exceeded[place.quota, place.group])
        return found

    def _limit(self, quota: Quota) -> int:
        """How many places it has now."""
        base = len(self._all(quota.of)) if quota.of else 0
        return limit_of(number=self._number(quota), share=quota.share, base=base)

    def _number(self, quota: Quota) -> int | None:
        return self._numbers.get(quota.id, quota.number)

    def _refused_by(self, quota: Quota, asking: Sequence[Any]) -> Iterator[tuple[str, Message]]:
        wanted = self._under(quota, asking)
        others = len(asking) - len(wanted)
        base = len(self._all(quota.of)) if quota.of else 0
        number = self._number(quota)
        taken = Counter(_group(quota, row) for row in self._under(quota, self._all(quota.stage)))
        places: dict[str, Places] = {}
        for group, n in Counter(_group(quota, row) for row in wanted).items():
            if number is None and quota.share is not None and quota.of == quota.stage:
                limit = limit_within(
                    share=quota.share, base=base + others, taken=taken[group], wanted=n
                )
            else:
                limit = limit_of(number=number, share=quota.share, base=base)
            places[group] = Places(limit, taken[group])
        pairs = [(row.uid, _group(quota, row)) for row in wanted]
        for uid, place in too_many(pairs, places).items():
            yield (
                uid,
                message(
                    "the quota “{quota}” is used up: {taken} of {limit}",
                    quota=quota.label,
                    taken=place.taken,
                    limit=place.limit,
                ),
            )

    def _under(self, quota: Quota, rows: Sequence[Any]) -> Sequence[Any]:
        """Those of the applications that a quota is about."""
        if quota.when is None or not rows:
            return rows
        loaded = answers_of(self._reader, [row.uid for row in rows])
        return [row for row in rows if quota.when.holds(loaded[row.uid].scope)]

    def _all(self, stage: str) -> Sequence[Any]:
        if stage not in self._there:
            self._there[stage] = self._in_or_beyond(stage)
        return self._there[stage]

    def _in_or_beyond(self, stage: str, uids: Sequence[str] | None = None) -> Sequence[Any]:
        """Applications that reached a stage and were neither refused nor taken back before it since."""
        reached = select(StageEvent.application_uid).where(
            StageEvent.stage == stage, StageEvent.trashed == Trash.LIVE
        )
        columns = (Application.uid, Application.stage, Application.definition_uid,
                   *(getattr(Application, name) for name in sorted(QUOTA_SCOPES)))  # fmt: skip
        statement = select(*columns).where(
            Application.call_uid == self._call_uid,
            Application.trashed == Trash.LIVE,
            Application.uid.in_(reached),
        )
        found: list[Any] = []
        if uids is None:
            found = list(self._reader.rows(statement))
        for start in range(0, len(uids or ()), 400):
            some = (uids or ())[start : start + 400]
            found += self._reader.rows(statement.where(Application.uid.in_(some)))
        rows = [row for row in found if not self._refused(row)]
        events = stage_events(self._reader, [row.uid for row in rows if row.stage != stage])
        return [row for row in rows if row.stage == stage or _passed(events[row.uid], stage)]

    def _refused(self, row: Any) -> bool:
        programme = self._reader.library.programme(row.definition_uid)
        return programme.stages[row.stage].outcome is Outcome.NEGATIVE


def call_quotas(reader: Reader, uids: Sequence[str]) -> Iterator[tuple[CallQuotas, Sequence[str]]]:
    """The quotas of each call in which some applications are, with those applications."""
    by_call: defaultdict[str, list[str]] = defaultdict(list)
    for start in range(0, len(uids), 400):
        statement = select(Application.uid, Application.call_uid)
        for row in reader.rows(statement.where(Application.uid.in_(uids[start : start + 400]))):
            by_call[row.call_uid].append(row.uid)
    for call_uid, some in by_call.items():
        yield CallQuotas(reader, call_uid), some


def may_count(reader: Reader, uid: str, fields: AbstractSet[str]) -> bool:
    """Whether fields of an application decide where it counts; asked at every save, so quickly."""
    found = _DEFINITION.rows(reader.driver, which=uid)
    return any(
        not reader.library.programme(row["definition_uid"]).quota_fields.isdisjoint(fields)
        for row in found
    )


_DEFINITION = Prepared(
    select(Call.definition_uid)
    .join(Application, Application.call_uid == Call.uid)
    .where(Application.uid == bindparam("which"))
)


def exceeded_of(reader: Reader, uids: Sequence[str]) -> dict[str, list[Exceeded]]:
    """The exceeded quotas against which applications count, by application."""
    found: dict[str, list[Exceeded]] = {}
    for quotas, some in call_quotas(reader, uids):
        found |= quotas.exceeded_by(some)
    return found


def stage_events(reader: Reader, uids: Sequence[str]) -> Mapping[str, Sequence[Any]]:
    """The stages that applications entered, in order, by application."""
    found: dict[str, list[Any]] = {}
    for start in range(0, len(uids), 400):
        statement = (
            select(StageEvent.__table__)
            .where(
                StageEvent.application_uid.in_(uids[start : start + 400]),
                StageEvent.trashed == Trash.LIVE,
            )
            .order_by(StageEvent.id)
        )
        for row in reader.rows(statement):
            found.setdefault(row.application_uid, []).append(row)
    return found


def _group(quota: Quota, row: Any) -> str:
    return "" if quota.scope == "total" else str(getattr(row, quota.scope) or "")


def _passed(events: Sequence[Any], stage: str) -> bool:
    """Whether a stage lies on the way; who comes to an earlier one again has left the later ones."""
    way: list[str] = []
    for event in events:
        if event.stage in way:
            del way[way.index(event.stage) :]
        way.append(event.stage)
    return stage in way
