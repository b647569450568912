# SPDX-License-Identifier: Apache-2.0
"""Maps of forms: written and read back, and refused with every fault at once."""

from __future__ import annotations

import tomllib
from typing import Any

import pytest

from models.filling.mapping import Put, Scope, Surplus, map_data, toml_text
from models.filling.reading import FillMapError, read_fill_map
from models.language import Language
from models.programme.loading import read_programme
from models.programme.vocabulary import shipped_vocabularies
from tests.offices import MINI

PROGRAMME = read_programme(MINI.read_text(encoding="utf-8"), file="mini.toml")

TEXT = """
scope = "call"

[[sheet]]
name = "推荐汇总表"

[sheet.cells]
A2 = "推荐单位（盖章）：{office}"
$G$2 = "date"

[[sheet.table]]
first = 5
rows = 3
surplus = "remove"

[sheet.table.columns]
A = "index"
B = "单位"
C = { source = "金额", unit = "亿元", wrap = true }
D = "收入@2024"
E = "{单位}（{stage}）"
F = { source = "variant", values = { "普通" = "普通型" } }
G = "region@2"

[[sheet.table]]
first = 12
of = "企业"
columns = { A = "名称", B = "application.title" }
""".replace("$G$2", '"$G$2"')


def read(data: dict[str, Any]) -> Any:
    return read_fill_map(data, PROGRAMME, shipped_vocabularies(), name="map.toml")


def faults(data: dict[str, Any]) -> list[str]:
    with pytest.raises(FillMapError) as caught:
        read(data)
    return [item.text(Language.EN) for item in caught.value.faults]


def test_a_map_is_read_with_names_as_ids_and_written_back() -> None:
    found = read(tomllib.loads(TEXT))
    assert found.scope is Scope.CALL
    (sheet,) = found.sheets
    table, rows = sheet.tables
    assert sheet.cells["G2"] == Put(source="date")
    assert table.columns["B"].source == "applicant"
    assert table.columns["C"] == Put(source="amount_wan", unit="亿元", wrap=True)
    assert table.columns["D"].source == "income@2024"
    assert table.columns["E"].text == "{applicant}（{stage}）"
    assert (table.surplus, table.last) == (Surplus.REMOVE, 7)
    assert rows.of == "tenants"
    assert rows.columns["B"].source == "application.title"
    again = tomllib.loads(toml_text(map_data(found)))
    assert read(again) == found
    assert read(map_data(found)) == found


def test_every_fault_is_named_with_what_was_probably_meant() -> None:
    said = faults(
        {
            "scop": "call",
            "sheet": [
                {
                    "name": "a",
                    "cells": {"5B": "office", "B2": "offce", "C2": "title", "C5": "count"},
                    "table": [
                        {"first": 5, "columns": {"A": "aplicant", "C": "stage", "7": "index"}},
                        {"first": 5, "rows": 2, "of": "tennants", "columns": {}},
                        {"first": 0, "columns": {"A": {"source": "staff", "unit": "万元"}}},
                        {"first": 9, "columns": {"A": {"source": "amount_wan", "unit": "亿"},
                                                 "B": {"source": "title", "text": "x"},
                                                 "C": {"source": "amount_wan", "sum": True},
                                                 "D": "staff@2024", "E": "region@7"}},
                    ],
                },
                {"name": "a", "cells": {"A1": {"source": "title", "sum": True}}},
            ],
        }
    )  # fmt: skip
    text = "\n".join(said)
    for part in (
        "scop: “scop” is not there; did you mean “scope”?",
        "sheet[1].cells.5B: that is no cell",
        "did you mean “office”?",
        "sheet[1].cells.C2: “title” is not there",
        "did you mean “applicant”?",
        "columns.7: that is no column",
        "did you mean “tenants”?",
        "table[2].columns: the table has no columns",
        "table[3].first: a whole number",
        "“staff” is no amount of money",
        "“亿” is not there",
        "table[4].columns.B: either",
        "table[4].columns.C.sum: a column",
        "“staff@2024” is not there",
        "“region@7” is not there",
        "belong to two tables",
        "“a” stands there twice",
        "sheet[2].cells.A1: “title” is not there",
    ):
        assert part in text, part


def test_a_form_of_one_application_names_its_fields() -> None:
    data = {"scope": "application", "sheet": [{"name": "a", "cells": {"A1": "title"}}]}
    assert read(data).sheets[0].cells["A1"].source == "title"
    data["sheet"] = [{"name": "a", "table": [{"first": 1, "columns": {"A": "title"}}]}]
    assert "table[1].of" in " ".join(faults(data))
