# SPDX-License-Identifier: Apache-2.0
"""What a file would change in the register, said before and written after."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from forms.intake.cells.incoming import CellProblem, IncomingRow, Place
from forms.intake.compare.choosing import PreviewOutdatedError, RowsRefusedError, Ruling
from forms.intake.compare.comparing import build_preview
from forms.intake.compare.preview import Choice, Decision, Preview, Status
from forms.intake.compare.understanding import understand_rows
from gui.importing import import_preview, rules_of
from models.errors import Problem, Severity
from models.language import message
from models.progress import NoProgress
from models.verbs.applications import edit_application, trash_applications
from models.verbs.calls import add_call
from models.verbs.steps import undo
from models.views.dossiers import answers_of
from models.views.register import Query, count
from tests.offices import CALL, ENTRIES, FIRST, MINI, SECOND, THIRD, add, found, row

if TYPE_CHECKING:
    from collections.abc import Mapping

    from models.verbs.intake import Imported
    from models.workspace import Workspace

FILE = Path("区县上报.xlsx")
NEW = {"title": "氢能储运平台", "applicant": "氢能科技有限公司", "area_m2": "2000", "staff": "8"}


def incoming(place: int, number: str = "", **values: Any) -> IncomingRow:
    tables = {name: tuple(some) for name, some in values.items() if isinstance(some, list)}
    plain = {name: value for name, value in values.items() if name not in tables}
    places = {name: Place("申报", place, column) for column, name in enumerate(plain, start=1)}
    return IncomingRow(Place("申报", place, 0), number, plain, tables, places)


def preview(office: Workspace, *rows: IncomingRow, call: str = CALL) -> Preview:
    rules = rules_of(office.reader, call)
    chunks = [understand_rows(rules, rows[:2]), understand_rows(rules, rows[2:])]
    return build_preview(office.reader, path=FILE, call=call, rules=rules, chunks=chunks,
                         total=len(rows), progress=NoProgress())  # fmt: skip


def imported(
    office: Workspace, seen: Preview, choice: Choice, rulings: Mapping[int, Ruling] | None = None
) -> Imported:
    return import_preview(office, preview=seen, choice=choice, rulings=rulings).imported


def statuses(seen: Preview) -> list[Status]:
    return [line.status for line in seen.rows]


def texts(seen: Preview, place: int = 0) -> list[str]:
    return [str(item.problem.message) for item in seen.rows[place].problems]


def test_a_row_of_every_kind_is_told_apart(office: Workspace) -> None:
    seen = preview(
        office,
        incoming(3, **NEW),
        incoming(4, FIRST, title=ENTRIES[0]["title"], staff="15"),
        incoming(5, title=ENTRIES[1]["title"], applicant=ENTRIES[1]["applicant"], staff=3),
        incoming(6, title="深海勘探中试平台建设", applicant=ENTRIES[1]["applicant"]),
        incoming(7, title="低空飞行器", applicant="低空有限公司", area_m2="约三千"),
    )
    assert statuses(seen) == ["new", "changed", "same", "duplicate", "refused"]
    assert seen.counts() == dict.fromkeys(Status, 1)
    change = seen.rows[1].differences[0]
    assert (change.field, change.before, change.after) == ("staff", "12", "15")
    assert seen.rows[3].likenesses[0].number == SECOND
    problem = seen.rows[4].problems[0]
    assert (problem.place.row, problem.place.column) == (7, 3)
    assert "约三千" in str(problem.problem.message)


def test_nothing_is_written_when_one_of_all_is_refused(office: Workspace) -> None:
    seen = preview(office, incoming(3, **NEW), incoming(4, title="x", staff="多"))
    with pytest.raises(RowsRefusedError):
        imported(office, seen, choice=Choice.ALL)
    assert count(office.reader, Query()) == len(ENTRIES)


def test_good_rows_are_one_change_with_one_undo(office: Workspace) -> None:
    seen = preview(
        office,
        incoming(3, **NEW),
        incoming(4, FIRST, staff="15", tenants=[{"name": "甲一公司", "area_m2": "11"}]),
        incoming(5, title="x", staff="多"),
    )
    done = imported(office, seen, choice=Choice.GOOD)
    assert len(done.numbers) == 1
    assert done.changed == (FIRST,)
    assert row(office, FIRST).answers["staff"] == 15
    assert found(office, "氢能储运") == list(done.numbers)
    answers = answers_of(office.reader, [row(office, FIRST).uid])[row(office, FIRST).uid]
    assert [dict(item.values) for item in answers.rows["tenants"]] == [
        {"name": "甲一公司", "area_m2": "11"}
    ]
    undo(office)
    assert row(office, FIRST).answers["staff"] == 12
    assert count(office.reader, Query()) == len(ENTRIES)


def test_the_rest_may_be_recorded_as_drafts_with_what_was_typed(office: Workspace) -> None:
    seen = preview(office, incoming(3, **NEW), incoming(4, title="低空", staff="三十来人"))
    done = imported(office, seen, choice=Choice.DRAFTS)
    assert row(office, done.numbers[1]).answers["staff"] == "三十来人"


def test_the_same_file_again_changes_nothing(office: Workspace) -> None:
    rows = [incoming(3, **NEW), incoming(4, title="低空", applicant="乙", staff="三十来人")]
    imported(office, preview(office, *rows), choice=Choice.DRAFTS)
    again = preview(office, *rows)
    assert statuses(again) == ["same", "same"]
    done = imported(office, again, choice=Choice.ALL)
    assert (done.numbers, done.changed, done.entry) == ((), (), "")


def test_a_corrected_row_updates_what_was_recorded(office: Workspace) -> None:
    imported(
        office,
        preview(office, incoming(4, title="低空", applicant="乙", staff="三十来人")),
        choice=Choice.DRAFTS,
    )
    seen = preview(office, incoming(4, title="低空", applicant="乙", staff="30"))
    assert statuses(seen) == ["changed"]
    imported(office, seen, choice=Choice.ALL)
    assert count(office.reader, Query()) == len(ENTRIES) + 1


def test_an_empty_cell_never_empties_a_field(office: Workspace) -> None:
    seen = preview(office, incoming(3, FIRST, staff=None, note="", title=ENTRIES[0]["title"]))
    assert statuses(seen) == ["same"]


def test_years_that_a_file_does_not_have_stay(office: Workspace) -> None:
    edit_application(office, number=FIRST, values={"income": {"2023": "1", "2024": "2"}})
    seen = preview(office, incoming(3, FIRST, income={"2024": "3", "2025": "4"}))
    imported(office, seen, choice=Choice.ALL)
    assert row(office, FIRST).answers["income"] == {"2023": "1", "2024": "3", "2025": "4"}


@pytest.mark.parametrize("number", ["202699999", SECOND, "elsewhere"])
def test_a_number_that_is_none_here_is_refused_and_never_recorded(
    office: Workspace, number: str
) -> None:
    if number == SECOND:
        trash_applications(office, numbers=[SECOND], reason="重复")
    if number == "elsewhere":
        add_call(office, programme=str(MINI), title="另一批", key="other")
        number = add(office, {"title": "别处"}, call="other")[0]
    seen = preview(office, incoming(3, number, title="甲"))
    assert statuses(seen) == ["refused"]
    assert number in texts(seen)[0]
    assert not imported(office, seen, choice=Choice.DRAFTS).numbers


def test_one_application_in_two_rows_is_refused_the_second_time(office: Workspace) -> None:
    seen = preview(
        office, incoming(3, **NEW), incoming(9, **NEW), incoming(4, FIRST), incoming(5, FIRST)
    )
    assert statuses(seen) == ["new", "refused", "same", "refused"]
    assert "3" in texts(seen, 1)[0]
    assert len(imported(office, seen, choice=Choice.DRAFTS).numbers) == 1


def test_one_applicant_may_apply_for_two_classes_with_one_title(office: Workspace) -> None:
    both = [incoming(3, **NEW, variant="普通"), incoming(4, **NEW, variant="卓越")]
    seen = preview(office, *both)
    assert statuses(seen) == ["new", "new"]
    imported(office, seen, choice=Choice.ALL)
    assert statuses(preview(office, *both)) == ["same", "same"]


@pytest.mark.parametrize("decision", Decision)
def test_the_clerk_decides_about_a_possible_duplicate(
    office: Workspace, decision: Decision
) -> None:
    seen = preview(
        office, incoming(6, title="深海勘探中试平台建设", applicant=ENTRIES[1]["applicant"])
    )
    with pytest.raises(RowsRefusedError):
        imported(office, seen, choice=Choice.ALL)
    done = imported(office, seen, choice=Choice.ALL, rulings={0: Ruling(decision)})
    assert len(done.numbers) == (decision is Decision.NEW)
    assert done.changed == ((SECOND,) if decision is Decision.UPDATE else ())
    titles = {row(office, SECOND).title, *(row(office, number).title for number in done.numbers)}
    assert ("深海勘探中试平台建设" in titles) == (decision is not Decision.SKIP)


def test_a_known_code_with_another_name_is_shown_as_a_conflict(office: Workspace) -> None:
    code = ENTRIES[0]["credit_code"]
    seen = preview(office, incoming(3, title="新材料", applicant="别的公司", credit_code=code))
    assert statuses(seen) == ["new"]
    assert any("示例量子科技有限公司" in text for text in texts(seen))


def test_a_name_that_differs_only_in_brackets_and_blanks_is_no_conflict(office: Workspace) -> None:
    code = ENTRIES[0]["credit_code"]
    seen = preview(office, incoming(3, title="新材料", applicant="示例量子科技 有限公司",
                                    credit_code=code))  # fmt: skip
    assert not any("示例量子" in text for text in texts(seen))


def test_what_only_the_file_shows_refuses_a_row(office: Workspace) -> None:
    damaged = Problem(Severity.ERROR, "credit_code", message("Give a reason."), rule="credit_code")
    line = incoming(3, **NEW, credit_code="915401007419288000")
    line = IncomingRow(line.place, "", line.values, {}, line.places,
                       problems=(CellProblem(line.place, damaged),))  # fmt: skip
    seen = preview(office, line)
    assert statuses(seen) == ["refused"]
    assert [item.problem.field for item in seen.rows[0].problems].count("credit_code") == 1


def test_what_the_file_has_no_column_for_is_not_told_row_by_row(office: Workspace) -> None:
    seen = preview(office, incoming(3, applicant="甲"), incoming(4, title="", applicant="乙"))
    assert texts(seen) == []
    assert len(texts(seen, 1)) == 1


def test_a_register_that_changed_since_is_compared_once_more(office: Workspace) -> None:
    seen = preview(office, incoming(3, **NEW))
    edit_application(office, number=FIRST, values={"staff": 13})
    with pytest.raises(PreviewOutdatedError):
        imported(office, seen, choice=Choice.ALL)
    assert count(office.reader, Query()) == len(ENTRIES)


def test_the_same_project_in_another_call_is_told(office: Workspace) -> None:
    add_call(office, programme=str(MINI), title="另一批", key="other")
    first = {name: ENTRIES[0][name] for name in ("title", "applicant", "credit_code")}
    seen = preview(office, incoming(3, **first), call="other")
    assert statuses(seen) == ["new"]
    assert any(FIRST in text for text in texts(seen))


def test_numbers_that_were_moved_from_row_to_row_change_nothing(office: Workspace) -> None:
    first = {name: ENTRIES[0][name] for name in ("title", "applicant")}
    second = {name: ENTRIES[1][name] for name in ("title", "applicant")}
    seen = preview(office, incoming(3, SECOND, **first), incoming(4, FIRST, **second))
    assert statuses(seen) == ["refused", "refused"]
    assert not imported(office, seen, choice=Choice.DRAFTS).changed


def test_another_name_for_a_known_code_is_told_of_a_change_too(office: Workspace) -> None:
    row_ = {"title": ENTRIES[0]["title"], "credit_code": ENTRIES[0]["credit_code"]}
    seen = preview(office, incoming(3, **row_, applicant="完全另一家股份公司"))
    assert statuses(seen) == ["changed"]
    assert any("示例量子科技有限公司" in text for text in texts(seen))


def test_what_lies_in_the_trash_is_told_before_it_is_recorded_once_more(office: Workspace) -> None:
    trash_applications(office, numbers=[SECOND], reason="重复")
    row_ = {name: ENTRIES[1][name] for name in ("title", "applicant")}
    assert any(SECOND in text for text in texts(preview(office, incoming(3, **row_))))


def test_a_revised_title_of_the_same_applicant_is_a_possible_duplicate(office: Workspace) -> None:
    row_ = {"applicant": ENTRIES[1]["applicant"]}
    revised = preview(office, incoming(3, **row_, title=f"{ENTRIES[1]['title']}（修订稿第二版）"))
    assert statuses(
        preview(office, incoming(3, **row_, title=f"{ENTRIES[1]['title']}（修订）"))
    ) == ["duplicate"]
    assert statuses(revised) == ["new"]  # a figure tells it apart


def test_like_titles_of_one_applicant_in_one_file_are_told(office: Workspace) -> None:
    seen = preview(office, incoming(3, **NEW), incoming(9, **{**NEW, "title": "氢能储运平台。一"}))
    assert any("3" in text for text in texts(seen, 1))


def _with_tenants(office: Workspace) -> dict[str, list[dict[str, str]]]:
    """Three applications that each have tenants of their own, by number."""
    tenants = {
        number: [{"name": f"{number}的企业", "area_m2": "10"}] for number in (FIRST, SECOND, THIRD)
    }
    for number, rows in tenants.items():
        edit_application(office, number=number, values={"tenants": rows})
    return tenants


def test_tables_that_went_to_other_applications_are_refused(office: Workspace) -> None:
    tenants = _with_tenants(office)
    seen = preview(
        office,
        incoming(3, FIRST, tenants=tenants[THIRD]),
        incoming(4, SECOND, tenants=[{"name": "改过的企业"}]),
        incoming(5, THIRD, tenants=tenants[FIRST]),
    )
    assert statuses(seen) == ["refused", "changed", "refused"]
    assert THIRD in texts(seen, 0)[0]
    assert imported(office, seen, choice=Choice.DRAFTS).changed == (SECOND,)


def test_where_most_tables_went_to_others_the_rest_is_not_trusted(office: Workspace) -> None:
    tenants = _with_tenants(office)
    new = add(office, {"title": "丁", "applicant": "丁公司", "tenants": [{"name": "丁企业"}]})[0]
    seen = preview(
        office,
        incoming(3, FIRST, tenants=tenants[THIRD]),
        incoming(4, SECOND, tenants=tenants[FIRST]),
        incoming(5, THIRD, tenants=tenants[SECOND]),
        incoming(6, new, tenants=[{"name": "谁的企业"}]),
    )
    assert statuses(seen) == ["refused"] * 4


def test_a_table_copied_to_a_second_application_is_only_told(office: Workspace) -> None:
    tenants = _with_tenants(office)
    seen = preview(
        office,
        incoming(3, FIRST, tenants=tenants[SECOND]),
        incoming(4, SECOND, tenants=tenants[SECOND]),
    )
    assert statuses(seen) == ["changed", "same"]
    assert SECOND in texts(seen, 0)[0]
