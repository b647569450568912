# SPDX-License-Identifier: Apache-2.0
"""Names and other texts that a verb takes: never blank where they must say something."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from models.duties import Duty
from models.language import Label
from models.tables import Call, Operator
from models.verbs.calls import CallThereError, QuotaNumberError, add_call, amend_call
from models.verbs.office import OperatorThereError, add_operator, edit_office
from models.verbs.required import EmptyTextError
from models.verbs.tags import tag_application
from models.verbs.vocabularies import add_term
from models.views.dossiers import office_facts
from models.views.find import call_row
from models.workspace import Workspace
from tests.offices import CALL, FIRST, MINI, row

if TYPE_CHECKING:
    from pathlib import Path

BLANK = ["", " \t", "\u200b", "\x00", "\ud800", "\u3000"]


@pytest.mark.parametrize("blank", BLANK)
def test_nothing_is_called_by_a_name_that_nobody_can_see(office: Workspace, blank: str) -> None:
    before = office.reader.scalar(Operator.__table__.select().order_by(Operator.id.desc()))
    with pytest.raises(EmptyTextError):
        add_operator(office, name=blank, duties=[Duty.ENTER])
    with pytest.raises(EmptyTextError):
        edit_office(office, values={"name": blank})
    with pytest.raises(EmptyTextError):
        add_term(office, vocabulary="directions", key="k", label=Label(blank, "K"))
    with pytest.raises(EmptyTextError):
        add_term(office, vocabulary="directions", key=blank, label=Label("新词", "New"))
    with pytest.raises(EmptyTextError):
        tag_application(office, numbers=[FIRST], add={"labels": [blank]})
    with pytest.raises(EmptyTextError):
        add_call(office, programme=str(MINI), title=blank)
    assert office.reader.scalar(Operator.__table__.select().order_by(Operator.id.desc())) == before
    assert "labels" not in row(office, FIRST).tags


@pytest.mark.parametrize("blank", BLANK)
def test_no_workspace_is_made_for_an_office_without_name(tmp_path: Path, blank: str) -> None:
    with pytest.raises(EmptyTextError):
        Workspace.create(tmp_path / "new", office=blank)
    assert not (tmp_path / "new").exists()


def test_names_are_tidied_before_they_are_compared(office: Workspace) -> None:
    with pytest.raises(OperatorThereError):
        add_operator(office, name="\u200b张三 ", duties=[Duty.ENTER])
    edit_office(office, values={"contact": " 李四\u200b", "phone": ""})
    assert (office_facts(office.reader).contact, office_facts(office.reader).phone) == ("李四", "")


def test_a_call_does_not_take_the_id_of_another(office: Workspace) -> None:
    with pytest.raises(CallThereError):
        add_call(office, programme=str(MINI), title="又一批", key=CALL)
    calls = office.reader.rows(Call.__table__.select())
    assert len(calls) == 1


@pytest.mark.parametrize("number", [-1, 10**30])
def test_a_quota_is_a_number_of_applications(office: Workspace, number: int) -> None:
    with pytest.raises(QuotaNumberError):
        add_call(office, programme=str(MINI), title="又一批", quotas={"places": number})
    with pytest.raises(QuotaNumberError):
        amend_call(office, call=CALL, notice="补充通知", quotas={"places": number})
    assert call_row(office.reader, CALL).quotas is None
