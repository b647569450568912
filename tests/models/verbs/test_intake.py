# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

import os
import pickle
import signal
import subprocess
import sys
from contextlib import closing
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import func, select

from models.change import RecordGoneError
from models.drafts import drafts_of, keep_draft
from models.duties import Duty, DutyMissingError
from models.history import decode_value
from models.language import Language
from models.progress import CancelledError
from models.search.material import material
from models.search.renew import renew
from models.tables import AnswerRow, Applicant, Application, HistoryEntry, HistoryItem, Trash
from models.unknown import InTrashError
from models.verbs.answer_rows import RowFacts
from models.verbs.applicants import rename_applicant
from models.verbs.applications import edit_application, trash_applications
from models.verbs.calls import amend_call
from models.verbs.entries import NewApplication, prepare
from models.verbs.intake import (
    ChangedApplication,
    ChangedTwiceError,
    Imported,
    RegisterChangedError,
    import_applications,
)
from models.verbs.office import add_operator
from models.verbs.recording import CallClosedError, FutureReceiptError
from models.verbs.steps import redo, undo
from models.verbs.whole_tables import RowWrites, add_table
from models.views.find import call_row
from models.workspace import Workspace
from tests.offices import CALL, FIRST, SECOND, THIRD, add, faults, found, row

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from models.language import Message
    from models.reader import Reader

ROOT = Path(__file__).resolve().parents[3]
posix = pytest.mark.skipif(os.name == "nt", reason="signals of POSIX")


def new(office: Workspace, **values: Any) -> NewApplication:
    uid = call_row(office.reader, CALL).definition_uid
    library = office.reader.library
    entry = prepare(library.programme(uid), library.vocabularies(uid), values, "#")
    return NewApplication.of(entry)


def changed(office: Workspace, number: str, **more: Any) -> ChangedApplication:
    return ChangedApplication(row(office, number).uid, **more)


def ready(office: Workspace, item: NewApplication) -> NewApplication:
    """The same with what the search needs, as a worker of an import makes it."""
    uid = call_row(office.reader, CALL).definition_uid
    library = office.reader.library
    programme, vocabularies = library.programme(uid), library.vocabularies(uid)
    record = item.columns | {name: decode_value(text) for name, text in item.documents.items()}
    cells = [(table, decode_value(values)) for table, _, values in item.cells]
    made = material(programme, vocabularies, record, cells)
    sent: NewApplication = pickle.loads(pickle.dumps(item._replace(indexed=made)))
    return sent


def derived(office: Workspace) -> list[tuple[Any, ...]]:
    """All that is made from applications: sort keys, listed answers, words."""
    asked = (
        "SELECT number, title_key, applicant_key FROM application ORDER BY id",
        "SELECT * FROM answer ORDER BY application_id, field, position",
        "SELECT id, c0 FROM search_content ORDER BY id",
    )
    with office.reader.snapshot():
        return [tuple(office.reader.driver.execute(text).fetchall()) for text in asked]


def take_in(
    office: Workspace,
    added: Sequence[NewApplication] = (),
    others: Sequence[ChangedApplication] = (),
    **more: Any,
) -> Imported:
    return import_applications(
        office, call=CALL, file="县区上报.xlsx", new=added, changed=others, **more
    )


def cells(office: Workspace, number: str) -> list[dict[str, Any]]:
    statement = (
        select(AnswerRow.__table__)
        .where(
            AnswerRow.application_uid == row(office, number).uid, AnswerRow.trashed == Trash.LIVE
        )
        .order_by(AnswerRow.position)
    )
    return [item._mapping["values"] for item in office.reader.rows(statement)]


def everything(office: Workspace) -> dict[str, Any]:
    """What a clerk sees of all applications in use, without times and revisions."""
    rows = office.reader.rows(
        select(Application.__table__).where(Application.trashed == Trash.LIVE)
    )
    return {
        item.number: (item.title, item.applicant, item.credit_code, item.amount_fen, item.answers,
                      item.tags, item.applicant_uid, cells(office, item.number))
        for item in rows
    }  # fmt: skip


def count(office: Workspace, table: Any) -> int:
    return int(office.reader.scalar(select(func.count()).select_from(table.__table__)))


def items_of(office: Workspace, entry: str) -> list[tuple[str, str]]:
    statement = (
        select(HistoryItem.table, HistoryItem.path)
        .join(HistoryEntry, HistoryEntry.sequence == HistoryItem.sequence)
        .where(HistoryEntry.uid == entry)
        .order_by(HistoryItem.id)
    )
    return [(item.table, item.path) for item in office.reader.rows(statement)]


def import_backups(office: Workspace) -> list[str]:
    return [path.name for path in (office.folder / "backups").glob("*import*")]


def test_an_import_adds_and_changes_in_one_step_and_one_undo_takes_all_back(
    office: Workspace,
) -> None:
    before = everything(office)
    done = take_in(
        office,
        [
            new(office, title="滨江脑机接口中试平台", applicant="浙江滨江脑机有限公司",
                region="310101", amount_wan="1200", tenants=[{"name": "甲", "area_m2": "5"}]),
            new(office, title="宝山绿色合成孵化器", region="310105"),
        ],
        [
            changed(office, FIRST, values={"answers/area_m2": "13000", "title": "重庆类脑孵化器"},
                    saw={"answers/area_m2": "12000"},
                    rows={"tenants": [{"name": "甲一公司", "area_m2": "11"}]}),
            changed(office, SECOND, values={"amount_fen": 90000000, "answers/amount_wan": None}),
        ],
    )  # fmt: skip
    assert done.numbers == ("202601003", "202605002")
    assert done.changed == (FIRST, SECOND)
    assert done.uids == tuple(row(office, number).uid for number in done.numbers)
    after = everything(office)
    assert found(office, "脑机接口") == ["202601003"]
    assert found(office, "类脑孵化器") == [FIRST]
    assert cells(office, FIRST) == [{"name": "甲一公司", "area_m2": "11"}]
    assert count(office, HistoryEntry) == 4  # the office, the call, the first ones, this
    assert str(undo(office)) == "Import 县区上报.xlsx: 2 new, 2 changed in 2026年小专项"
    assert everything(office) == before
    assert found(office, "脑机接口") == []
    redo(office)
    assert everything(office) == after
    undo(office)
    assert add(office, {"title": "x", "region": "310101"}) == ("202601004",)
    assert faults(office) == ()


@pytest.mark.parametrize(
    ("added", "others", "step"),
    [
        (1, 0, "Import 县区上报.xlsx: 1 new application in 2026年小专项"),
        (2, 0, "Import 县区上报.xlsx: 2 new applications in 2026年小专项"),
        (0, 1, "Import 县区上报.xlsx: 1 changed application in 2026年小专项"),
        (0, 2, "Import 县区上报.xlsx: 2 changed applications in 2026年小专项"),
    ],
)
def test_the_step_says_what_the_import_was(
    office: Workspace, added: int, others: int, step: str
) -> None:
    take_in(
        office,
        [new(office, title="x") for _ in range(added)],
        [changed(office, n, values={"title": "y"}) for n in (FIRST, SECOND)[:others]],
    )
    assert str(undo(office)) == step


def test_what_changes_nothing_leaves_no_step(office: Workspace) -> None:
    same = changed(
        office, FIRST, values={"title": "重庆类脑智能孵化器"},
        rows={"tenants": [{"name": "甲一公司", "area_m2": "10"}, {"name": "甲二公司", "area_m2": "20"}]},
    )  # fmt: skip
    done = take_in(office, [], [same])
    assert (done.entry, done.changed) == ("", (FIRST,))
    assert count(office, HistoryEntry) == 3
    assert row(office, FIRST).revision == 0


def test_a_value_changed_meanwhile_refuses_everything(office: Workspace) -> None:
    edit_application(office, number=FIRST, values={"area_m2": "12500"})
    before, entries = everything(office), count(office, HistoryEntry)
    stale = changed(
        office, FIRST, values={"answers/area_m2": "13000", "title": "y"},
        saw={"answers/area_m2": "12000", "title": "重庆类脑智能孵化器"},
    )  # fmt: skip
    with pytest.raises(RegisterChangedError) as refusal:
        take_in(office, [new(office, title="x", applicant="新单位")], [stale])
    text = str(refusal.value)
    assert FIRST in text
    assert "12000" in text
    assert "12500" in text
    assert "title" not in text
    assert everything(office) == before
    assert count(office, HistoryEntry) == entries
    assert add(office, {"title": "x", "region": "310101"}) == ("202601003",)


def test_a_table_changed_meanwhile_refuses_everything(office: Workspace) -> None:
    edit_application(office, number=FIRST, values={"tenants[2].area_m2": "21"})
    before = cells(office, FIRST)
    stale = changed(
        office, FIRST, rows={"tenants": []},
        saw_rows={"tenants": [{"name": "甲一公司", "area_m2": "10"},
                              {"name": "甲二公司", "area_m2": "20"}]},
    )  # fmt: skip
    with pytest.raises(RegisterChangedError):
        take_in(office, [], [stale])
    assert cells(office, FIRST) == before


def test_what_somebody_else_did_already_is_no_conflict(office: Workspace) -> None:
    edit_application(office, number=FIRST, values={"area_m2": "13000"})
    same = changed(
        office, FIRST, values={"answers/area_m2": "13000"}, saw={"answers/area_m2": "12000"}
    )
    assert take_in(office, [], [same]).entry == ""


def test_rows_that_stay_are_not_written(office: Workspace) -> None:
    edit_application(
        office, number=FIRST,
        values={"tenants": [{"name": name, "area_m2": "1"} for name in "甲乙丙丁戊"]},
    )  # fmt: skip
    wanted = [
        *({"name": name, "area_m2": "1"} for name in "乙丙"),
        {"name": "丁", "area_m2": "2"},
        {"name": "戊", "area_m2": "1"},
        {"name": "己", "area_m2": "1"},
    ]
    done = take_in(office, [], [changed(office, FIRST, rows={"tenants": wanted})])
    assert cells(office, FIRST) == wanted
    assert sorted(items_of(office, done.entry)) == [
        ("answer_row", ""), ("answer_row", "trashed"), ("answer_row", "values/area_m2"),
    ]  # fmt: skip
    undo(office)
    assert [cell["name"] for cell in cells(office, FIRST)] == list("甲乙丙丁戊")


def test_what_was_made_ahead_is_what_would_be_made_afterwards(
    office: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    rename_applicant(office, uid=row(office, FIRST).applicant_uid, name="瀚海科技股份公司")
    items = [
        new(office, title="长三角智造园", applicant="示例量子科技有限公司", region="310101",
            direction="未来信息", variant="top", amount_wan="12.5", area_m2="2000", staff=7,
            note="ＡＢＣ𠮷田", labels="重点、续报", secondary_directions="未来能源",
            tenants=[{"name": "单于机器人公司", "area_m2": "3"}]),
        new(office, title="别名", applicant="别称", credit_code="91350100M000100Y43"),
        new(office, title="不明白的", region="没有这个地方", staff="许多", direction="没有"),
        new(office),
    ]  # fmt: skip
    renewed: list[int] = []

    def spying(reader: Reader, ids: Sequence[int]) -> None:
        renewed.extend(ids)
        renew(reader, ids)

    monkeypatch.setattr("models.search.renew.renew", spying)
    done = take_in(office, [ready(office, item) for item in items])
    assert renewed == [row(office, FIRST).id]  # its applicant has a further name now
    assert found(office, "单于机器人") == found(office, "zsjzz") == [done.numbers[0]]
    assert set(found(office, "瀚海科技")) >= {done.numbers[0], done.numbers[1]}
    now = derived(office)
    with office.aside() as connection:
        connection.exec_driver_sql("INSERT INTO stale SELECT id FROM application")
    with Workspace.open(office.folder) as other:
        assert derived(other) == now
    office.close()
    with Workspace.open(office.folder, write=True) as again:
        assert set(renewed) == {1, 2, 3, 4, 5, 6, 7}
        assert derived(again) == now
        undo(again)
        assert found(again, "单于机器人") == []
        redo(again)
        assert found(again, "单于机器人") == [done.numbers[0]]
        assert faults(again) == ()


def test_what_no_database_stores_stops_no_import(office: Workspace) -> None:
    odd = new(
        office,
        title="甲\ud800乙",
        secondary_directions=["\ud800"],
        note="a\x00b",
        labels=["\udfff"],
    )
    done = take_in(office, [ready(office, odd)])
    assert row(office, done.numbers[0]).title == "甲\ufffd乙"
    assert faults(office) == ()


ROWS = st.lists(
    st.dictionaries(st.sampled_from(["a", "b"]), st.sampled_from(["1", "2", None])), max_size=9
)


@given(ROWS, ROWS, st.data())
def test_any_table_becomes_any_other(
    before: list[dict[str, Any]], wanted: list[dict[str, Any]], data: st.DataObject
) -> None:
    gaps = st.lists(
        st.integers(0, 3), min_size=len(before), max_size=len(before)
    )  # 0: two rows in one place
    position, live = 0, []
    for place, gap in enumerate(data.draw(gaps)):
        position += gap
        live.append(RowFacts(f"u{place}", position, before[place]))
    writes = RowWrites()
    add_table(writes, "app", "t", live, wanted)
    there: dict[str, tuple[int, Mapping[str, Any]]] = {
        item.uid: (item.position, dict(item.values)) for item in live
    }
    for uid, paths in writes.cells.items():
        place, values = there[uid]
        new_values = {path[7:]: value for path, value in paths.items() if path != "position"}
        there[uid] = (paths.get("position", place), {**values, **new_values})
    for uid in writes.gone:
        del there[uid]
    made = [(item["position"], item["values"]) for item in writes.made]
    found = sorted((*there.values(), *made), key=lambda item: item[0])
    assert len({position for position, _ in found}) == len(found)
    full = [{key: value for key, value in values.items() if value is not None}
            for _, values in found]  # fmt: skip
    assert full == [{key: value for key, value in item.items() if value is not None}
                    for item in wanted]  # fmt: skip


def test_applicants_find_their_master_record(office: Workspace) -> None:
    masters = count(office, Applicant)
    done = take_in(
        office,
        [
            new(office, title="x", applicant="示例量子科技有限公司"),
            new(office, title="y", applicant="新材料研究院", credit_code="91350100M000100Y51"),
        ],
        [changed(office, THIRD, values={"applicant": "新材料研究院",
                                        "credit_code": "91350100M000100Y51"})],
    )  # fmt: skip
    known, made = (row(office, number).applicant_uid for number in done.numbers)
    assert known == row(office, FIRST).applicant_uid
    assert made == row(office, THIRD).applicant_uid
    assert count(office, Applicant) == masters + 1


def test_what_was_half_typed_in_a_changed_field_goes(office: Workspace) -> None:
    uid = row(office, FIRST).uid
    statement = select(AnswerRow.uid).where(AnswerRow.application_uid == uid)
    first, second = (item.uid for item in office.reader.rows(statement.order_by(AnswerRow.id)))
    kept, gone = f"tenants/{first}/name", (f"tenants/{first}/area_m2", f"tenants/{second}/name")
    for path in ("title", "note", "amount_wan", "labels", kept, *gone):
        keep_draft(office, application=uid, field=path, text="半")
    take_in(office, [], [changed(
        office, FIRST,
        values={"title": "y", "amount_fen": 1, "tags/labels": ["x"]},
        rows={"tenants": [{"name": "甲一公司", "area_m2": "11"}]},
    )])  # fmt: skip
    assert set(drafts_of(office.reader, application=uid)) == {"note", kept}


def test_new_ones_keep_to_the_days_of_the_call_and_changes_do_not(office: Workspace) -> None:
    amend_call(office, call=CALL, notice="提前截止", closes=date(2026, 2, 1))
    with pytest.raises(CallClosedError):
        take_in(office, [new(office, title="x")])
    with pytest.raises(FutureReceiptError):
        take_in(office, [new(office, title="x")], received=date(2099, 1, 1))
    take_in(office, [], [changed(office, FIRST, values={"title": "y"})])
    take_in(office, [new(office, title="x")], received=date(2026, 1, 5))
    late = take_in(office, [new(office, title="x")], reason="系统故障补录")
    assert row(office, late.numbers[0]).received == office.clock()[:10]


def test_only_applications_in_use_are_changed_and_each_once(office: Workspace) -> None:
    one = changed(office, FIRST, values={"title": "y"})
    with pytest.raises(ChangedTwiceError):
        take_in(office, [], [one, one])
    with pytest.raises(RecordGoneError):
        take_in(office, [], [ChangedApplication("0" * 32, values={"title": "y"})])
    trash_applications(office, numbers=[FIRST])
    with pytest.raises(InTrashError):
        take_in(office, [], [one])


def test_it_asks_for_the_duty_to_enter(office: Workspace) -> None:
    add_operator(office, name="李四", duties=[Duty.CHECK])
    office.sign_in("李四")
    office.backs_up = True
    with pytest.raises(DutyMissingError):
        take_in(office, [], [changed(office, FIRST, values={"title": "y"})])
    assert import_backups(office) == []


def test_a_backup_is_taken_before_a_change_or_many_new_ones(office: Workspace) -> None:
    office.backs_up = True
    take_in(office, [new(office, title="x")])
    assert import_backups(office) == []
    take_in(office, [], [changed(office, FIRST, values={"title": "y"})])
    assert len(import_backups(office)) == 1
    take_in(office, [new(office, title="x") for _ in range(20)])
    assert len(import_backups(office)) == 2


def test_one_who_stops_it_finds_everything_as_it_was(office: Workspace) -> None:
    class Stopping:
        def step(self, done: int, total: int, text: Message | None = None) -> None:
            del done, total
            if text and text.text(Language.EN) == "Saving":
                raise CancelledError

    before = everything(office)
    with office.reporting(Stopping()), pytest.raises(CancelledError):
        take_in(office, [new(office, title="x")], [changed(office, FIRST, values={"title": "y"})])
    assert everything(office) == before


KILLED = """
import os, signal, sys
from pathlib import Path
from models.verbs.entries import NewApplication, prepare
from models.verbs.intake import ChangedApplication, import_applications
from models.views.find import application_row, call_row
from models.workspace import Workspace

class Killing:
    def __init__(self, after):
        self.left = after

    def step(self, done, total, text=None):
        self.left -= 1
        if not self.left:
            os.kill(os.getpid(), signal.SIGKILL)

office = Workspace.open(Path(sys.argv[1]), write=True)
office.backs_up = False
uid = call_row(office.reader, "mini-2026-1").definition_uid
library = office.reader.library
entry = prepare(library.programme(uid), library.vocabularies(uid), {"title": "半途"}, "#")
one = ChangedApplication(application_row(office.reader, sys.argv[3]).uid, values={"title": "半途"})
with office.reporting(Killing(int(sys.argv[2]))):
    import_applications(office, call="mini-2026-1", file="f", new=[NewApplication.of(entry)] * 9000,
                        changed=[one])
"""


@posix
@pytest.mark.parametrize("after", [2, 4])
def test_one_that_is_killed_half_way_leaves_nothing(folder: Path, after: int) -> None:
    command = [sys.executable, "-c", KILLED, str(folder), str(after), FIRST]
    with closing(Workspace.open(folder)) as office:
        before = everything(office)
    child = subprocess.run(command, cwd=ROOT, check=False, capture_output=True, text=True)
    assert child.returncode == -signal.SIGKILL, child.stderr
    with Workspace.open(folder, write=True) as office:
        assert everything(office) == before
        assert faults(office) == ()
        assert found(office, "半途") == []
