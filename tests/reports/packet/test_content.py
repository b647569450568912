# SPDX-License-Identifier: Apache-2.0
"""What stands in a packet."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from models.language import Label, Language
from models.programme.answers import Tick
from models.programme.loading import programme_text, read_programme, shipped_programmes
from reports.packet import write_packet
from tests.reports.packet import dossiers
from tests.reports.packet.reading import flat, page_texts

if TYPE_CHECKING:
    from pathlib import Path

    from models.dossier import Dossier


def text_of(made: Dossier, folder: Path, language: Language = Language.EN) -> str:
    path = write_packet(made, folder / "p.pdf", language=language).path
    return flat("".join(page_texts(path)))


@pytest.mark.parametrize(
    ("language", "words"),
    [
        (
            Language.ZH,
            (
                "示例省工业和信息化厅",
                "未来产业先导区评审材料",
                "申报编号2026001",
                "91330100799655058B",
                "浙江省杭州市西湖区",
                "2026年3月2日",
                "2026年度第一批（示工信〔2026〕7号）",
                "本系统仅处理非涉密材料",
            ),
        ),
        (Language.EN, ("Reviewpacket", "2026-03-02", "non-classifiedmaterialonly")),
    ],
)
def test_the_cover_says_who_what_where_and_when(
    language: Language, words: tuple[str, ...], tmp_path: Path
) -> None:
    path = write_packet(dossiers.typical(), tmp_path / "p.pdf", language=language).path
    cover = flat(page_texts(path)[0])
    for word in words:
        assert word in cover


def test_a_cover_with_an_absurd_title_stays_one_page(tmp_path: Path) -> None:
    path = write_packet(dossiers.absurd(), tmp_path / "p.pdf", language=Language.EN).path
    texts = page_texts(path)
    assert "non-classified" in texts[0]
    assert "Contents" in texts[1]


def test_hidden_fields_and_sections_are_not_printed(tmp_path: Path) -> None:
    stored = {"lease_note": "秘而不宣", "landlord": "某房东"}
    assert "秘而不宣" not in text_of(dossiers.dossier(stored), tmp_path)
    shown = text_of(dossiers.dossier(stored | {"leased": True}, number="2"), tmp_path / "b")
    assert "秘而不宣" in shown
    assert "某房东" in shown


def test_verified_values_stand_beside_the_claimed_and_say_which_counts(tmp_path: Path) -> None:
    text = text_of(dossiers.typical(), tmp_path)
    assert "Totalarea12,000.5m²11,800m²现场核查,2026-02-28Thisvaluecounts" in text
    assert "9,000.00(10kCNY)Thisvaluecounts8,000.00(10kCNY)审计报告,2026-02-20" in text


def test_a_series_is_a_table_by_year(tmp_path: Path) -> None:
    text = text_of(dossiers.typical(), tmp_path)
    assert "Figurebyyear202320242025" in text
    assert "Revenue(10kCNY):claimed100.001,250.502,300.00" in text
    assert "——2,210.00" in text
    assert "审计报告,2026-02-20Thisvaluecounts" in text


def test_a_long_table_repeats_its_head_and_ends_with_its_total(tmp_path: Path) -> None:
    path = write_packet(dossiers.typical(), tmp_path / "p.pdf", language=Language.EN).path
    heads = [text for text in page_texts(path) if "CompanyArea(m²)Joined" in flat(text)]
    assert len(heads) == 3
    total = sum(n + 0.25 for n in range(1, 46))
    assert f"Total{total:,.2f}" in flat(heads[-1])


def test_an_unreadable_number_is_printed_as_typed_and_not_added_up(tmp_path: Path) -> None:
    rows = dossiers.tenants(2)
    odd = type(rows[0])("x", {"name": "甲", "area_m2": "约三百"})
    made = dossiers.dossier(answers={"rows": {"tenants": (*rows, odd)}})
    text = text_of(made, tmp_path)
    assert "约三百" in text
    assert "Total3.50" in text


def test_a_column_without_numbers_has_no_total(tmp_path: Path) -> None:
    row = type(dossiers.tenants(1)[0])("x", {"name": "甲"})
    text = text_of(dossiers.dossier(answers={"rows": {"tenants": (row,)}}), tmp_path)
    assert "Total—" in text
    assert "Total0" not in text


def test_what_the_office_fills_stands_apart(tmp_path: Path) -> None:
    text = text_of(dossiers.typical(), tmp_path)
    assert text.index("FilledinbytheofficeOpinionoftheoffice同意推荐。") > text.index("Tenants")


@pytest.mark.parametrize(
    ("answer", "printed"),
    [("yes", "√Yes"), ("no", "×No"), ("na", "—Notapplicable"), ("", "○Notyetknown")],
)
def test_an_outcome_is_a_sign_and_a_word(answer: str, printed: str, tmp_path: Path) -> None:
    ticks = {"honest": Tick(answer, "已函询")} if answer else {}
    assert f"{printed}" in text_of(dossiers.dossier(answers={"checklist": ticks}), tmp_path)


def test_the_checklist_prints_figure_threshold_and_clause(tmp_path: Path) -> None:
    text = text_of(dossiers.typical(), tmp_path)
    assert "Article511,800m²Threshold10,000m²√Yes" in text
    assert "Atleast10,000m²intotal" in text


def test_problems_say_where_by_which_clause_and_what_was_accepted(tmp_path: Path) -> None:
    text = text_of(dossiers.typical(), tmp_path)
    assert "ErrorAttachment:Auditreport" in text
    assert "Handitin" in text
    assert "Tenants:Area,row2" in text
    assert "Acceptedbytheoffice:已核对原件" in text


def test_a_long_clause_among_many_problems_is_not_squeezed_into_a_narrow_column(
    tmp_path: Path,
) -> None:
    made = dossiers.typical()
    clause = "国家级科技企业孵化器的场地面积、在孵企业数、毕业企业数、孵化资金和知识产权比例"
    told = Label("“服务人员和导师名单及证书”未填写", "missing")
    plain = [replace(made.problems[0], message=told, basis=None) for _ in range(40)]
    long = replace(plain[0], basis=Label(clause * 3, clause * 3))
    path = write_packet(
        replace(made, problems=(*plain, long)), tmp_path / "p.pdf", language=Language.ZH
    ).path
    lines = "".join(page_texts(path)).splitlines()
    assert any(clause[:20] in line for line in lines)


def test_attachments_are_ticked_or_missing_with_their_checksum(tmp_path: Path) -> None:
    text = text_of(dossiers.typical(), tmp_path)
    assert "☑Businesslicence" in text
    assert "☐Auditreportmissing" in text
    assert "营业执照.pdfPDF31.2MB" + "ab" * 6 in text
    assert "Fault:damaged" in text
    assert "1.2MB" + "ab" * 7 not in text


def test_stages_say_days_operator_reason_and_due(tmp_path: Path) -> None:
    text = text_of(dossiers.typical(), tmp_path)
    assert "Expertreview2026-03-0414:051*2026-04-01李审核材料齐全，符合要求" in text
    assert "Beyondtheannouncedholidays" in text


def test_tags_are_named_also_those_of_the_office(tmp_path: Path) -> None:
    text = text_of(dossiers.typical(tags={"chain": ("示范",), "labels": ("重点",)}), tmp_path)
    assert "chain示范" in text
    assert "Labels重点" in text


def test_empty_answers_are_dashes(tmp_path: Path) -> None:
    text = text_of(dossiers.dossier(), tmp_path)
    assert "Creditcode—" in text
    assert "None" not in text


@pytest.mark.parametrize("programme_id", shipped_programmes())
@pytest.mark.parametrize("language", list(Language))
def test_every_shipped_programme_prints_with_next_to_no_answers(
    programme_id: str, language: Language, tmp_path: Path
) -> None:
    shipped = read_programme(programme_text(programme_id), file=programme_id)
    made = dossiers.dossier(
        answers={"programme": shipped, "rows": {}},
        programme=shipped,
        stage=shipped.first_stage,
        steps=(),
    )
    text = text_of(made, tmp_path, language)
    for section in shipped.section:
        if made.answers.visible(section) and section.field:
            assert flat(section.label.text(language)) in text


@pytest.mark.parametrize("rows", range(3, 45, 4))
def test_the_head_of_a_table_stands_at_most_once_on_a_page(rows: int, tmp_path: Path) -> None:
    made = dossiers.typical(rows=rows)
    path = write_packet(made, tmp_path / "p.pdf", language=Language.ZH).path
    for text in page_texts(path):
        assert text.count("企业名称") <= 1
        assert text.count("门槛10,000") <= 1
        numbers = re.findall(r"示例航天科技第\d+有限公司", text)
        assert len(numbers) != 1  # two rows and their total at least


def test_every_notice_of_a_call_is_named_and_none_broken_off(tmp_path: Path) -> None:
    usual = dossiers.typical()
    call = replace(usual.call, notice="示工信〔2026〕7号\n补充通知：延期（示工信〔2026〕9号）")
    made = replace(usual, call=call)
    cover, _, overview, *_ = page_texts(
        write_packet(made, tmp_path / "p.pdf", language=Language.ZH).path
    )
    assert "2026年度第一批（示工信〔2026〕7号）" in cover
    assert "补充通知：延期（示工信〔2026〕9号）" in cover
    assert "（示工信〔2026〕9号））" not in flat(cover)
    assert "示工信〔2026〕7号；补充通知：延期（示工信〔2026〕9号）" in flat(overview)


@pytest.mark.parametrize("name", shipped_programmes())
def test_what_a_definition_prints_does_not_speak_of_its_file(name: str) -> None:
    lines = programme_text(name).splitlines()
    printed = [line for line in lines if not line.startswith("#")]
    assert not [line for line in printed if "本文件中" in line or "this file" in line]
