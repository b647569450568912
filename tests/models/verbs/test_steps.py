# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from models.duties import Duty
from models.language import Language
from models.verbs.applications import edit_application, trash_applications
from models.verbs.office import add_operator
from models.verbs.steps import (
    CannotUndoError,
    NothingToRedoError,
    NothingToUndoError,
    redo,
    undo,
)
from models.verbs.tags import tag_application
from models.verbs.trash import empty_trash
from models.views.histories import history
from tests.offices import ENTRIES, FIRST, SECOND, THIRD, add, faults, found, row

if TYPE_CHECKING:
    from models.programme.answers import Row
    from models.workspace import Workspace

TITLE = str(ENTRIES[0]["title"])
EDIT = f"Edit {FIRST}: Title"


@pytest.fixture
def two(office: Workspace) -> Workspace:
    """Two operators: 张三 works, 李四 is there too."""
    duties = (Duty.ENTER, Duty.CHECK, Duty.APPROVE)
    add_operator(office, name="李四", duties=duties)
    office.sign_in("张三")
    return office


def rename(office: Workspace, title: str) -> None:
    edit_application(office, number=FIRST, values={"title": title})


def test_undo_says_what_it_takes_back_and_redo_does_it_again(office: Workspace) -> None:
    rename(office, "甲")
    assert undo(office).text(Language.EN) == EDIT
    assert row(office, FIRST).title == TITLE
    assert redo(office).text(Language.EN) == EDIT
    assert row(office, FIRST).title == "甲"
    assert faults(office) == ()


def test_the_name_of_a_step_stays_plain_however_often_it_is_undone(office: Workspace) -> None:
    rename(office, "甲")
    for _ in range(3):
        assert undo(office).text(Language.EN) == EDIT
        assert redo(office).text(Language.EN) == EDIT
    assert history(office.reader)[-1].message.text(Language.EN) == f"Redo: {EDIT}"


def test_steps_are_undone_last_first_and_redone_in_turn(office: Workspace) -> None:
    for title in ("甲", "乙", "丙"):
        rename(office, title)
    titles = []
    for _ in range(3):
        undo(office)
        titles.append(row(office, FIRST).title)
    assert titles == ["乙", "甲", TITLE]
    for title in ("甲", "乙", "丙"):
        redo(office)
        assert row(office, FIRST).title == title
    with pytest.raises(NothingToRedoError):
        redo(office)


def test_a_new_step_ends_what_could_be_redone(office: Workspace) -> None:
    rename(office, "甲")
    undo(office)
    rename(office, "乙")
    with pytest.raises(NothingToRedoError):
        redo(office)
    undo(office)
    assert row(office, FIRST).title == TITLE


def test_undo_is_per_operator(two: Workspace) -> None:
    rename(two, "甲")
    two.sign_in("李四")
    with pytest.raises(NothingToUndoError):
        undo(two)
    edit_application(two, number=SECOND, values={"title": "乙"})
    two.sign_in("张三")
    assert undo(two).text(Language.EN) == EDIT
    assert row(two, SECOND).title == "乙"


def test_undo_is_refused_where_another_changed_the_value_since(two: Workspace) -> None:
    rename(two, "甲")
    two.sign_in("李四")
    rename(two, "乙")
    two.sign_in("张三")
    with pytest.raises(CannotUndoError) as caught:
        undo(two)
    assert "乙" in caught.value.text(Language.EN)
    assert row(two, FIRST).title == "乙"


def test_undo_of_a_record_is_refused_where_another_worked_on_it_since(two: Workspace) -> None:
    (number,) = add(two, {"title": "新项目"})
    two.sign_in("李四")
    edit_application(two, number=number, values={"title": "李四改过"})
    two.sign_in("张三")
    with pytest.raises(CannotUndoError):
        undo(two)
    assert not row(two, number).trashed


def test_undo_of_a_record_works_where_nobody_touched_it_since(office: Workspace) -> None:
    (number,) = add(
        office, {"title": "新项目", "staff": 3, "labels": "a", "tenants": [{"name": "x"}]}
    )
    edit_application(office, number=number, values={"title": "改", "tenants": []})
    undo(office)
    undo(office)
    assert row(office, number).trashed
    assert found(office, "新项目") == []
    redo(office)
    assert found(office, "新项目") == [number]
    assert faults(office) == ()


def test_a_bulk_step_is_undone_as_one(office: Workspace) -> None:
    numbers = add(office, *({"title": f"批量{n}"} for n in range(60)))
    tag_application(office, numbers=numbers, add={"labels": ["重点"]}, direction="未来健康")
    undo(office)
    assert {row(office, number).direction for number in numbers} == {None}
    assert row(office, numbers[5]).tags == {}
    undo(office)
    assert all(row(office, number).trashed for number in numbers)
    assert faults(office) == ()


def test_a_number_is_never_used_again_after_undo(office: Workspace) -> None:
    (number,) = add(office, {"title": "甲", "region": "310101"})
    undo(office)
    (other,) = add(office, {"title": "乙", "region": "310101"})
    assert (number, other) == ("202601003", "202601004")
    undo(office)
    assert add(office, {"title": "丙", "region": "310101"}) == ("202601005",)


def test_cells_come_back_by_undo(office: Workspace) -> None:
    edit_application(
        office, number=FIRST, values={"tenants[1].area_m2": "11", "tenants[3].name": "丙"}
    )
    undo(office)
    values = [item.values for item in _tenants(office)]
    assert values == ENTRIES[0]["tenants"]


def test_nothing_before_a_barrier_is_undone_by_anybody(two: Workspace) -> None:
    two.sign_in("李四")
    edit_application(two, number=THIRD, values={"title": "李四写的"})
    two.sign_in("张三")
    trash_applications(two, numbers=[THIRD])
    empty_trash(two, confirmed=True)
    for name in ("张三", "李四"):
        two.sign_in(name)
        with pytest.raises(NothingToUndoError):
            undo(two)
    assert faults(two) == ()


def test_setting_up_the_workspace_cannot_be_undone(office: Workspace) -> None:
    while True:
        try:
            undo(office)
        except NothingToUndoError:
            break
    assert faults(office) == ()
    assert office.operator.name == "张三"


def _tenants(office: Workspace) -> tuple[Row, ...]:
    from models.views.dossiers import dossier

    return dossier(office.reader, row(office, FIRST).uid).answers.rows["tenants"]
