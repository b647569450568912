# SPDX-License-Identifier: Apache-2.0
"""The register as it was: what was made, changed, thrown away or put in since is as it was then."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import pytest
from sqlalchemy import select

from forms.attachments import examine
from models.language import Language, Message
from models.progress import CancelledError
from models.storage.integrity import check_workspace
from models.storage.rewind import NotInHistoryError, erased_since, then
from models.tables import Answer, Application, Attachment, record_tables
from models.verbs.applicants import rename_applicant
from models.verbs.applications import edit_application, trash_applications
from models.verbs.attachments import attach, detach
from models.verbs.calls import amend_call
from models.verbs.stages import advance
from models.verbs.steps import undo
from models.verbs.trash import empty_trash
from models.views.dossiers import history_head
from models.views.find import application_row
from models.views.register import Query, page, uids
from tests.offices import CALL, FIRST, SECOND, THIRD, add, amended, found

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from models.reader import Reader
    from models.workspace import Workspace


def everything(reader: Reader) -> dict[str, Any]:
    """All rows of all records, what lists sort by, and the head of the history."""
    tables: dict[str, Any] = {
        table.__tablename__: [tuple(row) for row in reader.rows(select(table.__table__).order_by(table.id))]
        for table in record_tables()
    }  # fmt: skip
    tables["answer"] = sorted(repr(tuple(row)) for row in reader.rows(select(Answer.__table__)))
    return {**tables, "head": history_head(reader)}


@contextmanager
def as_now(office: Workspace) -> Iterator[None]:
    """Whatever is done inside, what was before it can be seen again."""
    before, head = everything(office.reader), history_head(office.reader)
    yield
    assert history_head(office.reader) != head
    with then(office.reader, head.sequence) as reader:
        assert everything(reader) == before


def a_file(folder: Path, text: str) -> Any:
    path = folder / "licence.txt"
    path.write_text(text, encoding="utf-8")
    return examine(path)


def test_changed_values_are_those_of_then(office: Workspace) -> None:
    edit_application(office, number=FIRST, values={"title": "甲", "staff": 7})
    with as_now(office):
        edit_application(
            office, number=FIRST, values={"title": "乙", "staff": None, "amount_wan": "1"}
        )
        edit_application(office, number=FIRST, values={"title": "丙", "tenants[1].area_m2": "99"})
        edit_application(office, number=SECOND, values={"note": "后补"})
        undo(office)


def test_new_applications_and_new_applicants_are_not_there_yet(office: Workspace) -> None:
    with as_now(office):
        add(office, {"title": "后来的", "applicant": "后来有限公司", "tenants": [{"name": "丁"}]})


def test_stages_trash_and_new_names_are_those_of_then(office: Workspace) -> None:
    with as_now(office):
        advance(office, numbers=[FIRST], to="submitted")
        trash_applications(office, numbers=[THIRD])
        applicant = application_row(office.reader, FIRST).applicant_uid
        rename_applicant(office, uid=applicant, name="示例量子股份有限公司")


def test_an_amended_call_and_a_replaced_attachment_are_those_of_then(
    office: Workspace, tmp_path: Path
) -> None:
    attach(office, number=FIRST, slot="licence", file=a_file(tmp_path, "原件"))
    with as_now(office):
        detach(office, uid=office.reader.scalar(select(Attachment.uid)))
        attach(office, number=FIRST, slot="licence", file=a_file(tmp_path, "换过的"))
        definition = amended(
            tmp_path, ('version = "1"', 'version = "2"'), ('en = "Title"', 'en = "Name"')
        )
        amend_call(office, call=CALL, notice="补充通知", programme=definition)


def test_then_is_searched_and_sorted_by_what_was_typed_then(office: Workspace) -> None:
    sequence = history_head(office.reader).sequence
    edit_application(office, number=FIRST, values={"title": "阿改名孵化器"})
    assert found(office, "改名") == [FIRST]
    now = uids(office.reader, Query(sort="title"))
    with then(office.reader, sequence) as reader:
        assert not page(reader, Query(text="改名"))
        assert [line.number for line in page(reader, Query(text="类脑"))] == [FIRST]
        assert uids(reader, Query(sort="title")) != now


def test_what_was_erased_does_not_come_back_and_is_named(office: Workspace) -> None:
    sequence = history_head(office.reader).sequence
    uid = application_row(office.reader, SECOND).uid
    edit_application(office, number=SECOND, values={"title": "改过"})
    trash_applications(office, numbers=[SECOND])
    empty_trash(office, confirmed=True)
    assert erased_since(office.reader, sequence) == {uid: SECOND}
    assert erased_since(office.reader, history_head(office.reader).sequence) == {}
    with then(office.reader, sequence) as reader:
        assert [line.number for line in page(reader, Query())] == [FIRST, THIRD]
        statement = select(Application.title).where(Application.uid == uid)
        assert reader.scalar(statement) is None


def test_the_register_itself_is_left_as_it_is(office: Workspace) -> None:
    edit_application(office, number=FIRST, values={"title": "甲"})
    before = everything(office.reader)
    with then(office.reader, 2):
        pass
    assert everything(office.reader) == before
    assert check_workspace(office.reader).faults == ()


def test_then_can_be_gone_back_from_again(office: Workspace) -> None:
    first = history_head(office.reader)
    edit_application(office, number=FIRST, values={"title": "甲"})
    second = history_head(office.reader)
    edit_application(office, number=FIRST, values={"title": "乙"})
    with (
        then(office.reader, second.sequence) as later,
        then(later, first.sequence) as earlier,
    ):
        assert history_head(later) == second
        assert history_head(earlier) == first


def test_an_entry_that_is_not_there_is_refused(office: Workspace) -> None:
    with pytest.raises(NotInHistoryError, match="no entry 999"), then(office.reader, 999):
        pass


def test_the_user_stops_it_and_nothing_is_left_behind(
    office: Workspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Stops:
        def step(self, _done: int, _total: int, text: Message | None = None) -> None:
            if text is not None and "history" in text.text(Language.EN):
                raise CancelledError

    (tmp_path / "aside").mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path / "aside"))
    add(office, {"title": "后来的"})
    with pytest.raises(CancelledError), then(office.reader, 3, Stops()):
        pass
    assert list((tmp_path / "aside").iterdir()) == []
