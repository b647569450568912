# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from models.unknown import UnknownNameError
from models.verbs.applications import edit_application, trash_applications
from models.verbs.steps import undo
from models.verbs.tags import tag_application
from models.views import orders
from models.views.calls import calls
from models.views.histories import history
from models.views.register import FACT_ORDERS, Query, count, ids, page, rows_by_id, uids
from models.workspace import Workspace
from tests.offices import CALL, FIRST, SECOND, THIRD, add, found, row

if TYPE_CHECKING:
    from pathlib import Path

    from models.workspace import Done


@pytest.fixture
def many(office: Workspace) -> Workspace:
    add(office, *(
        {"title": f"项目{n}", "staff": n % 7, "area_m2": f"{n}.5", "region": "310104",
         "variant": "top" if n % 2 else "plain", "amount_wan": str(n * 10)}
        for n in range(30)
    ))  # fmt: skip
    return office


def numbers(office: Workspace, query: Query) -> list[str]:
    return [line.number for line in page(office.reader, query)]


COLUMNS = (*FACT_ORDERS, "staff", "area_m2", "rank", "variant,-staff")


@pytest.mark.parametrize("sign", ["", "-"])
def test_every_column_sorts_and_pages_without_gap_or_double(many: Workspace, sign: str) -> None:
    for name in COLUMNS:
        sorted_and_paged(many, Query(sort=f"{sign}{name}"))


def sorted_and_paged(many: Workspace, query: Query) -> None:
    whole = numbers(many, query)
    assert len(whole) == len(set(whole)) == count(many.reader, query) == 33
    pages = [
        line.number
        for start in range(0, 33, 10)
        for line in page(many.reader, query, limit=10, offset=start)
    ]
    assert pages == whole
    lines = rows_by_id(many.reader, ids(many.reader, query))
    assert [lines[item].number for item in ids(many.reader, query)] == whole
    assert [lines[item].uid for item in ids(many.reader, query)] == uids(many.reader, query)


@pytest.mark.parametrize(
    ("windows", "some", "many_named"),
    [((4, 8), 100, 200), ((4, 8), 2, 200), ((4, 8), 2, 10), ((4, 80), 2, 10)],
    ids=["looked up", "walked in the order's index", "walked whole", "walked in a window"],
)
def test_first_pages_are_the_same_whichever_way_they_are_found(
    many: Workspace,
    windows: tuple[int, int],
    some: int,
    many_named: int,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(orders, "_WINDOWS_OF_WORDS", windows)
    monkeypatch.setattr(orders, "_SOME", some)
    monkeypatch.setattr(orders, "_MANY", many_named)
    trash_applications(many, numbers=numbers(many, Query(text="项目"))[3:5])
    for query in (Query(text="项目"), Query(text="项目", stages=("draft",)), Query(text="孵化")):
        for name in (*COLUMNS, *(f"-{column}" for column in COLUMNS)):
            sorted_query = replace(query, sort=name)
            first = page(many.reader, sorted_query, limit=7)
            assert [line.number for line in first] == numbers(many, sorted_query)[:7]


def test_numbers_sort_as_numbers_and_names_by_pinyin(many: Workspace) -> None:
    area = numbers(many, Query(sort="-area_m2"))
    assert area[0] == FIRST
    assert area[1] == SECOND
    staff = [line.title for line in page(many.reader, Query(sort="title"))]
    assert staff[:2] == ["安徽人形机器人中心", "重庆类脑智能孵化器"] or staff[0].startswith("安徽")


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        (Query(region="310104"), 30),
        (Query(region="310100"), 33),
        (Query(region="310000"), 33),
        (Query(region="320000"), 0),
        (Query(stages=("draft",)), 33),
        (Query(stages=("submitted", "nothing")), 0),
        (Query(fields={"staff": 3}), 5),
        (Query(fields={"staff": 3}, text="项目"), 4),
        (Query(text="  "), 33),
        (Query(text="项目 没有"), 0),
        (Query(trashed=True), 0),
    ],
)
def test_filters_and_counts_agree(many: Workspace, query: Query, expected: int) -> None:
    assert count(many.reader, query) == len(page(many.reader, query)) == expected


def test_a_direction_is_found_as_main_and_as_secondary(office: Workspace) -> None:
    main = row(office, SECOND).direction
    tag_application(office, numbers=[THIRD], add={"directions": ["未来空间"]})
    assert numbers(office, Query(directions=(main,))) == [THIRD, SECOND]
    tag_application(office, numbers=[FIRST], add={"labels": ["重点"]})
    assert numbers(office, Query(label="重点")) == [FIRST]


def test_counts_of_calls_equal_the_list(many: Workspace) -> None:
    trash_applications(many, numbers=[FIRST])
    (line,) = calls(many.reader)
    assert (line.id, line.applications, line.stages) == (CALL, 32, {"draft": 32})
    assert count(many.reader, Query(call=line.uid)) == 32


def test_an_unknown_column_is_offered_the_nearest(office: Workspace) -> None:
    with pytest.raises(UnknownNameError, match="staff"):
        page(office.reader, Query(sort="staf"))


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("类脑", [FIRST]),
        ("脑", [FIRST]),
        ("深海 勘探", [SECOND]),
        ("cqlnzn", [FIRST]),
        ("lnzn", [FIRST]),
        ("shkt", [SECOND]),
        ("ahrx", [THIRD]),
        ("91350100M", [FIRST]),
        ("91350100m000100y43", [FIRST]),
        ("９１３５０１００", [FIRST]),
        ("𠮷田", [FIRST]),
        ("𠮷", [FIRST]),
        ("吉田", []),
        ("甲二公司", [FIRST]),
        ("黄浦区", [FIRST, THIRD]),
        ("202605001", [SECOND]),
        ("类 脑智 能", [FIRST]),
        ("脑类", []),
        ("小专项", [FIRST, THIRD, SECOND]),
    ],
)
def test_what_is_found_by_what_is_typed(template: Path, query: str, expected: list[str]) -> None:
    with Workspace.open(template) as office:
        assert found(office, query) == expected


@pytest.mark.parametrize("dot", "·•・･‧")
def test_dots_in_names_do_not_count(office: Workspace, dot: str) -> None:
    (number,) = add(office, {"title": "买买提·阿不都", "note": "ＡＢＣ－１２"})
    assert found(office, f"买买提{dot}阿不都") == [number]
    assert found(office, "买买提阿不都") == [number]
    assert found(office, "abc") == [number]


def test_search_follows_edit_undo_and_trash(office: Workspace) -> None:
    edit_application(office, number=FIRST, values={"title": "量子计算中心", "tenants": []})
    assert (found(office, "量子计算"), found(office, "类脑"), found(office, "甲二")) == (
        [FIRST],
        [],
        [],
    )
    undo(office)
    assert (found(office, "量子计算"), found(office, "类脑"), found(office, "甲二")) == (
        [],
        [FIRST],
        [FIRST],
    )
    trash_applications(office, numbers=[FIRST])
    assert found(office, "类脑") == []
    undo(office)
    assert found(office, "类脑") == [FIRST]


def test_history_names_plain_values_by_path(office: Workspace) -> None:
    edit_application(office, number=FIRST, reason="电话更正",
                     values={"amount_wan": "700", "tenants[2].area_m2": "21", "staff": 13})  # fmt: skip
    step = history(office.reader, subject=row(office, FIRST).uid)[-1]
    told = {
        value.path.split("/")[0] + value.path[-8:]: (value.old, value.new) for value in step.values
    }
    assert told["staffstaff"] == (12, 13)
    assert ("600.50", "700.00") in told.values() or ("600.5", "700") in told.values()
    (cell,) = [value for value in step.values if value.path.startswith("tenants/")]
    assert (cell.path.endswith("/area_m2"), cell.old, cell.new) == (True, "20", "21")
    assert (step.reason, step.operator, step.kind) == ("电话更正", "张三", "change")
    steps = history(office.reader)
    assert [item.sequence for item in steps] == list(range(1, len(steps) + 1))


def test_what_one_step_made_is_found_by_its_entry(office: Workspace) -> None:
    done: list[Done] = []
    office.listeners.append(done.append)
    added = add(office, {"title": "氢能一"}, {"title": "氢能二"})
    add(office, {"title": "氢能三"})
    assert numbers(office, Query(entry=done[0].entry)) == list(added)
    assert numbers(office, Query(entry=done[0].entry, text="氢能二")) == [added[1]]
    assert numbers(office, Query(entry="none")) == []
