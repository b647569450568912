# SPDX-License-Identifier: Apache-2.0
"""The vocabularies that ship: complete, in official order, in both languages, unambiguous."""

from __future__ import annotations

import csv
import re
import tomllib
from collections import Counter
from functools import cache
from io import StringIO
from pathlib import Path
from typing import Any

import pytest

from resources import entry, names, read_text

VOCABULARIES = ("directions", "products", "recommenders", "tasks")
TERM_KEYS = {"id", "code", "label", "aliases", "note", "parent", "retired", "replaced_by"}
SOURCE = Path(__file__).parents[3] / "shared" / "data" / "names" / "regions-gbt2260.csv"

each = pytest.mark.parametrize("name", VOCABULARIES)


@cache
def vocabulary(name: str) -> dict[str, Any]:
    return tomllib.loads(read_text("vocabularies", f"{name}.toml"))


def terms(name: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = vocabulary(name)["term"]
    return found


def roots(name: str) -> list[dict[str, Any]]:
    return [term for term in terms(name) if "parent" not in term]


def children(name: str, parent: str) -> list[dict[str, Any]]:
    return [term for term in terms(name) if term.get("parent") == parent]


def spellings(term: dict[str, Any]) -> set[str]:
    """Every spelling by which a term is looked up, in one case and without blanks."""
    written = [term["id"], *term["label"].values(), *term.get("aliases", ())]
    written += [term["code"]] if "code" in term else []
    return {"".join(text.split()).casefold() for text in written}


def test_the_vocabularies_are_there() -> None:
    assert set(names("vocabularies", ".toml")) >= set(VOCABULARIES)


@each
def test_a_vocabulary_says_what_it_is_and_on_what_it_rests(name: str) -> None:
    head = vocabulary(name)
    assert head["id"] == name
    assert head["version"] == "2024.1"
    assert "〔2024〕12号" in head["basis"]["zh"]
    assert set(head) == {"id", "version", "label", "basis", "term"}


@each
def test_every_label_and_note_is_in_both_languages(name: str) -> None:
    head = vocabulary(name)
    pairs = [head["label"], head["basis"]]
    pairs += [term[key] for term in terms(name) for key in ("label", "note") if key in term]
    for pair in pairs:
        assert set(pair) == {"zh", "en"}
        assert re.search(r"[\u4e00-\u9fff]", pair["zh"])
        assert re.search(r"[A-Za-z]", pair["en"])


@each
def test_a_term_has_a_stable_id_and_no_misspelt_key(name: str) -> None:
    for term in terms(name):
        assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*(\.[a-z0-9]+(-[a-z0-9]+)*)?", term["id"])
        assert set(term) <= TERM_KEYS


@each
def test_ids_and_codes_are_unique(name: str) -> None:
    for key in ("id", "code"):
        values = [term[key] for term in terms(name) if key in term]
        assert [value for value, count in Counter(values).items() if count > 1] == []


@each
def test_a_narrower_term_stands_after_the_broader_one_that_its_id_names(name: str) -> None:
    seen: set[str] = set()
    for term in terms(name):
        broader = term["id"].rpartition(".")[0] or None
        assert term.get("parent") == broader
        assert broader is None or broader in seen
        seen.add(term["id"])


@each
def test_no_spelling_means_two_terms(name: str) -> None:
    count = Counter(text for term in terms(name) for text in spellings(term))
    assert [text for text, times in count.items() if times > 1] == []


def test_the_six_directions_are_in_official_order() -> None:
    expected = ["未来制造", "未来信息", "未来材料", "未来能源", "未来空间", "未来健康"]
    assert [term["label"]["zh"] for term in roots("directions")] == expected
    assert [term["code"] for term in roots("directions")] == ["ZZ", "XX", "CL", "NY", "KJ", "JK"]


@pytest.mark.parametrize(
    "direction", ["manufacturing", "information", "materials", "energy", "space", "health"]
)
def test_a_direction_has_fields_and_the_words_of_the_notice(direction: str) -> None:
    root = next(term for term in roots("directions") if term["id"] == direction)
    assert len(children("directions", direction)) >= 7
    assert root["note"]["zh"].endswith("。")


@pytest.mark.parametrize(
    ("text", "term_id"),
    [
        ("核聚变能", "energy.nuclear-fusion"),
        ("清洁氢", "energy.clean-hydrogen"),
        ("具身智能", "information.embodied"),
        ("第六代移动通信", "information.next-mobile"),
        ("量子科技", "information.quantum"),
        ("原子级制造", "manufacturing.atomic-scale"),
        ("脑机接口", "health.brain-computer"),
    ],
)
def test_a_later_or_local_name_of_a_field_is_known(text: str, term_id: str) -> None:
    assert [term["id"] for term in terms("directions") if text in spellings(term)] == [term_id]


def test_the_ten_products_are_in_official_order() -> None:
    assert [term["id"] for term in terms("products")] == [
        "humanoid-robot",
        "quantum-computer",
        "new-display",
        "brain-computer-interface",
        "6g-equipment",
        "ai-computing-centre",
        "web3",
        "culture-tourism-equipment",
        "aviation-equipment",
        "deep-resource-equipment",
    ]


@pytest.mark.parametrize("text", ["深部资源勘探开发装备", "深部资源勘测开发装备"])
def test_both_spellings_of_deep_resource_equipment_are_read(text: str) -> None:
    found = [term["id"] for term in terms("products") if text in spellings(term)]
    assert found == ["deep-resource-equipment"]


def test_the_six_task_groups_hold_sixteen_tasks_in_order() -> None:
    groups = roots("tasks")
    tasks = [task for group in groups for task in children("tasks", group["id"])]
    assert [group["code"] for group in groups] == list("一二三四五六")
    assert [task["code"] for task in tasks] == [str(number) for number in range(1, 17)]
    sizes = [len(children("tasks", group["id"])) for group in groups]
    assert sizes == [1, 2, 3, 3, 3, 4]


@pytest.mark.parametrize("text", ["大连", "青岛", "宁波", "厦门", "深圳", "兵团", "央企", "高新区"])
def test_a_recommending_unit_that_is_no_division_is_known(text: str) -> None:
    assert len([term for term in terms("recommenders") if text in spellings(term)]) == 1


def test_each_of_the_31_provinces_has_its_communications_administration() -> None:
    rows = csv.DictReader(StringIO(read_text("vocabularies", "regions.csv").removeprefix("\ufeff")))
    provinces = {
        row["代码"]: f"{row['名称']}通信管理局"
        for row in rows
        if row["级别"] == "省级" and row["状态"] == "在用" and row["代码"] < "700000"
    }
    own = {term["code"]: term["label"]["zh"] for term in children("recommenders", "communications")}
    assert own == provinces
    assert len(own) == 31


def test_a_single_listed_city_has_the_code_and_name_of_its_division() -> None:
    rows = csv.DictReader(StringIO(read_text("vocabularies", "regions.csv").removeprefix("\ufeff")))
    places = {row["代码"]: row["名称"] for row in rows if row["状态"] == "在用"}
    cities = children("recommenders", "single-listed-city")
    assert len(cities) == 5
    assert all(places[city["code"]] == city["label"]["zh"] for city in cities)


@pytest.mark.skipif(not SOURCE.is_file(), reason="../shared/data/names is absent")
def test_the_region_table_is_the_source_byte_for_byte() -> None:
    assert entry("vocabularies", "regions.csv").read_bytes() == SOURCE.read_bytes()
