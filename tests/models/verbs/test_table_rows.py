# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from models.change import FieldChangedMeanwhileError, RecordGoneError
from models.drafts import DraftText, drafts_of, drop_draft, keep_draft
from models.verbs.applications import edit_application, trash_applications
from models.verbs.entries import UnknownFieldsError
from models.verbs.steps import undo
from models.verbs.table_rows import add_rows, move_rows, remove_rows, set_cells
from models.verbs.trash import empty_trash
from models.views.dossiers import answers_of
from models.views.histories import history
from tests.offices import FIRST, faults, row

if TYPE_CHECKING:
    from models.workspace import Workspace

TABLE: dict[str, Any] = {"number": FIRST, "table": "tenants"}


def uid(office: Workspace) -> str:
    return str(row(office, FIRST).uid)


def rows(office: Workspace) -> dict[str, dict[str, Any]]:
    found = answers_of(office.reader, [uid(office)])[uid(office)].rows["tenants"]
    return {one.uid: dict(one.values) for one in found}


def names(office: Workspace) -> list[Any]:
    return [values.get("name") for values in rows(office).values()]


def test_cells_and_new_rows_are_one_step(office: Workspace) -> None:
    first, _ = rows(office)
    before = len(history(office.reader))
    done = set_cells(
        office, **TABLE, cells={first: {"area_m2": "1,000"}}, added=[{"name": "丙", "area_m2": "x"}]
    )
    assert rows(office)[first]["area_m2"] == "1000"
    assert rows(office)[done.added[0]] == {"name": "丙", "area_m2": "x"}
    assert len(done.notes) == 1
    assert len(history(office.reader)) == before + 1
    undo(office)
    assert names(office) == ["甲一公司", "甲二公司"]
    assert faults(office) == ()


def test_a_cell_that_was_changed_meanwhile_is_refused(office: Workspace) -> None:
    first, _ = rows(office)
    with pytest.raises(FieldChangedMeanwhileError):
        set_cells(office, **TABLE, cells={first: {"name": "x"}}, saw={first: {"name": "别的"}})
    set_cells(office, **TABLE, cells={first: {"name": "x"}}, saw={first: {"name": "甲一公司"}})
    assert names(office)[0] == "x"


def test_rows_are_added_in_between_moved_and_removed(office: Workspace) -> None:
    first, second = rows(office)
    added = add_rows(office, **TABLE, rows=[{"name": "间"}, {"name": "中"}], after=first).added
    assert names(office) == ["甲一公司", "间", "中", "甲二公司"]
    move_rows(office, **TABLE, rows=[added[1], second], by=-2)
    assert names(office) == ["中", "甲二公司", "甲一公司", "间"]
    move_rows(office, **TABLE, rows=[added[1]], by=-1)
    remove_rows(office, **TABLE, rows=[first])
    assert names(office) == ["中", "甲二公司", "间"]
    add_rows(office, **TABLE, rows=[{"name": "末"}])
    assert names(office)[-1] == "末"
    for _ in range(4):
        undo(office)
    assert names(office) == ["甲一公司", "甲二公司"]
    assert faults(office) == ()


def test_rows_that_are_gone_and_columns_that_are_none_are_refused(office: Workspace) -> None:
    first, second = rows(office)
    remove_rows(office, **TABLE, rows=[first])
    with pytest.raises(RecordGoneError):
        set_cells(office, **TABLE, cells={first: {"name": "x"}})
    with pytest.raises(RecordGoneError):
        remove_rows(office, **TABLE, rows=[first])
    with pytest.raises(UnknownFieldsError):
        set_cells(office, **TABLE, cells={second: {"nosuch": "x"}})
    with pytest.raises(UnknownFieldsError):
        add_rows(office, number=FIRST, table="nosuch", rows=[{}])


def test_a_table_replaced_after_a_removal_keeps_its_order(office: Workspace) -> None:
    add_rows(office, **TABLE, rows=[{"name": "丙"}])
    first, *_ = rows(office)
    remove_rows(office, **TABLE, rows=[first])
    edit_application(
        office, number=FIRST, values={"tenants": [{"name": n} for n in ("一", "二", "三", "四")]}
    )
    assert names(office) == ["一", "二", "三", "四"]


def test_a_draft_has_no_history_and_goes_with_the_change_of_its_field(office: Workspace) -> None:
    before = len(history(office.reader))
    keep_draft(office, application=uid(office), field="title", text="半", seen="旧")
    keep_draft(office, application=uid(office), field="title", text="半个\x00", seen="旧")
    keep_draft(office, application=uid(office), field="note", text="说")
    found = drafts_of(office.reader, application=uid(office))
    assert found == {"title": DraftText("半个\ufffd", "旧"), "note": DraftText("说")}
    assert len(history(office.reader)) == before
    edit_application(office, number=FIRST, values={"title": "整个"})
    assert list(drafts_of(office.reader, application=uid(office))) == ["note"]
    drop_draft(office, application=uid(office), field="note")
    assert not drafts_of(office.reader, application=uid(office))
    assert faults(office) == ()


def test_a_refused_change_leaves_the_draft(office: Workspace) -> None:
    keep_draft(office, application=uid(office), field="title", text="半")
    with pytest.raises(FieldChangedMeanwhileError):
        edit_application(office, number=FIRST, values={"title": "x"}, saw={"title": "别的"})
    assert drafts_of(office.reader, application=uid(office))


def test_drafts_of_cells_go_with_their_cells_and_rows(office: Workspace) -> None:
    first, second = rows(office)
    for path in (f"tenants/{first}/name", f"tenants/{second}/name", "tenants/+/name"):
        keep_draft(office, application=uid(office), field=path, text="半")
    set_cells(office, **TABLE, cells={first: {"name": "x"}}, added=[{"name": "y"}])
    assert list(drafts_of(office.reader, application=uid(office))) == [f"tenants/{second}/name"]
    remove_rows(office, **TABLE, rows=[second])
    assert not drafts_of(office.reader, application=uid(office))


def test_emptying_the_trash_erases_drafts(office: Workspace) -> None:
    mine = uid(office)
    keep_draft(office, application=mine, field="title", text="半")
    trash_applications(office, numbers=[FIRST])
    empty_trash(office, confirmed=True)
    assert not drafts_of(office.reader, application=mine)
