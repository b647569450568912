# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from models.language import Language
from models.programme.loading import DefinitionError, shipped_programmes
from models.verbs.calls import (
    DatesOrderError,
    OtherProgrammeError,
    PatternError,
    SameVersionError,
    StageGoneError,
    add_call,
    amend_call,
    keep_programme,
    own_programme_texts,
    plan_amendment,
)
from models.verbs.stages import advance
from models.verbs.steps import undo
from models.views.calls import calls
from models.views.dossiers import dossier
from tests.offices import CALL, FIRST, SECOND, THIRD, add, amended, faults, row

if TYPE_CHECKING:
    from pathlib import Path

    from models.workspace import Workspace

STRICTER = (("area_m2 >= 1000", "area_m2 >= 20000"), ('version = "1"', 'version = "2"'))


def versions(office: Workspace) -> dict[str, str]:
    return {
        number: dossier(office.reader, row(office, number).uid).definition_version
        for number in (FIRST, SECOND, THIRD)
    }


def test_a_call_keeps_its_definition_whole(office: Workspace, tmp_path: Path) -> None:
    file = amended(tmp_path, ('en = "Title"', 'en = "Name"'), ('id = "mini"', 'id = "other"'))
    key = add_call(office, programme=file, title="x", opens=date(2026, 5, 1))
    assert key == "other-2026-1"
    (tmp_path / "amended.toml").unlink()
    found = next(line for line in calls(office.reader) if line.id == key)
    assert (found.programme, found.version, found.opens) == ("other", "1", "2026-05-01")
    assert add_call(office, programme="other", title="y", opens=date(2026, 6, 1)) == "other-2026-2"


@pytest.mark.parametrize("programme", shipped_programmes())
def test_every_programme_opens_a_call_and_takes_an_application(
    office: Workspace, programme: str
) -> None:
    key = add_call(office, programme=programme, title="x")
    (number,) = add(office, {"title": "a", "applicant": "b"}, call=key)
    assert dossier(office.reader, row(office, number).uid).problems
    assert office.reader.library.programme(row(office, number).definition_uid).id == programme


def test_an_amendment_lists_whom_it_touches_before_and_after(
    office: Workspace, tmp_path: Path
) -> None:
    file = amended(tmp_path, *STRICTER)
    plan = plan_amendment(office.reader, call=CALL, programme=file)
    assert (plan.old_version, plan.new_version) == ("1", "2")
    assert [item.number for item in plan.affected] == [FIRST]
    assert plan.affected[0].new_problems[0].message.text(Language.EN) == "Too small"
    assert versions(office) == dict.fromkeys((FIRST, SECOND, THIRD), "1")
    assert amend_call(office, call=CALL, notice="补充通知", programme=file) == plan
    assert versions(office) == dict.fromkeys((FIRST, SECOND, THIRD), "2")
    assert calls(office.reader)[0].notice == "补充通知"
    undo(office)
    assert versions(office) == dict.fromkeys((FIRST, SECOND, THIRD), "1")
    assert faults(office) == ()


def test_the_decided_keep_the_version_that_judged_them(office: Workspace, tmp_path: Path) -> None:
    for stage in ("recommended", "approved"):
        advance(office, numbers=[FIRST], to=stage)
    file = amended(tmp_path, *STRICTER)
    amendment = amend_call(office, call=CALL, notice="补充", programme=file)
    assert (amendment.affected, amendment.untouched) == ((), 1)
    assert versions(office) == {FIRST: "1", SECOND: "2", THIRD: "2"}
    (number,) = add(office, {"title": "新"})
    assert dossier(office.reader, row(office, number).uid).definition_version == "2"


def test_a_later_deadline_is_one_step(office: Workspace) -> None:
    amend_call(office, call=CALL, notice="延期", closes=date(2026, 12, 31), quotas={"places": 9})
    assert calls(office.reader)[0].closes == "2026-12-31"
    undo(office)
    assert calls(office.reader)[0].closes == ""


def test_what_cannot_be_amended_is_refused(office: Workspace, tmp_path: Path) -> None:
    with pytest.raises(OtherProgrammeError):
        plan_amendment(office.reader, call=CALL, programme="incubator")
    with pytest.raises(SameVersionError):
        amend_call(
            office, call=CALL, notice="x", programme=amended(tmp_path, ('"draft"', '"begun"'))
        )
    file = amended(tmp_path, ('"draft"', '"begun"'), ('version = "1"', 'version = "2"'))
    with pytest.raises(StageGoneError, match="3 applications"):
        amend_call(office, call=CALL, notice="x", programme=file)
    with pytest.raises(DatesOrderError):
        add_call(office, programme="mini", title="x", opens=date(2026, 2, 1),
                 closes=date(2026, 1, 1))  # fmt: skip
    for pattern in ("{year}", "{serial}{serial}", "{what}{serial}", "{serial"):
        with pytest.raises(PatternError):
            add_call(office, programme="incubator", title="x", pattern=pattern)
    bad = tmp_path / "bad.toml"
    bad.write_text("id = 1", encoding="utf-8")
    with pytest.raises(DefinitionError):
        keep_programme(office, file=str(bad))


def test_a_definition_of_the_office_is_kept_in_its_workspace(
    office: Workspace, tmp_path: Path
) -> None:
    before = len(own_programme_texts(office.reader))
    file = amended(tmp_path, ('id = "mini"', 'id = "ours"'))
    assert keep_programme(office, file=file) == "ours"
    assert len(own_programme_texts(office.reader)) == before + 1
    (tmp_path / "amended.toml").unlink()
    assert add_call(office, programme="ours", title="x", key="k") == "k"
