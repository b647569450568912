# SPDX-License-Identifier: Apache-2.0
"""Taking back what others use or worked on, and certain steps by name."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from sqlalchemy import select

from forms.attachments import examine
from models.duties import Duty, DutyMissingError
from models.invariants.references import InUseError, UsesTrashError
from models.language import Label, Language
from models.tables import Applicant, Definition, LocalTerm
from models.verbs.applications import (
    edit_application,
    restore_applications,
    trash_applications,
)
from models.verbs.attachments import attach, detach
from models.verbs.calls import add_call, amend_call, keep_programme
from models.verbs.office import add_operator, edit_operator
from models.verbs.stages import advance
from models.verbs.steps import (
    CannotRedoError,
    CannotUndoError,
    NothingToUndoError,
    StepStandsError,
    redo,
    undo,
)
from models.verbs.tags import tag_application
from models.verbs.vocabularies import add_term, add_vocabulary
from models.views.calls import calls
from models.views.dossiers import dossier
from models.views.histories import history
from tests.offices import CALL, FIRST, MINI, SECOND, add, amended, faults, row

if TYPE_CHECKING:
    from pathlib import Path

    from models.tables import Record
    from models.workspace import Workspace

VOCABULARY = """
id = "chains"
version = "{version}"
label = {{ zh = "产业链", en = "Chains" }}
[[term]]
id = "robots"
label = {{ zh = "机器人", en = "Robots" }}
"""


@pytest.fixture
def two(office: Workspace) -> Workspace:
    """Two operators: 张三 works, 李四 is there too."""
    add_operator(office, name="李四", duties=(Duty.ENTER, Duty.CHECK, Duty.APPROVE))
    return office


def by_other(office: Workspace) -> None:
    office.sign_in("李四")


def back(office: Workspace) -> None:
    office.sign_in("张三")


def last_entry(office: Workspace) -> str:
    return history(office.reader)[-1].uid


def rows_of(office: Workspace, table: type[Record]) -> list[Any]:
    return list(office.reader.rows(select(table.__table__)))


def test_a_record_taken_back_and_restored_comes_with_all_that_is_its(office: Workspace) -> None:
    (number,) = add(
        office,
        {"title": "有表", "applicant": "乙公司", "tenants": [{"name": "租户"}, {"name": "二"}]},
    )
    undo(office)
    assert next(item for item in rows_of(office, Applicant) if item.name == "乙公司").trashed
    restore_applications(office, numbers=[number])
    found = dossier(office.reader, row(office, number).uid)
    assert [item.values["name"] for item in found.answers.rows["tenants"]] == ["租户", "二"]
    assert [step.stage for step in found.steps] == ["draft"]
    assert not next(item for item in rows_of(office, Applicant) if item.name == "乙公司").trashed
    assert faults(office) == ()
    undo(office)
    assert row(office, number).trashed


def test_a_row_that_was_taken_away_before_stays_away_when_its_record_is_restored(
    office: Workspace,
) -> None:
    edit_application(office, number=FIRST, values={"tenants[1]": ""})
    trash_applications(office, numbers=[FIRST])
    restore_applications(office, numbers=[FIRST])
    found = dossier(office.reader, row(office, FIRST).uid)
    assert [item.values["name"] for item in found.answers.rows["tenants"]] == ["甲二公司"]


def test_a_call_with_applications_of_others_is_not_taken_back(two: Workspace) -> None:
    key = add_call(two, programme="incubator", title="批次一")
    by_other(two)
    (number,) = add(two, {"title": "甲"}, call=key)
    back(two)
    with pytest.raises(CannotUndoError, match=f"“批次一” is used by 1 application .{number}"):
        undo(two)
    assert key in {line.id for line in calls(two.reader)}
    assert faults(two) == ()


def test_a_definition_that_another_call_follows_stays_when_its_first_call_is_taken_back(
    two: Workspace,
) -> None:
    first = add_call(two, programme="incubator", title="批次一")
    by_other(two)
    second = add_call(two, programme="incubator", title="批次二")
    (number,) = add(two, {"title": "甲"}, call=second)
    back(two)
    undo(two)
    assert first not in {line.id for line in calls(two.reader)}
    assert not any(item.trashed for item in rows_of(two, Definition))
    assert dossier(two.reader, row(two, number).uid).number == number


def test_an_applicant_whom_others_use_stays_and_the_rest_is_taken_back(two: Workspace) -> None:
    (mine,) = add(two, {"title": "甲", "applicant": "丙公司"})
    by_other(two)
    (theirs,) = add(two, {"title": "乙", "applicant": "丙公司"})
    back(two)
    undo(two)
    assert row(two, mine).trashed
    (master,) = [item for item in rows_of(two, Applicant) if item.name == "丙公司"]
    assert (master.trashed, master.uid) == (0, row(two, theirs).applicant_uid)


def test_an_application_to_which_another_attached_a_file_is_not_taken_back(
    two: Workspace, tmp_path: Path
) -> None:
    (number,) = add(two, {"title": "甲"})
    by_other(two)
    file = tmp_path / "a.txt"
    file.write_text("执照", encoding="utf-8")
    attach(two, number=number, slot="licence", file=examine(file))
    back(two)
    with pytest.raises(CannotUndoError, match="is used by 1 attachment"):
        undo(two)


def test_an_amendment_under_which_another_recorded_is_not_taken_back(
    two: Workspace, tmp_path: Path
) -> None:
    newer = amended(tmp_path, ('version = "1"', 'version = "2"'))
    amend_call(two, call=CALL, notice="补充", programme=newer)
    by_other(two)
    (number,) = add(two, {"title": "甲"})
    back(two)
    with pytest.raises(CannotUndoError, match=f"“mini 2” is used by 1 application .{number}"):
        undo(two)
    assert dossier(two.reader, row(two, FIRST).uid).definition_version == "2"


def test_a_programme_that_a_call_follows_is_not_taken_back(two: Workspace, tmp_path: Path) -> None:
    file = amended(tmp_path, ('id = "mini"', 'id = "ours"'))
    keep_programme(two, file=file)
    by_other(two)
    add_call(two, programme="ours", title="批次一")
    back(two)
    with pytest.raises(CannotUndoError, match=r"“ours 1” is used by 1 call .批次一"):
        undo(two)


def test_a_vocabulary_that_a_programme_uses_is_not_taken_back(
    two: Workspace, tmp_path: Path
) -> None:
    add_vocabulary(two, text=VOCABULARY.format(version="1"))
    by_other(two)
    file = tmp_path / "own.toml"
    text = MINI.read_text(encoding="utf-8").replace('id = "mini"', 'id = "own"')
    own = '{ id = "chain", type = "term", label = { zh = "链", en = "Chain" }, vocabulary = "chains" },'
    file.write_text(text.replace("field = [", f"field = [\n    {own}", 1), encoding="utf-8")
    key = add_call(two, programme=str(file), title="批次一")
    back(two)
    with pytest.raises(CannotUndoError, match=r"“chains 1” is used by 1 programme .own 1"):
        undo(two)
    (number,) = add(two, {"title": "甲", "chain": "机器人"}, call=key)
    assert dossier(two.reader, row(two, number).uid).number == number
    undo(two)
    # A newer version may go: the one before it is still there.
    add_vocabulary(two, text=VOCABULARY.format(version="2"))
    undo(two)
    assert two.reader.library.vocabularies()["chains"].version == "1"


def test_a_vocabulary_or_a_term_by_which_applications_are_tagged_is_not_taken_back(
    two: Workspace,
) -> None:
    add_vocabulary(two, text=VOCABULARY.format(version="1"))
    by_other(two)
    tag_application(two, numbers=[FIRST], add={"chains": ["机器人"]})
    back(two)
    with pytest.raises(CannotUndoError, match=f"is used by 1 application .{FIRST}"):
        undo(two)
    farming = Label("量子养殖", "Quantum farming")
    add_term(two, vocabulary="directions", key="zz", label=farming)
    by_other(two)
    edit_application(two, number=FIRST, values={"note": "zz"})
    edit_application(two, number=SECOND, values={"secondary_directions": "量子养殖"})
    back(two)
    with pytest.raises(CannotUndoError, match=f"farming” is used by 1 application .{SECOND}"):
        undo(two)
    by_other(two)
    edit_application(two, number=SECOND, values={"secondary_directions": ""})
    back(two)
    undo(two)
    assert [item.trashed for item in rows_of(two, LocalTerm)] == [1]


def test_an_application_whose_call_was_taken_back_is_not_restored(office: Workspace) -> None:
    key = add_call(office, programme="incubator", title="批次一")
    (number,) = add(office, {"title": "甲"}, call=key)
    undo(office)
    undo(office)
    with pytest.raises(UsesTrashError, match="“批次一”"):
        restore_applications(office, numbers=[number])
    redo(office)
    restore_applications(office, numbers=[number])
    assert not row(office, number).trashed


def test_no_verb_takes_away_what_others_use(office: Workspace) -> None:
    from models.language import message
    from models.tables import Call

    uid = row(office, FIRST).call_uid
    with (
        pytest.raises(InUseError, match="3 applications"),
        office.change(message("Open the call “{title}”", title="x")) as change,
    ):
        change.trash(Call, [uid])
    assert calls(office.reader)


def test_a_step_of_which_nothing_is_left_is_passed_over(two: Workspace, tmp_path: Path) -> None:
    edit_application(two, number=FIRST, values={"title": "甲"})
    file = tmp_path / "a.txt"
    file.write_text("执照", encoding="utf-8")
    uid = attach(two, number=FIRST, slot="licence", file=examine(file))
    attached = last_entry(two)
    by_other(two)
    detach(two, uid=uid)
    back(two)
    with pytest.raises(StepStandsError):
        undo(two, entry=attached)
    undo(two)
    assert row(two, FIRST).title != "甲"
    with pytest.raises(StepStandsError, match="taken back already"):
        undo(two, entry=history(two.reader)[-1].uid)
    by_other(two)
    undo(two)
    back(two)
    undo(two)  # the attachment is there again, so its step is the last one again
    assert dossier(two.reader, row(two, FIRST).uid).answers.files == ()


def test_a_record_that_another_put_into_the_trash_is_passed_over(two: Workspace) -> None:
    edit_application(two, number=FIRST, values={"title": "甲"})
    (number,) = add(two, {"title": "乙", "applicant": "丁公司", "tenants": [{"name": "租户"}]})
    by_other(two)
    trash_applications(two, numbers=[number])
    back(two)
    undo(two)
    assert row(two, FIRST).title != "甲"
    restore_applications(two, numbers=[number])
    assert dossier(two.reader, row(two, number).uid).answers.rows["tenants"]


def test_a_refused_step_names_who_stands_against_it_and_an_older_one_can_be_named(
    two: Workspace,
) -> None:
    edit_application(two, number=SECOND, values={"title": "旧"})
    older = last_entry(two)
    edit_application(two, number=FIRST, values={"title": "甲"})
    by_other(two)
    edit_application(two, number=FIRST, values={"title": "乙"})
    back(two)
    with pytest.raises(CannotUndoError, match=f"“Title” of {FIRST} was changed by 李四 in step"):
        undo(two)
    undo(two, entry=older)
    assert (row(two, SECOND).title, row(two, FIRST).title) == ("深海勘探中试平台", "乙")
    redo(two, entry=older)
    assert row(two, SECOND).title == "旧"
    with pytest.raises(StepStandsError, match="not taken back"):
        redo(two, entry=older)
    assert faults(two) == ()


def test_a_step_of_another_operator_can_be_named(two: Workspace) -> None:
    edit_application(two, number=FIRST, values={"title": "甲"})
    theirs = last_entry(two)
    by_other(two)
    undo(two, entry=theirs)
    assert row(two, FIRST).title != "甲"
    back(two)
    with pytest.raises(StepStandsError):
        undo(two, entry=theirs)
    steps = {step.uid: step.undone for step in history(two.reader)}
    assert steps[theirs]
    redo(two, entry=theirs)
    assert row(two, FIRST).title == "甲"
    assert not {step.uid: step.undone for step in history(two.reader)}[theirs]


def test_a_record_done_again_and_then_worked_on_is_not_taken_back(two: Workspace) -> None:
    (number,) = add(two, {"title": "甲"})
    undo(two)
    redo(two)
    by_other(two)
    edit_application(two, number=number, values={"title": "乙"})
    back(two)
    with pytest.raises(CannotUndoError, match="李四"):
        undo(two)
    assert not row(two, number).trashed


def test_a_value_changed_since_is_not_set_again_by_redo(two: Workspace) -> None:
    edit_application(two, number=FIRST, values={"title": "甲"})
    undo(two)
    by_other(two)
    edit_application(two, number=FIRST, values={"title": "乙"})
    back(two)
    with pytest.raises(CannotRedoError, match="李四"):
        redo(two)


def test_taking_back_and_doing_again_ask_for_the_duty_of_the_step(two: Workspace) -> None:
    uid = add_operator(two, name="王五", duties=(Duty.ENTER, Duty.APPROVE))
    two.sign_in("王五")
    advance(two, numbers=[FIRST], to="recommended")
    entry = last_entry(two)
    undo(two)
    back(two)
    edit_operator(two, uid=uid, duties=[Duty.ENTER])
    two.sign_in("王五")
    with pytest.raises(DutyMissingError, match="approve"):
        redo(two)
    back(two)
    redo(two, entry=entry)
    two.sign_in("王五")
    with pytest.raises(DutyMissingError, match="approve"):
        undo(two, entry=entry)
    assert row(two, FIRST).stage == "recommended"


def test_taking_back_leaves_nobody_without_an_approver(two: Workspace) -> None:
    added = history(two.reader)[-1].uid
    first = two.operator.uid
    by_other(two)
    edit_operator(two, uid=first, duties=[Duty.ENTER])
    with pytest.raises(CannotUndoError, match="李四 is the last one"):
        undo(two, entry=added)
    assert faults(two) == ()


def test_what_is_older_than_a_barrier_cannot_be_named(office: Workspace) -> None:
    first = history(office.reader)[0].uid
    with pytest.raises(StepStandsError, match="nothing so old"):
        undo(office, entry=first)
    for _ in range(2):
        undo(office)
    with pytest.raises(NothingToUndoError):
        undo(office)


def test_what_stands_against_a_step_is_said_in_words(two: Workspace) -> None:
    (number,) = add(two, {"title": "甲", "amount_wan": "12.50"})
    by_other(two)
    edit_application(two, number=number, values={"amount_wan": "13", "checklist.legal": "yes"})
    back(two)
    with pytest.raises(CannotUndoError) as refused:
        undo(two)
    said = refused.value.text(Language.ZH)
    assert "12.50万元" in said
    assert "“资格核对”" in said
    assert not [word for word in ("amount", "checklist", "{", "legal") if word in said], said
