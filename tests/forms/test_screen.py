# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from forms.blocks import headings_in, read_block, write_block
from forms.screen import (
    CHECKLIST,
    TAGS,
    Page,
    deciding_fields,
    field_of,
    form_pages,
    page_of,
    text_to_edit,
)
from forms.suggest import choice_offers, region_offers, term_offers
from models.language import Language
from models.programme.answers import Answers, Row, Tick, Verified
from models.programme.loading import read_programme
from models.programme.problems import find_problems
from models.programme.vocabulary import shipped_vocabularies

EVERY = Path(__file__).parents[1] / "every.toml"
PROGRAMME = read_programme(EVERY.read_text(encoding="utf-8"), file=EVERY.name)
KNOWN = shipped_vocabularies()
EN, ZH = Language.EN, Language.ZH


def pages(answers: Answers, language: Language = EN) -> dict[str, Page]:
    found = form_pages(answers, find_problems(answers, KNOWN), KNOWN, language)
    return {page.id: page for page in found}


def made(**stored: Any) -> Answers:
    return Answers(PROGRAMME, stored)


def test_pages_are_the_sections_that_are_asked_then_checklist_and_tags() -> None:
    assert list(pages(made())) == ["basic", "figures", "focus", "rows", "office", CHECKLIST, TAGS]
    assert "extra" in pages(made(variant="top"))
    fields = [line.field.id for line in pages(made(variant="top"))["basic"].lines]
    assert "why_top" in fields
    assert "why_top" not in [line.field.id for line in pages(made())["basic"].lines]


def test_a_page_counts_what_is_missing_and_what_is_wrong() -> None:
    empty = pages(made())["basic"]
    assert (empty.filled, empty.required, empty.errors) == (0, 3, 0)
    assert not empty.complete
    full = pages(made(title="甲", applicant="乙", variant="plain"))["basic"]
    assert full.complete
    long = pages(made(title="甲" * 21, applicant="乙", variant="plain"))["basic"]
    assert (long.filled, long.errors) == (3, 1)
    assert pages(made(variant="top"))["basic"].required == 4


def test_a_table_is_filled_by_its_rows_and_shows_the_problems_of_its_cells() -> None:
    answers = replace(made(), rows={"tenants": (Row("r1", {"area_m2": "很大"}),)})
    page = pages(answers)["rows"]
    assert (page.filled, page.required, page.errors) == (1, 1, 2)
    assert {problem.field for problem in page.lines[0].problems} == {
        "tenants/r1/name",
        "tenants/r1/area_m2",
    }


def test_a_line_has_what_its_row_shows() -> None:
    answers = replace(made(area_m2="500"), verified={"area_m2": Verified("1500", "实地核查")})
    line = next(one for one in pages(answers)["figures"].lines if one.field.id == "area_m2")
    assert (line.label, line.unit, line.basis, line.text) == ("Area", "m²", "Article 3", "500")
    assert line.verified is not None
    assert (line.verified.text, line.verified.source) == ("1,500.00 m²", "实地核查")
    chinese = pages(answers, ZH)["figures"].lines[2]
    assert (chinese.label, chinese.unit) == ("面积", "平方米")


@pytest.mark.parametrize(
    ("field", "stored", "text"),
    [
        ("staff", 12, "12"),
        ("area_m2", "12000.50", "12000.50"),
        ("area_m2", "很大", "很大"),
        ("founded", "2026-03-15", "2026-03-15"),
        ("since", "2026-03", "2026-03"),
        ("region", "310101", "上海市黄浦区"),
        ("variant", "top", "Top"),
        ("listed", True, "Yes"),
        ("income", {"2025": "1"}, ""),
        ("title", None, ""),
    ],
)
def test_a_stored_value_becomes_the_text_to_edit(field: str, stored: Any, text: str) -> None:
    assert text_to_edit(PROGRAMME.fields[field], stored, EN, KNOWN) == text


def test_a_series_asks_for_its_years_and_shows_those_that_are_filled_besides() -> None:
    answers = replace(made(income={"2019": "1"}), dates={})
    line = next(one for one in pages(answers)["figures"].lines if one.field.id == "income")
    assert line.years[0] == 2019
    assert len(line.years) == 4


def test_the_checklist_has_figures_limits_and_answers() -> None:
    answers = replace(made(area_m2="1500"), checklist={"legal": Tick("na", "无关")})
    legal, area = pages(answers)[CHECKLIST].checks
    assert (legal.answer, legal.note, legal.outcome, legal.automatic) == ("na", "无关", "na", False)
    assert (area.outcome, area.figure, area.limit) == ("yes", "1,500 m²", "1,000 m²")
    assert pages(made())[CHECKLIST].filled == 0


def test_paths_lead_to_their_page() -> None:
    found = list(pages(made()).values())
    assert field_of("verified/area_m2") == "area_m2"
    assert page_of(found, "tenants/r1/name") == "rows"
    assert page_of(found, "verified/area_m2") == "figures"
    assert page_of(found, "checklist/area") == CHECKLIST
    assert page_of(found, "why_top") == ""
    assert deciding_fields(PROGRAMME) == {"variant"}


def test_free_labels_and_products_that_no_field_asks_for_are_tags() -> None:
    keys = [tag.vocabulary for tag in pages(made())[TAGS].tags]
    assert keys[0] == "labels"
    assert "products" in keys
    assert "directions" not in keys


def test_terms_are_offered_by_name_code_and_initials() -> None:
    vocabulary = KNOWN["directions"]
    everything = term_offers(vocabulary, "", ZH)
    assert [offer.text for offer in everything if not offer.depth][:2] == ["未来制造", "未来信息"]
    assert [offer.text for offer in term_offers(vocabulary, "wlxx", ZH)] == ["未来信息"]
    assert [offer.exact for offer in term_offers(vocabulary, "XX", EN)].count(True) == 1
    assert not term_offers(vocabulary, "天马行空", ZH)


def test_divisions_are_offered_by_code_name_and_initials() -> None:
    assert "上海市黄浦区" in [offer.text for offer in region_offers("shshpq")]
    assert region_offers("310101")[0].exact
    assert [offer.text for offer in region_offers("黄浦")] == ["上海市黄浦区"]
    assert len(region_offers("")) > 30
    assert region_offers("jhq", near="420106")[0].text.endswith("武汉市江汉区")
    assert region_offers("jhq", near="120000")[0].text.endswith("静海区")


def test_choices_are_offered_by_name() -> None:
    assert [one.id for one in choice_offers(PROGRAMME.fields["variant"], "zy", ZH)] == ["top"]


def test_a_block_of_cells_is_read_as_a_spreadsheet_writes_it() -> None:
    assert read_block('a\t"b\nc"\t1\r\nd\te\t\r\n') == [["a", "b\nc", "1"], ["d", "e", ""]]
    assert read_block("") == []
    assert read_block(write_block([["a\tb", 'c"d'], ["e", ""]])) == [["a\tb", 'c"d'], ["e", ""]]


def test_headings_of_a_block_are_known_by_their_names() -> None:
    columns = PROGRAMME.fields["tenants"].columns
    assert headings_in([["面积（平方米）", "Name", "备注"]], columns) == ["area_m2", "name", ""]
    assert headings_in([["甲公司", "名称"]], columns) is None
