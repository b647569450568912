# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from models.language import Language
from models.programme.loading import (
    DefinitionError,
    NewerDefinitionError,
    UnknownProgrammeError,
    definition_text,
    programme_text,
    read_programme,
    shipped_programmes,
)

if TYPE_CHECKING:
    from pathlib import Path

CASE = programme_text("typical-case")
TASK = programme_text("innovation-task")


def changed(*changes: tuple[str, str], text: str = CASE) -> str:
    for old, new in changes:
        assert old in text
        text = text.replace(old, new, 1)
    return text


def faults(text: str) -> list[tuple[str, str, str]]:
    with pytest.raises(DefinitionError) as caught:
        read_programme(text, file="ours.toml")
    return [
        (fault.key, fault.reason.text(Language.EN), fault.near) for fault in caught.value.faults
    ]


def test_every_mistake_is_found_at_once() -> None:
    text = changed(
        ('type = "percent"', 'type = "procent"'),
        ("listed = true", "listd = true"),
        ("market_rank <= rank_most", "market_rang <= rank_most"),
        ("variant == 'product'", "variant == 'prodct'"),
        ('to = "screened"', 'to = "screend"'),
    )
    found = {key: near for key, _, near in faults(text)}
    assert found == {
        "section.enterprise_section.field.market_share.type": "percent",
        "section.basic.field.variant.listd": "listed",
        "rule.leader_rank.check": "market_rank",
        "section.direction.field.product.required": "product",
        "move[4].to": "screened",
    }


def test_a_fault_names_file_key_reason_and_the_nearest_name() -> None:
    with pytest.raises(DefinitionError) as caught:
        read_programme(
            changed(("market_rank <= rank_most", "market_rang <= rank_most")), file="ours.toml"
        )
    assert caught.value.text(Language.EN) == "ours.toml cannot be used: it has 1 mistake."
    assert caught.value.faults[0].sentence().text(Language.EN) == (
        "ours.toml, rule.leader_rank.check: the condition names “market_rang”, which is no field."
        " Did you mean “market_rank”?"
    )


@pytest.mark.parametrize(
    ("old", "new", "key", "reason", "near"),
    [
        ('id = "title"\n', "", "section.basic.field[0].id", "missing", ""),
        ('id = "brief"', 'id = "Brief"', "section.statement.field.Brief.id", "an id", "brief"),
        ('id = "brief"', 'id = "title"', "field", "used 2 times", ""),
        (
            'label = { zh = "案例名称", en = "Title of the case" }',
            'label = "案例名称"',
            "section.basic.field.title.label",
            "both languages",
            "",
        ),
        (
            'en = "Title of the case" }',
            'en = "" }',
            "field.title.label",
            "missing in one language",
            "",
        ),
        ("max_length = 40", 'max_length = "x"', "section.basic.field.title.max_length", "fit", ""),
        (
            'vocabulary = "tasks"',
            'vocabulary = "task"',
            "field.tasks.vocabulary",
            "no voc",
            "tasks",
        ),
        (
            'evidence = "licence"',
            'evidence = "license"',
            "field.applicant.evidence",
            "slot",
            "licence",
        ),
        ('field = "rd_wan"', 'field = "rd_wa"', "rule.rd_intensity.field", "no field", "rd_wan"),
        ("latest(rd_wan)", "latst(rd_wan)", "rule.rd_intensity.check", "no function", "latest"),
        (
            "staff_rd <= staff_total",
            "staff_rd.__class__.__mro__",
            "rule.staff_within.check",
            "no condition",
            "",
        ),
        (
            "staff_rd <= staff_total",
            "staff_rd <= title",
            "rule.staff_within.check",
            "calculated",
            "",
        ),
        (
            "staff_rd <= staff_total",
            "staff_rd > 1 or staff_rd <= title",
            "rule.staff_within.check",
            "calculated",
            "",
        ),
        (
            'variants = ["product"]',
            'variants = ["prduct"]',
            "slot.test_report.variants",
            "no answer",
            "product",
        ),
        (
            'stage = "recommended"',
            'stage = "recomended"',
            "quota.per_class.stage",
            "no stage",
            "recommended",
        ),
        ("number = 10", "number = 10\nshare = 0.1", "quota.per_class", "either a number or", ""),
        ("number = 10", "share = 0.1", "quota.per_class.of", "needs the stage", ""),
        (
            'parent = "level"',
            'parent = "levl"',
            "criterion.level_measured.parent",
            "no criterion",
            "level",
        ),
        (
            'parent = "innovation_score"',
            'parent = "level_rights"',
            "criterion.originality.parent",
            "at most 3 levels",
            "",
        ),
        ('source = "brief"', 'source = "brif"', "summary.column[10].source", "no field", "brief"),
        (
            'order = ["recommend_rank"',
            'order = ["recomend_rank"',
            "summary.order[0]",
            "no field",
            "recommend_rank",
        ),
        (
            '[[publicity.column]]\nsource = "title"',
            '[[publicity.column]]\nsource = "contact_phone"',
            "publicity.column[1].source",
            "not for the public",
            "",
        ),
        (
            'stages = ["publicity"',
            'stages = ["publicty"',
            "publicity.stages",
            "no stage",
            "publicity",
        ),
        ("{region}{year}", "{reigon}{year}", "summary.title", "not known here", "region"),
        (
            "{applicant}：",
            "{aplicant}：",
            "letter.supplement_letter.text",
            "not known here",
            "applicant",
        ),
        ("{applicant}：", "{applicant：", "letter.supplement_letter.text", "braces", ""),
        ("{year:4}", "{yaer:4}", "number.pattern", "did you mean year", ""),
        (
            'severity = "warning"',
            'severity = "warnings"',
            "rule.registered_year.severity",
            "not one of",
            "warning",
        ),
    ],
)
def test_each_kind_of_mistake_is_named(
    old: str,
    new: str,
    key: str,
    reason: str,
    near: str,
) -> None:
    found = faults(changed((old, new)))
    assert any(at == key and reason in why and near == meant for at, why, meant in found), found


def test_a_programme_without_its_facts_is_refused() -> None:
    reasons = [why for _, why, _ in faults(changed(('id = "applicant"', 'id = "company"')))]
    assert "every programme needs a field “applicant”" in reasons


def test_a_stage_that_no_move_reaches_is_named() -> None:
    stray = '[[stage]]\nid = "stray"\nlabel = { zh = "游离", en = "Stray" }\n\n[[move]]'
    assert faults(changed(("[[move]]", stray))) == [
        ("stage.stray", "no move leads to this stage", ""),
    ]


def test_a_field_may_not_take_the_name_of_a_constant_or_a_date_of_the_call() -> None:
    text = changed(('id = "safety"', 'id = "closes"'), text=programme_text("pilot-zone"))
    assert "field.closes" in [key for key, _, _ in faults(text)]


def test_a_later_version_of_the_language_is_refused_politely() -> None:
    with pytest.raises(NewerDefinitionError) as caught:
        read_programme(changed(("format = 1", "format = 2")), file="ours.toml")
    assert "version 2 of the definition language" in caught.value.text(Language.EN)


@pytest.mark.parametrize("text", ["这不是 TOML", "id = ", "[[section]\n", "\x00"])
def test_a_text_that_is_no_toml_is_refused(text: str) -> None:
    assert [key for key, _, _ in faults(text)] == ["TOML"]


@pytest.mark.parametrize("text", ["", "section = 3", "id = 1", 'stage = "x"\nmove = []'])
def test_a_text_that_is_no_definition_is_refused_without_a_crash(text: str) -> None:
    assert faults(text)


def test_a_definition_with_a_byte_order_mark_is_read(tmp_path: Path) -> None:
    file = tmp_path / "ours.toml"
    file.write_text(CASE, encoding="utf-8-sig")
    text, name = definition_text(str(file))
    assert name == "ours.toml"
    assert read_programme(text, file=name).id == "typical-case"
    assert read_programme("\ufeff" + CASE, file=name).id == "typical-case"


def test_a_file_in_another_encoding_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "ours.toml"
    file.write_bytes(CASE.encode("gb18030"))
    with pytest.raises(DefinitionError):
        definition_text(str(file))


@pytest.mark.parametrize("name", ["absent.toml", "folder.toml"])
def test_a_file_that_cannot_be_read_is_refused(tmp_path: Path, name: str) -> None:
    (tmp_path / "folder.toml").mkdir()
    with pytest.raises(DefinitionError):
        definition_text(str(tmp_path / name))


def test_an_unknown_programme_names_the_nearest() -> None:
    with pytest.raises(UnknownProgrammeError) as caught:
        definition_text("incubater")
    assert "incubator" in caught.value.text(Language.EN)


def test_four_programmes_ship() -> None:
    expected = ("incubator", "innovation-task", "pilot-zone", "typical-case")
    assert shipped_programmes() == expected
