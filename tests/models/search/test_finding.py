# SPDX-License-Identifier: Apache-2.0
"""What the screen shows, the search finds; also after another record gave it another name."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from models.language import Label
from models.search.pinyin import initials
from models.verbs.applicants import rename_applicant
from models.verbs.applications import edit_application, record_applications
from models.verbs.calls import add_call
from models.verbs.findings import verify_value
from models.verbs.steps import redo, undo
from models.verbs.tags import tag_application
from models.verbs.vocabularies import add_term, add_vocabulary
from tests.offices import FIRST, SECOND, THIRD, add, amended, found, row

if TYPE_CHECKING:
    from pathlib import Path

    from models.workspace import Workspace

KIND = """{ id = "kind", type = "choice", label = { zh = "类", en = "Kind" }, choices = [
{ id = "raised", label = { zh = "获得投融资", en = "Raised" } }] }"""
CHAIN = """
id = "chain"
version = "{version}"
label = {{ zh = "链条", en = "Chain" }}
[[term]]
id = "zone"
label = {{ zh = "{zone}", en = "Zone" }}
"""


def test_a_renamed_applicant_is_found_by_all_of_its_names(office: Workspace) -> None:
    rename_applicant(office, uid=row(office, FIRST).applicant_uid, name="瀚海科技股份公司")
    for text in ("瀚海科技", "示例量子", "hhkj", "lzkj"):
        assert found(office, text) == [FIRST], text
    undo(office)
    assert found(office, "瀚海科技") == []
    redo(office)
    assert found(office, "瀚海科技") == [FIRST]
    add(office, {"title": "又一项", "applicant": "别称", "credit_code": "91350100M000100Y43"})
    assert len(found(office, "别称")) == 2
    assert len(found(office, "瀚海")) == 2


def test_a_renamed_term_is_found_by_its_new_name(office: Workspace) -> None:
    add_vocabulary(office, text=CHAIN.format(version=1, zone="先导区"))
    tag_application(office, numbers=[SECOND], add={"chain": ["zone"]})
    add_vocabulary(office, text=CHAIN.format(version=2, zone="示范片区"))
    assert found(office, "示范片区") == [SECOND]
    assert found(office, "先导区") == []
    undo(office)
    assert found(office, "示范片区") == []
    assert found(office, "先导区") == [SECOND]


def test_a_term_of_the_office_is_found_where_it_was_meant_before_it_was_one(
    office: Workspace, tmp_path: Path
) -> None:
    file = amended(tmp_path, ('{ id = "area_m2", type = "decimal", label = { zh = "面积", en = "Area" } }',
        '{ id = "line", type = "term", vocabulary = "tasks", label = { zh = "线", en = "Line" } }'),
        ('id = "mini"', 'id = "midi"'))  # fmt: skip
    key = add_call(office, programme=file, title="又一批")
    entries: list[dict[str, Any]] = [
        {"title": "甲", "tenants": [{"line": "low-sky"}]},
        {"title": "乙", "tasks": "low-sky"},
        {"title": "丙", "direction": "low-sky"},
    ]
    recorded = record_applications(office, call=key, entries=entries)
    add_term(office, vocabulary="tasks", key="low-sky", label=Label("低空任务", "Low"))
    assert found(office, "低空任务") == sorted(recorded.numbers[:2])
    add_term(office, vocabulary="directions", key="low-sky", label=Label("低空经济", "Low"))
    assert found(office, "低空经济") == [recorded.numbers[2]]


def test_answers_are_found_by_their_labels(office: Workspace, tmp_path: Path) -> None:
    assert found(office, "卓越") == [SECOND]
    edit_application(office, number=FIRST, values={"variant": "top"})
    assert found(office, "卓越") == [FIRST, SECOND]
    file = amended(tmp_path, ('{ id = "area_m2", type = "decimal", label = { zh = "面积", en = "Area" } }',
        KIND),
        ('id = "mini"', 'id = "midi"'))  # fmt: skip
    key = add_call(office, programme=file, title="又一批")
    entry = {"title": "甲", "tenants": [{"name": "某企业", "kind": "获得投融资"}]}
    (number,) = record_applications(office, call=key, entries=[entry]).numbers
    for text in ("投融资", "某企业"):
        assert found(office, text) == [number]
    edit_application(office, number=number, values={"tenants[1]": ""})
    assert found(office, "投融资") == []


def test_verified_values_are_found_with_their_source(office: Workspace) -> None:
    verify_value(office, number=THIRD, field="title", value="核实后的名称", source="现场踏勘")
    assert found(office, "核实后") == found(office, "踏勘") == [THIRD]
    verify_value(office, number=THIRD, field="title", value=None)
    assert found(office, "核实后") == []


@pytest.mark.parametrize("text", ["dytqn", "dyjtqn", "tqn", "jtqn", "营𠮷田"])
def test_a_name_with_a_rare_character_is_found_by_its_initials(
    office: Workspace, text: str
) -> None:
    (number,) = add(office, {"title": "东营𠮷田氢能"})
    assert found(office, text) == [number]


@pytest.mark.parametrize(
    "text", ["quantum", "QUANT", "éclair", "Éc", "αβγ", "strasse", "ﬁeld", "８ｋ", "дом", "東京"]
)
def test_words_of_any_script_are_found_however_they_are_written(
    office: Workspace, text: str
) -> None:
    (number,) = add(office, {"title": "Ｑuantum Éclair-ΑΒΓ (Straße) field_8K/ДОМ·東京"})
    assert found(office, text) == [number]


def test_a_run_is_read_with_and_without_what_the_tables_lack() -> None:
    assert set(initials("东营𠮷田")) == {"dyjt", "dyt"}
    assert set(initials("东\U0002363a营")) == {"d\U0002363ay", "dy"}
    assert initials("东营") == ("dy",)
    assert initials("\U0002363a") == ("\U0002363a", "")
