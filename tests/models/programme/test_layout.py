# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.language import Language
from models.programme.layout import (
    LABELS,
    LINK,
    NUMBER,
    ROLES,
    Layout,
    Role,
    column_mark,
    intake_layout,
)
from models.programme.levels import contradiction, level_texts, region_text
from models.programme.loading import read_programme
from models.programme.recognising import (
    EXAMPLE_MARKS,
    Meta,
    gathered,
    is_apart,
    parts_of,
    read_meta,
    recognise,
)
from models.programme.schema import Filler, FormField, Programme
from models.programme.values import understand
from models.programme.vocabulary import shipped_vocabularies
from models.rules.regions import regions

EVERY = (Path(__file__).parents[2] / "every.toml").read_text(encoding="utf-8")


@lru_cache
def every(text: str = EVERY) -> Programme:
    return read_programme(text, file="every.toml", vocabularies=shipped_vocabularies())


def laid_out(programme: Programme, **more: Any) -> Layout:
    return intake_layout(programme, shipped_vocabularies(), year=2026, **more)


def ids(layout: Layout) -> list[str]:
    return [column.id for column in layout.applications.columns]


def field(name: str) -> FormField:
    return every().fields[name]


def test_a_field_added_to_the_definition_is_a_column_of_the_workbook() -> None:
    line = '{ id = "phone", type = "phone", label = { zh = "电话", en = "Phone" } },'
    more = '{ id = "fax", type = "phone", label = { zh = "传真", en = "Fax" } },'
    before, after = ids(laid_out(every())), ids(laid_out(every(EVERY.replace(line, line + more))))
    assert [name for name in after if name not in before] == ["fax"]


def test_a_series_asks_for_the_years_before_the_call_and_keeps_those_that_are_filled() -> None:
    found = ids(laid_out(every(), years={"income": {2019, 2025}}, as_text={"income"}))
    assert [name for name in found if name.startswith("income")] == [
        "income@2019", "income@2023", "income@2024", "income@2025", "income",
    ]  # fmt: skip


def test_a_field_that_refines_another_takes_up_the_levels_below_it() -> None:
    line = '{ id = "direction", type = "term",'
    finer = (
        '{ id = "finer", type = "term", label = { zh = "领域", en = "Field" },'
        ' vocabulary = "directions", depends_on = "direction" },'
    )
    layout = laid_out(every(EVERY.replace(line, finer + line)))
    found = {column.id: column for column in layout.applications.columns}
    assert (found["direction"].level, found["direction"].after) == (1, "")
    assert (found["finer"].level, found["finer"].after) == (2, "direction")
    assert "direction@2" not in found


def test_what_the_office_fills_is_not_in_the_blank_of_an_applicant() -> None:
    assert "rank" not in ids(laid_out(every()))
    for_the_office = ids(laid_out(every(), fillers=frozenset(Filler), labels=True))
    assert for_the_office[-2:] == ["rank", LABELS]


@pytest.mark.parametrize("table", ["", "tenants"])
@given(data=st.data())
def test_a_sheet_is_known_again_whatever_was_renamed_moved_or_taken_away(
    data: st.DataObject, table: str
) -> None:
    programme = every()
    sheet = next(item for item in laid_out(programme).sheets if item.id == table)
    names = [column.id for column in sheet.columns]
    kept = data.draw(st.lists(st.sampled_from(names), min_size=1, unique=True))
    above = data.draw(st.integers(0, 5))
    ids_row = [column_mark(programme, table, name) for name in (ROLES, *kept)]
    anything = [None, *(data.draw(st.text(max_size=3)) for _ in kept)]
    example = [f"{EXAMPLE_MARKS[0]}{text}" for text in anything[1:]]
    below = [[role.value, *(example if role is Role.EXAMPLE else anything[1:])] for role in Role]
    found = recognise([[]] * above + [ids_row, *below, anything, anything])
    assert found is not None
    assert (found.programme, found.version, found.table) == ("every", "1", table)
    assert list(found.columns.values()) == kept
    assert found.first_row == above + 5
    assert found.heading == above + 3
    moved = recognise([ids_row[1:], *(row[1:] for row in below), anything[1:]])
    assert moved is not None
    assert list(moved.columns.values()) == kept


def test_the_example_is_no_data_even_where_column_a_was_deleted() -> None:
    programme = every()
    mark = column_mark(programme, "", "title")
    with_example = recognise([[mark], ["基本情况"], ["名称"], ["例：某某"], ["甲"]])
    without = recognise([[mark], ["基本情况"], ["名称"], ["甲"]])
    assert with_example is not None
    assert without is not None
    assert (with_example.first_row, without.first_row) == (5, 4)


def test_a_column_of_another_workbook_that_was_pasted_in_is_left_out() -> None:
    programme = every()
    marks = [column_mark(programme, "", "title"), column_mark(programme, "tenants", "name")]
    found = recognise([[*marks, "xd|other||title|9", "xd|torn", None, 3]])
    assert found is not None
    assert found.columns == {1: "title"}
    assert recognise([["title", None, 7], []]) is None


def test_the_hidden_sheet_says_what_the_workbook_was_made_for() -> None:
    meta = Meta("1", "every", "1", "every-2026-1", "示例局", "zh", "2026-03-01")
    cells = [list(row) for row in meta.rows()]
    assert read_meta(cells) == meta
    assert is_apart(cells)
    assert read_meta([["programme", "every"]]) is None
    assert not is_apart([])


def test_one_value_a_field_is_gathered_from_years_and_levels() -> None:
    row = {LINK: 1, NUMBER: None, "title": "甲", "income@2024": 5, "income@2023": 4, "income@2025": None,
           "direction": "未来制造", "direction@2": "智能制造", "region": "湖北省", "region@2": None,
           "staff": None}  # fmt: skip
    found = gathered(row)
    assert {name: one.value for name, one in found.items()} == {
        "title": "甲", "income": {"2023": 4, "2024": 5}, "direction": "智能制造",
        "region": "湖北省", "staff": None,
    }  # fmt: skip
    assert found["direction"].columns == ("direction@2",)
    assert found["direction"].levels == ("未来制造", "智能制造")
    assert gathered({"income@2024": None, "income": "逐年增长"})["income"].value == "逐年增长"


@pytest.mark.parametrize(
    ("column", "parts"),
    [("income@2024", ("income", 2024, 1)), ("direction@2", ("direction", None, 2)),
     ("title", ("title", None, 1)), (LINK, (LINK, None, 1))],
)  # fmt: skip
def test_parts_of_a_column_id(column: str, parts: tuple[str, int | None, int]) -> None:
    assert parts_of(column) == parts


def test_every_division_present_or_past_comes_back_from_its_levels() -> None:
    known = regions()
    for code in known.codes():
        texts = level_texts(field("region"), code, {}, Language.ZH)
        assert understand(field("region"), texts[-1], {}).stored == code


def test_every_term_comes_back_from_its_levels_in_both_languages() -> None:
    vocabularies = shipped_vocabularies()
    for language in Language:
        for term in vocabularies["directions"].terms:
            texts = level_texts(field("direction"), term.id, vocabularies, language)
            assert len(texts) == (2 if term.parent else 1)
            assert understand(field("direction"), texts[-1], vocabularies).stored == term.id
            tag = understand(field("secondary_directions"), texts[-1], vocabularies)
            assert tag.stored == [term.id]


@pytest.mark.parametrize("stored", ["不详", "999999", 7])
def test_what_is_not_understood_stands_on_the_first_level(stored: Any) -> None:
    assert level_texts(field("region"), stored, {}, Language.ZH) == (str(stored),)
    assert level_texts(field("direction"), stored, shipped_vocabularies(), Language.EN) == (
        str(stored),
    )
    assert level_texts(field("direction"), None, {}, Language.EN) == ()


def test_levels_that_do_not_belong_together_are_told() -> None:
    vocabularies = shipped_vocabularies()
    wrong = contradiction(field("direction"), ("未来能源", "智能制造"), vocabularies)
    assert wrong is not None
    assert str(wrong) == "“Direction”: “智能制造” does not belong to “未来能源”"
    assert contradiction(field("direction"), ("未来制造", "智能制造"), vocabularies) is None
    assert contradiction(field("direction"), ("什么", "智能制造"), vocabularies) is None
    assert contradiction(field("direction"), ("未来制造", "什么"), vocabularies) is None
    places = ("湖北省", "湖北省武汉市", "湖北省武汉市洪山区")
    assert contradiction(field("region"), places, {}) is None
    assert contradiction(field("region"), ("湖南省", *places[1:]), {}) is not None
    assert contradiction(field("region"), places[:1], {}) is None


def test_a_division_whose_path_has_two_meanings_is_written_as_its_code() -> None:
    assert region_text("420111") == "湖北省武汉市洪山区"
    assert region_text("139001").isdecimal()
