# SPDX-License-Identifier: Apache-2.0
"""Files and texts that no program was waiting for, through all commands."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from models.programme.loading import programme_text, read_programme, shipped_programmes
from models.programme.schema import FieldType
from models.verbs.applications import record_applications
from models.verbs.calls import add_call
from models.views.dossiers import dossier
from models.views.register import Query, page
from tests.offices import CALL, FIRST, faults, row

if TYPE_CHECKING:
    from pathlib import Path

    from models.workspace import Workspace
    from tests.faults.commands import Commands

HOSTILE_FILES = {
    "nothing": b"",
    "no entry": b"[]",
    "a number": b"5",
    "a list of numbers": b"[1, 2]",
    "a null": b"null",
    "not json": b"{title: x}",
    "cut short": b'{"title": "x',
    "utf-16": '{"title": "x"}'.encode("utf-16"),
    "a key twice": b'{"title": "x", "title": "y"}',
    "no number": b'{"title": "x", "staff": NaN}',
    "deep lists": b"[" * 100_000 + b"]" * 100_000,
    "deep objects": b'{"title":' * 50_000 + b"1" + b"}" * 50_000,
    "answers are a list": b'{"answers": [1, 2]}',
    "answers are a text": b'{"answers": "abc"}',
    "an unknown field": b'{"title": "x", "titel": "y"}',
    "an unknown field with odd characters": b'{"a\\ud800\\u0000\\u202e": 1}',
    "a table that is a text": b'{"tenants": "x"}',
    "a table of numbers": b'{"tenants": [1]}',
    "an unknown column": b'{"tenants": [{"nam": 1}]}',
    "a number of 5000 digits": b'{"staff": ' + b"9" * 5000 + b"}",
}


@pytest.mark.parametrize("content", HOSTILE_FILES.values(), ids=HOSTILE_FILES)
def test_a_file_that_cannot_be_read_is_refused_and_nothing_is_recorded(
    xiandao: Commands, tmp_path: Path, content: bytes
) -> None:
    file = tmp_path / "in.json"
    file.write_bytes(content)
    said = xiandao("add", CALL, file)
    assert said.code == 2
    assert said.out == ""
    assert len(said.err.strip().splitlines()) == 1
    assert len(xiandao("list").data) == 3


ODD_FILES = {
    "a byte order mark": b'\xef\xbb\xbf{"title": "t"}',
    "a key twice": b'{"title": "s", "title": "t"}',
    "1e999": b'{"title": "t", "staff": 1e999, "amount_wan": -1e999, "area_m2": 1e999}',
    "NaN": b'{"title": "t", "staff": NaN, "amount_wan": NaN, "area_m2": NaN}',
    "1e400 as digits": b'{"title": "t", "staff": 1%s, "amount_wan": 1%s, "area_m2": 1%s}'
    % ((b"0" * 400,) * 3),
    "20 digits": b'{"title": "t", "staff": %s, "amount_wan": %s}' % ((b"9" * 20,) * 2),
    "29 digits": b'{"title": "t", "staff": %s, "amount_wan": "%s"}' % ((b"9" * 29,) * 2),
    "a tiny number": b'{"title": "t", "area_m2": 1e-300, "amount_wan": 1e-300}',
    "lists for texts": b'{"title": "t", "note": [[["x"]]], "staff": [1], "tasks": 5}',
    "objects for texts": b'{"title": "t", "note": {"a": {"b": 1}}, "region": {}, "variant": {}}',
    "booleans": b'{"title": "t", "staff": true, "amount_wan": false, "direction": true}',
    "a nested applicant": b'{"title": "t", "applicant": {"name": {"x": 1}, "credit_code": [1]}}',
    "a strange series": b'{"title": "t", "income": {"2024": [1], "x": 2, "99999": 1}}',
    "labels of all kinds": b'{"title": "t", "labels": [1, null, {"a": 1}, "x"]}',
    "300 deep": b'{"title": "t", "note": ' + b"[" * 300 + b"]" * 300 + b"}",
    "900 deep": b'{"title": "t", "note": ' + b"[" * 900 + b"]" * 900 + b"}",
}


@pytest.mark.parametrize("content", ODD_FILES.values(), ids=ODD_FILES)
def test_an_odd_value_is_kept_as_typed_and_every_view_still_works(
    xiandao: Commands, tmp_path: Path, content: bytes
) -> None:
    file = tmp_path / "in.json"
    file.write_bytes(content)
    said = xiandao("add", CALL, file)
    if said.code == 2:  # too deep to read at all
        return
    (number,) = said.data["numbers"]
    assert xiandao("show", number).data["title"] == "t"
    assert len(xiandao("list", "--sort", "-amount_wan,-staff,area_m2").data) == 4
    assert xiandao("show", number, json_=False).code == 0
    assert xiandao("check").code == 0


WRONG: tuple[Any, ...] = (
    5, -1, 1.5, 10**40, float("inf"), float("nan"), True, [], [1], [[]], [None], {}, {"a": 1},
    {"2024": {"x": []}}, "x", "=1+1", "\x00\ud800", "9" * 5000, "１２", "0000-00-00", "\u202e",
)  # fmt: skip


@pytest.mark.parametrize("programme", shipped_programmes())
def test_every_field_survives_every_wrong_value(office: Workspace, programme: str) -> None:
    key = add_call(office, programme=programme, title="x")
    fields = read_programme(programme_text(programme), file=programme).fields
    many = {FieldType.SERIES, FieldType.CHOICES, FieldType.TERMS, FieldType.TABLE}
    entries = [
        {
            name: "x"
            if isinstance(value, list | dict) and field.type not in many
            else value
            if field.type is not FieldType.TABLE
            else [{column.id: value for column in field.columns}]
            for name, field in fields.items()
        }
        for value in WRONG
    ]
    recorded = record_applications(office, call=key, entries=entries)
    for uid in recorded.uids:
        found = dossier(office.reader, uid)
        assert found.number in recorded.numbers
    for name, field in fields.items():
        if field.listed:
            assert len(page(office.reader, Query(sort=f"-{name}"))) == len(entries) + 3
    assert faults(office) == ()


ABSURD = {
    "a formula": "=1+1",
    "a minus": "-5",
    "an at": "@SUM(A1)",
    "right to left": "\u202eمرحبا بالعالم\u202c",
    "NUL": "a\x00b",
    "a lone surrogate": "a\ud842b",
    "a pair of surrogates": "\ud842\udfb7田",
    "emoji": "👩‍👩‍👧‍👦🇨🇳",
    "beyond the BMP": "𠮷田健𰻝",
    "private use": "\ue843\ue864",
    "controls": "a\x01\x08\x0b\x1b[31mb",
    "a hundred thousand": "汉" * 100_000,  # a megabyte is printed in tests/reports/packet
    "lines": "一\r\n二\u2028三\t四",
    "markup": "<b>&amp;</b><para>%s{name}{0}",
    "combining": "Z" + "\u0301" * 200,
}


@pytest.mark.parametrize("text", ABSURD.values(), ids=ABSURD)
def test_an_absurd_text_goes_from_add_to_packet_and_summary(
    xiandao: Commands, tmp_path: Path, text: str
) -> None:
    file = tmp_path / "in.json"
    short = text[:5000]
    entry = {"title": short, "applicant": short, "note": text, "labels": [short],
             "tenants": [{"name": short}]}  # fmt: skip
    file.write_text(json.dumps(entry), encoding="utf-8")
    said = xiandao("add", CALL, file)
    assert said.code in {0, 1}, said.err
    (number,) = said.data["numbers"]
    kept = xiandao("show", number).data
    expected = short.replace("\x00", "\ufffd").replace("\ud842b", "\ufffdb")
    expected = expected.replace("\r\n", "\n").encode("utf-16", "surrogatepass").decode("utf-16")
    assert kept["title"] == expected
    assert kept["tags"]["labels"] == [expected]
    assert [line["title"] for line in xiandao("list").data if line["number"] == number] == [
        expected
    ]
    for command in (("show", number), ("history", number)):
        assert xiandao(*command, json_=False).code == 0
    assert xiandao("list", "--", short[:2000], json_=False).code == 0
    assert xiandao("check").code == 0
    assert xiandao("set", number, f"title={short[:50]}x".replace("\x00", "")).code in {0, 1}


PRINTED = (
    "a formula",
    "right to left",
    "NUL",
    "beyond the BMP",
    "emoji",
    "controls",
    "markup",
    "lines",
)


def test_absurd_texts_are_printed(xiandao: Commands, tmp_path: Path) -> None:
    file = tmp_path / "in.json"
    entries = [
        {"title": text, "applicant": text, "note": text, "tenants": [{"name": text}]}
        for text in (ABSURD[key] for key in PRINTED)
    ]
    file.write_text(json.dumps(entries), encoding="utf-8")
    numbers = xiandao("add", CALL, file).data["numbers"]
    assert xiandao("packet", *numbers, "--out", tmp_path / "packets").code == 0
    packets = list((tmp_path / "packets").glob("*.pdf"))
    assert len(packets) == len(numbers)
    assert all(packet.read_bytes().startswith(b"%PDF") for packet in packets)
    workbook = tmp_path / "summary.xlsx"
    assert xiandao("summary", CALL, "--out", workbook).code in {0, 1}
    assert xiandao("summary", CALL, "--out", tmp_path / "summary.pdf").code in {0, 1}
    from openpyxl import load_workbook

    cells = [cell for sheet in load_workbook(workbook) for line in sheet for cell in line]
    assert not [cell.value for cell in cells if cell.data_type == "f" and cell.value == "=1+1"]
    assert [cell for cell in cells if cell.value == "=1+1"]


QUERIES = ["", " ", '"', "'", "*", "()", "AND", "NOT x OR", "a*b", "-", "汉" * 5000, "ab " * 3000,
           "\udc80", "_", "__x", "col:x", "²³", "\u0301", "x" * 9_000, "NEAR(a b)", "^x"]  # fmt: skip


def test_no_query_is_an_error(xiandao: Commands) -> None:
    for query in QUERIES:
        assert xiandao("list", "--", query).code == 0, query[:40]


@pytest.mark.parametrize(
    "arguments",
    [
        ("set", FIRST, "tenants[²].name=x"),
        ("set", FIRST, "tenants[0].name=x"),
        ("set", FIRST, "tenants[1]=x"),
        ("set", FIRST, "tenants[1].nam=x"),
        ("set", FIRST, "[=x"),
        ("set", FIRST, "tenants=x"),
        ("set", FIRST, "="),
        ("set", FIRST, "checklist.nothing=yes"),
        ("set", "2026", "title=x"),
        ("tag", FIRST, "--direction", "没有"),
        ("tag", FIRST, "--add", "nothing=x"),
        ("verify", FIRST, "tenants=5"),
        ("verify", FIRST, "area_m2=5", "--on", "yesterday"),
        ("verify", FIRST, "area_m2=5", "--source", "s", "--on", "2999-01-01"),
        ("verify", FIRST, "tenants=5", "--source", "s"),
        ("set", FIRST, "title=甲", "title=乙"),
        ("set", FIRST, "title=甲", "孵化器名称=乙"),
        ("set", FIRST, "=5"),
        ("operator edit", "张三"),
        ("office", "--name", ""),
        ("attach", FIRST, "licence", "/nowhere/x.pdf"),
        ("attach", FIRST, "licence", "/dev/null"),
        ("packet", FIRST, "--out", "x", "--names", "{number.real}"),
        ("advance", FIRST, "--to", ""),
        ("list", "--sort", "nothing"),
        ("list", "--call", "nothing"),
        ("list", "--limit", "-1"),
        ("undo", "--step", "9" * 25),
        ("redo", "--step", "9" * 25),
        ("summary", CALL, "--out", "x.doc"),
        ("call amend", "nothing", "--notice", "x"),
        ("call add", "--programme", "nothing", "--title", "x"),
    ],
)
def test_a_wrong_argument_is_explained_in_one_line(
    xiandao: Commands, arguments: tuple[str, ...]
) -> None:
    before = row_of(xiandao)
    said = xiandao(*arguments)
    assert said.code in {1, 2}
    assert said.out == ""
    assert len(said.err.strip().splitlines()) == 1
    assert row_of(xiandao) == before


def test_a_row_that_is_none_is_answered_with_how_to_name_one(xiandao: Commands) -> None:
    said = xiandao("set", FIRST, "tenants[0].area=5")
    assert said.code == 2
    assert "tenants[1].area_m2" in said.err


def test_of_two_values_for_one_year_none_is_lost(xiandao: Commands) -> None:
    said = xiandao("set", FIRST, 'note={"2025": 1, "2025": 2}')
    assert said.code in {0, 1}
    assert row_of(xiandao).answers["note"] == '{"2025": 1, "2025": 2}'


@pytest.mark.parametrize(
    ("text", "why"),
    [("9" * 5000, "too many digits"), ("[" * 100_000, "nested too deeply")],
)
def test_why_a_file_cannot_be_read_is_said_in_the_users_language(
    xiandao: Commands, tmp_path: Path, text: str, why: str
) -> None:
    file = tmp_path / "x.json"
    file.write_text(f'{{"title": {text}', encoding="utf-8")
    said = xiandao("add", CALL, file)
    assert said.code == 2
    assert why in said.err


def test_the_second_place_for_backups_is_another_and_kept_in_full(
    xiandao: Commands, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "备份").mkdir()
    said = xiandao("office", "--backup-place", "备份")
    assert said.data["backup_place"] == str(tmp_path / "备份")
    for inside in (xiandao.folder, xiandao.folder / "backups"):
        said = xiandao("office", "--backup-place", inside)
        assert said.code == 1
        assert "workspace itself" in said.err
    assert xiandao("office", "--backup-place", "").data["backup_place"] == ""


@pytest.mark.parametrize("command", ["list", "history", f"history {FIRST}", "list 机器人"])
def test_a_limit_beyond_all_numbers_limits_nothing(xiandao: Commands, command: str) -> None:
    name, *rest = command.split()
    assert xiandao(name, *rest, "--limit", "9" * 25).data == xiandao(name, *rest).data


def row_of(xiandao: Commands) -> Any:
    from models.workspace import Workspace as Room

    with Room.open(xiandao.folder) as office:
        return row(office, FIRST)
