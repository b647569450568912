# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from sqlalchemy import select

from models.tables import Applicant
from models.verbs.applicants import rename_applicant
from models.verbs.required import EmptyTextError
from models.views.applicants import applicant, applicants
from tests.offices import FIRST, add, faults, row

if TYPE_CHECKING:
    from models.workspace import Workspace

NAME, CODE, OTHER = "新公司", "91310000MA1FL0QJ3X", "911101085923662400"


def masters(office: Workspace) -> list[Any]:
    rows = office.reader.rows(select(Applicant.__table__).order_by(Applicant.id))
    return [item for item in rows if NAME in item.name]


def test_a_batch_names_an_applicant_first_without_its_code(office: Workspace) -> None:
    plain, coded = {"title": "a", "applicant": NAME}, {"applicant": NAME, "credit_code": CODE}
    numbers = add(office, plain, coded, plain, {**coded, "applicant": "新公司的旧名"})
    (master,) = masters(office)
    assert (master.credit_code, master.aliases) == (CODE, ["新公司的旧名"])
    assert {row(office, number).applicant_uid for number in numbers} == {master.uid}
    assert faults(office) == ()


def test_a_known_applicant_gains_code_and_alias_in_one_batch(office: Workspace) -> None:
    add(office, {"title": "a", "applicant": NAME})
    add(office, {"applicant": NAME, "credit_code": CODE}, {"applicant": "别名", "credit_code": CODE},
        {"applicant": "又名", "credit_code": CODE})  # fmt: skip
    (master,) = masters(office)
    assert (master.credit_code, master.aliases) == (CODE, ["别名", "又名"])


def test_one_name_with_two_codes_is_two_applicants(office: Workspace) -> None:
    add(office, {"applicant": NAME}, {"applicant": NAME, "credit_code": CODE},
        {"applicant": NAME, "credit_code": OTHER})  # fmt: skip
    assert [item.credit_code for item in masters(office)] == [CODE, OTHER]


@pytest.mark.parametrize("name", ["", "  ", "\u200b", "\x00", "\ud800", "\u200e\ufe0f", "\u3000"])
def test_a_name_that_nobody_can_see_is_no_name(office: Workspace, name: str) -> None:
    uid = row(office, FIRST).applicant_uid
    with pytest.raises(EmptyTextError):
        rename_applicant(office, uid=uid, name=name)


def test_a_new_name_is_tidied_and_the_same_name_is_no_former_one(office: Workspace) -> None:
    uid = row(office, FIRST).applicant_uid
    rename_applicant(office, uid=uid, name=" 新公司\u200b\n")
    rename_applicant(office, uid=uid, name="新公司")
    (master,) = masters(office)
    assert (master.name, master.former_names) == ("新公司", ["示例量子科技有限公司"])


def test_an_applicant_is_found_by_its_former_and_its_other_names(office: Workspace) -> None:
    add(
        office, {"applicant": NAME, "credit_code": CODE}, {"applicant": "别名", "credit_code": CODE}
    )
    rename_applicant(office, uid=masters(office)[0].uid, name="新公司二")
    for name in ("别名", NAME):
        assert applicant(office.reader, name).name == "新公司二"
        assert "新公司二" in {line.name for line in applicants(office.reader, name)}
