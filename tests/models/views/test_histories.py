# SPDX-License-Identifier: Apache-2.0
"""What a line of the history says: the very thing that was changed, before and after."""

from __future__ import annotations

from typing import TYPE_CHECKING

from forms.attachments import examine
from models.language import Language
from models.verbs.applications import edit_application, trash_applications
from models.verbs.attachments import attach, detach
from models.verbs.findings import accept_warning, tick_checklist, verify_value
from models.verbs.trash import empty_trash
from models.views.histories import history
from tests.offices import FIRST, add, row

if TYPE_CHECKING:
    from pathlib import Path

    from models.workspace import Workspace


def told(office: Workspace, number: str = FIRST, step: int = -1) -> list[str]:
    """The values of a step as a clerk reads them."""
    subject = row(office, number).uid
    values = history(office.reader, subject=subject)[step].values
    language = Language.EN
    return [
        f"{value.label.text(language)}: {value.before.text(language)} →"
        f" {value.after.text(language)}"
        for value in values
    ]


def edit(office: Workspace, **values: object) -> None:
    edit_application(office, number=FIRST, values=values)


def test_a_row_that_was_taken_away_is_shown_with_all_that_it_held(office: Workspace) -> None:
    edit(office, **{"tenants[1]": None})
    assert told(office) == ["Tenants, row 1: Name 甲一公司; Area 10 → —"]


def test_a_cell_is_named_by_its_row_as_the_clerk_counted_it_then(office: Workspace) -> None:
    edit(office, **{"tenants[1]": None})
    edit(office, **{"tenants[1].area_m2": "21"})
    assert told(office) == ["Tenants, row 1 (甲二公司): Area: 20 → 21"]
    edit(office, **{"tenants[1].name": "丙公司"})
    assert told(office) == ["Tenants, row 1: Name: 甲二公司 → 丙公司"]


def test_a_new_row_is_shown_with_its_name(office: Workspace) -> None:
    edit(office, **{"tenants[3].name": "丙公司"})
    assert told(office) == ["Tenants, row 3: — → Name 丙公司"]


def test_three_cells_of_a_table_name_it_once_in_the_step(office: Workspace) -> None:
    edit(office, **{"tenants[1].name": "一", "tenants[1].area_m2": "1", "tenants[2].name": "二"})
    step = history(office.reader)[-1].message.text(Language.EN)
    assert step == f"Edit {FIRST}: Tenants"


def test_an_amount_that_was_not_understood_and_its_correction_are_one_line(
    office: Workspace,
) -> None:
    edit(office, amount_wan="大约六百")
    (line,) = told(office)
    assert line.startswith("Amount: 600.50 ")
    assert line.endswith("→ 大约六百")
    edit(office, amount_wan="700")
    (line,) = told(office)
    assert line.startswith("Amount: 大约六百 → 700.00")


def test_a_first_verified_value_is_shown_with_its_source(office: Workspace) -> None:
    verify_value(office, number=FIRST, field="area_m2", value="11000", source="现场核查")
    (line,) = told(office)
    assert line.startswith("Verified: Area: — → 11,000 (现场核查 ")


def test_a_tick_is_shown_with_its_answer(office: Workspace) -> None:
    tick_checklist(office, number=FIRST, ticks={"legal": "yes"}, note="查验原件")
    assert told(office) == ["Checklist: Legal person: — → yes 查验原件"]


def test_an_accepted_warning_is_named_by_its_sentence(office: Workspace) -> None:
    edit(office, staff=3)
    accept_warning(office, number=FIRST, rule="staff_enough", reason="初创")
    assert told(office) == ["Reason for accepting a warning: Few people: — → 初创"]


def test_a_file_is_named_in_the_values_and_never_in_the_step(
    office: Workspace, tmp_path: Path
) -> None:
    file = tmp_path / "张三身份证.txt"
    file.write_text("证", encoding="utf-8")
    uid = attach(office, number=FIRST, slot="licence", file=examine(file))
    assert told(office) == ["Attachment: Licence: — → 张三身份证.txt"]
    detach(office, uid=uid)
    assert told(office) == ["Attachment: Licence: 张三身份证.txt → —"]
    assert not any("张三身份证" in str(step.message) for step in history(office.reader))


def test_a_new_application_is_shown_with_its_title_and_rows(office: Workspace) -> None:
    (number,) = add(office, {"title": "新申报", "tenants": [{"name": "一公司"}]})
    assert told(office, number) == [
        "Application: — → 新申报",
        "Tenants, row 1: — → Name 一公司",
    ]


def test_what_was_erased_says_so(office: Workspace) -> None:
    trash_applications(office, numbers=[FIRST])
    subject = row(office, FIRST).uid
    empty_trash(office, confirmed=True)
    values = [value for step in history(office.reader, subject=subject) for value in step.values]
    assert "甲一公司" not in str(values)
    assert {value.after.text(Language.EN) for value in values[:-1]} == {"(erased)"}
