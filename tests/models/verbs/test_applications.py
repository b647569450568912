# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

import csv
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import select

from models.duties import Duty, DutyMissingError, WrongPinError
from models.errors import Severity
from models.language import Label, Language, message
from models.rules.text import clean
from models.tables import Applicant
from models.unknown import UnknownNumberError, UnknownOperatorError
from models.verbs.applicants import rename_applicant
from models.verbs.applications import (
    record_applications,
    restore_applications,
    trash_applications,
)
from models.verbs.calls import add_call
from models.verbs.findings import NoSuchWarningError, accept_warning, tick_checklist, verify_value
from models.verbs.office import OperatorThereError, add_operator, edit_operator
from models.verbs.recording import CallClosedError
from models.verbs.required import ReasonMissingError
from models.verbs.tags import UnknownTermError, tag_application
from models.verbs.trash import NotConfirmedError, empty_trash
from models.verbs.vocabularies import TermThereError, add_term, add_vocabulary, retire_term
from models.views.dossiers import dossier
from models.views.find import application_rows
from models.views.histories import history
from models.views.register import Query, count
from tests.offices import FIRST, MINI, SECOND, THIRD, add, data, faults, found, row

if TYPE_CHECKING:
    from models.dossier import Dossier
    from models.workspace import Workspace

CODE = "91350100M000100Y43"


def seen(office: Workspace, number: str) -> Dossier:
    return dossier(office.reader, row(office, number).uid)


def masters(office: Workspace) -> dict[str, tuple[str | None, list[str], list[str]]]:
    rows = office.reader.rows(select(Applicant.__table__))
    return {
        item.name: (item.credit_code, item.former_names or [], item.aliases or []) for item in rows
    }


def test_numbers_count_by_county_and_grow_past_their_width(office: Workspace) -> None:
    numbers = add(office, *({"title": "x", "region": "310104"} for _ in range(1001)))
    assert numbers[0] == "202604001"
    assert numbers[-2:] == ("2026041000", "2026041001")
    assert add(office, {"title": "y", "region": "310105"}) == ("202605002",)
    assert add(office, {"title": "z", "region": "没有"}) == ("202600001",)


def test_two_patterns_never_make_one_number(office: Workspace) -> None:
    for key, pattern in (("a", "{year:4}{serial}"), ("b", "{year:4}{serial:2}")):
        add_call(office, programme=str(MINI), title=key, key=key, pattern=pattern)
    numbers = [
        *add(office, *({"title": "x"} for _ in range(12)), call="a"),
        *add(office, *({"title": "x"} for _ in range(12)), call="b"),
    ]
    assert len(set(numbers)) == 24


def test_a_number_is_not_used_again_after_its_trash_was_emptied(office: Workspace) -> None:
    trash_applications(office, numbers=[THIRD])
    with pytest.raises(NotConfirmedError):
        empty_trash(office, confirmed=False)
    assert empty_trash(office, confirmed=True) == 1
    assert add(office, {"title": "x", "region": "310101"}) == ("202601003",)
    with pytest.raises(UnknownNumberError):
        row(office, THIRD)
    said = str([step.values for step in history(office.reader)])
    assert "安徽人形机器人中心" not in said
    with office.reader.snapshot():
        for table in ("application", "history_item", "answer_row", "search_content"):
            dump = office.reader.connection.exec_driver_sql(f"SELECT * FROM {table}").fetchall()
            assert "安徽人形" not in str(dump), table
    assert faults(office) == ()


def test_the_trash_is_out_of_every_list_and_gives_back(office: Workspace) -> None:
    trash_applications(office, numbers=[FIRST], reason="重复")
    assert found(office, "类脑") == []
    assert count(office.reader, Query()) == 2
    assert count(office.reader, Query(trashed=True)) == 1
    restore_applications(office, numbers=[FIRST])
    assert found(office, "类脑") == [FIRST]


def test_an_applicant_has_one_master_record(office: Workspace) -> None:
    add(office, {"title": "a", "applicant": "换了名的公司", "credit_code": CODE},
        {"title": "b", "applicant": " 示例量子科技有限公司 "},
        {"title": "c", "applicant": "北方深海装备有限公司", "credit_code": "91310000MA1FL0QJ3X"})  # fmt: skip
    known = masters(office)
    assert len(known) == 3
    assert known["示例量子科技有限公司"] == (CODE, [], ["换了名的公司"])
    assert known["北方深海装备有限公司"][0] == "91310000MA1FL0QJ3X"
    assert faults(office) == ()


def test_a_renamed_applicant_keeps_its_former_name(office: Workspace) -> None:
    uid = row(office, FIRST).applicant_uid
    rename_applicant(office, uid=uid, name="新名科技有限公司", reason="更名")
    assert masters(office)["新名科技有限公司"][1] == ["示例量子科技有限公司"]
    assert row(office, FIRST).applicant == "示例量子科技有限公司"
    (number,) = add(office, {"title": "a", "applicant": "新名科技有限公司", "credit_code": CODE})
    assert row(office, number).applicant_uid == uid


def test_a_former_name_without_code_finds_the_same_applicant(office: Workspace) -> None:
    uid = row(office, FIRST).applicant_uid
    rename_applicant(office, uid=uid, name="新名科技有限公司")
    (number,) = add(office, {"title": "a", "applicant": "示例量子科技有限公司"})
    assert row(office, number).applicant_uid == uid


def test_tags_by_name_code_and_alias(office: Workspace) -> None:
    tag_application(office, numbers=[FIRST, SECOND], direction="未来健康", product="人形机器人",
                    add={"labels": ["重点"], "directions": ["未来制造"]})  # fmt: skip
    for number in (FIRST, SECOND):
        live = row(office, number)
        assert live.tags["labels"] == ["重点"]
        assert len(live.tags["directions"]) == 1
    assert len(found(office, "人形机器人")) == 3
    tag_application(office, numbers=[FIRST], direction="", remove={"labels": ["重点"]})
    assert row(office, FIRST).direction is None
    assert "labels" not in row(office, FIRST).tags
    with pytest.raises(UnknownTermError, match="未来"):
        tag_application(office, numbers=[FIRST], direction="未来健美")
    assert faults(office) == ()


def test_a_verified_value_stands_beside_the_claim_and_rules_use_it(office: Workspace) -> None:
    verify_value(office, number=FIRST, field="area_m2", value="800", source="实地核查")
    found_ = seen(office, FIRST)
    assert found_.answers.claimed("area_m2") == Decimal(12000)
    assert found_.answers.value("area_m2") == Decimal(800)
    said = [p.message.text(Language.EN) for p in found_.problems if p.rule == "area_enough"]
    assert said == ["Too small (judged by verified values: Area)"]
    verify_value(office, number=FIRST, field="area_m2", value=None)
    assert not [p for p in seen(office, FIRST).problems if p.rule == "area_enough"]


def test_a_tick_is_kept_with_its_note(office: Workspace) -> None:
    tick_checklist(office, number=FIRST, ticks={"legal": "yes"}, note="执照有效")
    assert seen(office, FIRST).answers.checklist["legal"].note == "执照有效"
    tick_checklist(office, number=FIRST, ticks={"legal": ""})
    assert seen(office, FIRST).answers.checklist == {}


def test_a_warning_is_accepted_with_a_reason_and_an_error_never(office: Workspace) -> None:
    with pytest.raises(ReasonMissingError):
        accept_warning(office, number=SECOND, rule="staff_enough", reason=" ")
    accept_warning(office, number=SECOND, rule="staff_enough", reason="初创单位")
    (problem,) = [p for p in seen(office, SECOND).problems if p.rule == "staff_enough"]
    assert problem.waived == "初创单位"
    for rule in ("area_enough", "nothing"):
        with pytest.raises(NoSuchWarningError):
            accept_warning(office, number=SECOND, rule=rule, reason="x")
    assert {p.severity for p in seen(office, SECOND).problems if p.rule == "area_enough"} == {
        Severity.ERROR
    }


def test_a_late_entry_asks_for_a_reason(office: Workspace) -> None:
    from datetime import date

    add_call(office, programme=str(MINI), title="x", key="x", opens=date(2026, 3, 1),
             closes=date(2026, 3, 31))  # fmt: skip
    late = date(2026, 4, 1)
    with pytest.raises(CallClosedError):
        record_applications(office, call="x", entries=[{"title": "a"}], received=late)
    record_applications(
        office, call="x", entries=[{"title": "a"}], received=late, reason="系统故障"
    )
    assert history(office.reader)[-1].reason == "系统故障"


def test_local_terms_and_vocabularies_tag_and_retire(office: Workspace) -> None:
    add_term(office, vocabulary="directions", key="low-altitude", label=Label("低空经济", "Low"),
             parent="未来空间", aliases=["低空"])  # fmt: skip
    with pytest.raises(TermThereError):
        add_term(office, vocabulary="directions", key="x", label=Label("低空经济", "Low"))
    tag_application(office, numbers=[FIRST], direction="低空")
    assert row(office, FIRST).direction == "low-altitude"
    assert found(office, "低空经济") == [FIRST]
    retire_term(office, vocabulary="directions", key="low-altitude")
    assert any(
        "no longer used" in p.message.text(Language.EN) for p in seen(office, FIRST).problems
    )
    add_vocabulary(office, text=CHAIN)
    tag_application(office, numbers=[SECOND], add={"chain": ["先导区"]})
    assert row(office, SECOND).tags["chain"] == ["zone"]
    assert found(office, "先导区") == [SECOND]
    assert faults(office) == ()


CHAIN = """
id = "chain"
version = "1"
label = { zh = "链条", en = "Chain" }
[[term]]
id = "zone"
label = { zh = "先导区", en = "Pilot zone" }

[[term]]
id = "policy"
label = { zh = "政策", en = "Policy" }
"""


def test_duties_and_pins_are_asked_for(office: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("models.duties._ROUNDS", 10)
    uid = add_operator(office, name="录入员", duties=[Duty.ENTER], pin="z2468")
    with pytest.raises(OperatorThereError):
        add_operator(office, name="录入员", duties=[Duty.ENTER])
    for pin in ("", "1357"):
        with pytest.raises(WrongPinError):
            office.sign_in("录入员", pin)
    with pytest.raises(UnknownOperatorError, match="录入员"):
        office.sign_in("没有")
    office.sign_in("录入员", "z2468")
    with pytest.raises(DutyMissingError, match="check"):
        verify_value(office, number=FIRST, field="area_m2", value="1", source="x")
    add(office, {"title": "x"})
    assert history(office.reader)[-1].operator == "录入员"
    office.sign_in("张三")
    edit_operator(office, uid=uid, duties=[Duty.READ], pin="")
    office.sign_in("录入员")
    with pytest.raises(DutyMissingError), office.change(message("x")):
        pass
    with office.reader.snapshot():
        dump = office.reader.connection.exec_driver_sql("SELECT * FROM history_item").fetchall()
    assert "z2468" not in str(dump)


def test_rare_names_survive_storing_listing_and_finding(office: Workspace) -> None:
    with data("names/rare-names-a.tsv").open(encoding="utf-8", newline="") as file:
        names = [line["name"] for line in csv.DictReader(file, delimiter="\t")]
    numbers = add(office, *({"title": name, "applicant": f"{name}公司"} for name in names))
    live = application_rows(office.reader, numbers)
    assert [item.title for item in live] == [clean(name).text for name in names]
    for name, number in zip(names, numbers, strict=True):
        assert number in found(office, name), name
    assert faults(office) == ()
