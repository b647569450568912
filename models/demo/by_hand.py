# SPDX-License-Identifier: Apache-2.0
"""The first applications of the sample, recorded with the very verbs that screens use."""

from __future__ import annotations

from collections import defaultdict
from contextlib import suppress
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from models.demo.documents import MEDIA_TYPE, Document, files_for
from models.demo.figures import stored_number
from models.demo.journeys import move_between
from models.demo.material import material, words
from models.demo.setting import extend_calls
from models.errors import Severity
from models.language import message
from models.programme.problems import find_problems
from models.verbs.applications import edit_application, record_applications
from models.verbs.attachments import AttachedAlreadyError, Incoming, attach
from models.verbs.findings import accept_warning, tick_checklist, verify_value
from models.verbs.stages import NothingMovedError, advance
from models.verbs.steps import undo
from models.verbs.tags import tag_application
from models.views.dossiers import answers_of
from models.views.find import application_row

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from models.demo.clock import SampleClock
    from models.demo.plans import ApplicationPlan
    from models.progress import Progress
    from models.workspace import Workspace


@dataclass(slots=True)
class Desk:
    """Where the sample's operators work.

    Attributes:
        boss: Who approves, and who made the workspace.
        numbers: The number of each recorded plan, by its place.
        at: How far along its path each one is.
    """

    workspace: Workspace
    clock: SampleClock
    documents: Sequence[Document]
    boss: str
    progress: Progress
    numbers: dict[int, str]
    at: dict[int, int]
    ranks: defaultdict[str, int]

    def sign_in(self, duty: str) -> None:
        """Let work whoever has a duty, the least mighty first."""
        people = material("office")["operator"][1:]
        able = (person["name"] for person in people if duty in person["duties"])
        self.workspace.sign_in(next(able, self.boss))


def work_through(desk: Desk, plans: Sequence[ApplicationPlan]) -> None:
    """Record the plans day by day, then lead them through their stages week by week."""
    _record(desk, plans)
    if not plans:
        return
    _tag(desk, plans)
    desk.clock.go_to(max(plan.call.closes for plan in plans) + timedelta(days=3))
    rounds = max(len(plan.path) for plan in plans)
    for number in range(1, rounds):
        desk.progress.step(number, rounds, message("Working through the first applications"))
        _round(desk, plans)
        desk.clock.go_to(desk.clock.today + timedelta(days=5))
    desk.workspace.sign_in(desk.boss)


def _record(desk: Desk, plans: Sequence[ApplicationPlan]) -> None:
    """Record what came in by call and fortnight, on the last day of each."""
    desk.sign_in("enter")
    groups: defaultdict[tuple[int, str], list[int]] = defaultdict(list)
    for place, plan in enumerate(plans):
        groups[plan.received.toordinal() // 14, plan.call.key].append(place)
    extended = False
    for (_, call), places in sorted(groups.items()):
        day = max(plans[place].received for place in places)
        if not extended and day.month > _EXTENDING:
            desk.workspace.sign_in(desk.boss)
            extend_calls(desk.workspace, desk.clock)
            desk.sign_in("enter")
            extended = True
        desk.clock.go_to(day)
        done = record_applications(
            desk.workspace,
            call=call,
            entries=[plans[place].answers for place in places],
            received=day,
        )
        desk.numbers.update(zip(places, done.numbers, strict=True))
        desk.at.update(dict.fromkeys(places, 0))
        sent = [place for place in places if plans[place].path[1:2] == ("submitted",)]
        if sent:
            _advance(desk, plans, sent, "submitted", "")


_EXTENDING = 3
"""The month after which the extension is known."""


def _tag(desk: Desk, plans: Sequence[ApplicationPlan]) -> None:
    by_tags: defaultdict[tuple[tuple[str, ...], str], list[str]] = defaultdict(list)
    for place, plan in enumerate(plans):
        by_tags[plan.labels, plan.chain].append(desk.numbers[place])
    chain = words("tags")["chain"]
    for (labels, term), numbers in by_tags.items():
        add = {key: items for key, items in (("labels", labels), (chain, (term,))) if any(items)}
        if add:
            tag_application(desk.workspace, numbers=numbers, add=add)
    slip = {"labels": ("误贴标签",)}
    tag_application(desk.workspace, numbers=[desk.numbers[0]], add=slip)
    undo(desk.workspace)


def _round(desk: Desk, plans: Sequence[ApplicationPlan]) -> None:
    """Move each application that has further to go by one stage, in batches."""
    batches: defaultdict[tuple[str, str, str, str], list[int]] = defaultdict(list)
    for place, plan in enumerate(plans):
        step = desk.at[place] + 1
        if step < len(plan.path):
            before, after = plan.path[step - 1 : step + 1]
            batches[plan.call.key, before, after, plan.reasons[step]].append(place)
    for (_, _, to, reason), places in batches.items():
        for place in places:
            _prepare(desk, plans[place], desk.numbers[place], to)
        _advance(desk, plans, places, to, reason)


def _advance(
    desk: Desk, plans: Sequence[ApplicationPlan], places: list[int], to: str, reason: str
) -> None:
    plan = plans[places[0]]
    move = move_between(plan.call.programme, plan.path[desk.at[places[0]]], to)
    desk.sign_in(move.duty or "enter")
    by_number = {desk.numbers[place]: place for place in places}
    try:
        done = advance(desk.workspace, numbers=list(by_number), to=to, reason=reason)
    except NothingMovedError:
        return
    for number in done.allowed:
        desk.at[by_number[number]] += 1


def _prepare(desk: Desk, plan: ApplicationPlan, number: str, to: str) -> None:
    """What the operators do to an application before it moves."""
    if to == "accepted":
        _attach(desk, plan, number)
    elif to == "screened":
        _check(desk, plan, number)
    elif to == "recommended":
        desk.sign_in("check")
        desk.ranks[plan.call.key] += 1
        values = {"recommend_rank": desk.ranks[plan.call.key]}
        edit_application(desk.workspace, number=number, values=values)


def _attach(desk: Desk, plan: ApplicationPlan, number: str) -> None:
    desk.sign_in("enter")
    for slot, name, file in files_for(plan.call.programme, plan.answers, desk.documents):
        incoming = Incoming(path=file.path, name=name, media_type=MEDIA_TYPE, pages=file.pages)
        with suppress(AttachedAlreadyError):  # what came back to be accepted again has its files
            attach(desk.workspace, number=number, slot=slot, file=incoming)


def _check(desk: Desk, plan: ApplicationPlan, number: str) -> None:
    """Tick what only a person can answer, verify one value, accept what is only a warning."""
    desk.sign_in("check")
    for item in plan.call.programme.checklist:
        if item.check is None:
            tick_checklist(desk.workspace, number=number, ticks={item.id: "yes"})
    verify = material(plan.call.programme.id).get("verify")
    if verify and verify["field"] in plan.answers:
        verify_value(
            desk.workspace,
            number=number,
            field=verify["field"],
            value=verified_figure(plan, verify["field"], verify["factor"]),
            source=verify["source"],
        )
    for rule in _warnings(desk, number):
        accept_warning(
            desk.workspace, number=number, rule=rule, reason=words("reasons")["waiver"][0]
        )


def verified_figure(plan: ApplicationPlan, name: str, factor: float) -> str | int:
    """What the office finds: a little less than is claimed."""
    found: str | int = stored_number(
        plan.call.programme.fields[name], float(plan.answers[name]) * factor
    )
    return found


def _warnings(desk: Desk, number: str) -> Iterable[str]:
    row = application_row(desk.workspace.reader, number)
    answers = answers_of(desk.workspace.reader, [row.uid])[row.uid]
    vocabularies = desk.workspace.reader.library.vocabularies(row.definition_uid)
    found = find_problems(answers, vocabularies)
    return [item.rule for item in found if item.severity is Severity.WARNING]
