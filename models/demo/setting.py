# SPDX-License-Identifier: Apache-2.0
"""The sample office itself: its people, its own vocabulary, its calls."""

from __future__ import annotations

from typing import TYPE_CHECKING

from models.demo.clock import SampleClock
from models.demo.material import material
from models.demo.plans import CallPlan
from models.duties import Duty
from models.verbs.calls import add_call, amend_call
from models.verbs.office import add_operator, edit_office
from models.verbs.vocabularies import add_vocabulary
from models.views.find import call_row
from models.workspace import Workspace
from resources import read_text

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path


def open_office(folder: Path, operator: str) -> tuple[Workspace, SampleClock]:
    """Make the workspace with office, operators and vocabulary; its clock shows spring 2026."""
    office = material("office")
    clock = SampleClock(min(item["opens"] for item in office["call"]))
    first, *others = office["operator"]
    workspace = Workspace.create(
        folder,
        office=office["name"],
        region=office["region"],
        operator=operator or first["name"],
    )
    workspace.clock = clock
    workspace.backs_up = False
    edit_office(workspace, values={key: office[key] for key in ("contact", "phone")})
    for person in others:
        if person["name"] != operator:
            duties = [Duty(item) for item in person["duties"]]
            add_operator(workspace, name=person["name"], duties=duties)
    add_vocabulary(workspace, text=read_text("demo", "sample-chain.toml"))
    return workspace, clock


def open_calls(workspace: Workspace, clock: SampleClock, applications: int) -> Sequence[CallPlan]:
    """Open the calls, each on its day; a large sample gets quotas that it can keep."""
    found: list[CallPlan] = []
    for item in sorted(material("office")["call"], key=lambda item: item["opens"]):
        clock.go_to(item["opens"])
        key = add_call(
            workspace,
            programme=item["programme"],
            title=item["title"],
            opens=item["opens"],
            closes=item["closes"],
            notice=item["notice"],
            contact=material("office")["contact"],
        )
        row = call_row(workspace.reader, key)
        programme = workspace.reader.library.programme(row.definition_uid)
        if applications > _WITHIN_QUOTAS:
            quotas = {quota.id: applications for quota in programme.quota}
            amend_call(workspace, call=key, notice="样例：名额按规模放宽", quotas=quotas)
        closes = item.get("extended", item["closes"])
        found.append(
            CallPlan(
                key, row.uid, row.definition_uid, programme, item["opens"], closes, item["weight"]
            )
        )
    return found


_WITHIN_QUOTAS = 200


def extend_calls(workspace: Workspace, clock: SampleClock) -> None:
    """Publish the supplementary notices that make a call longer."""
    for item in material("office")["call"]:
        if "extended" in item:
            clock.go_to(item["opens"])
            amend_call(
                workspace,
                call=item["title"],
                notice=item["extension"],
                closes=item["extended"],
            )
