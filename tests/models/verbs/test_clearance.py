# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from forms.attachments import examine
from models.change import RecordGoneError
from models.duties import Duty, DutyMissingError
from models.language import Language
from models.verbs.attachments import attach, attach_to, detach
from models.verbs.calls import add_call
from models.verbs.clearance import (
    NothingToClearError,
    NotOfAnApplicationError,
    clear_attachments,
)
from models.verbs.office import add_operator
from models.verbs.steps import redo, undo
from models.views.dossiers import dossier
from models.views.find import application_row
from models.views.histories import history
from models.views.owners import owner_named
from tests.offices import FIRST, SECOND, faults

if TYPE_CHECKING:
    from pathlib import Path

    from models.programme.answers import File
    from models.workspace import Workspace


def attached(office: Workspace, folder: Path, name: str, text: str, number: str = FIRST) -> str:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return attach(office, number=number, slot="licence", file=examine(path))


def files(office: Workspace, number: str = FIRST) -> tuple[File, ...]:
    return dossier(office.reader, application_row(office.reader, number).uid).answers.files


def cleared(office: Workspace, number: str = FIRST) -> list[tuple[str, str] | None]:
    return [
        (file.cleared.by, file.cleared.on) if file.cleared else None
        for file in files(office, number)
    ]


def test_who_cleared_which_file_and_when_is_kept(office: Workspace, tmp_path: Path) -> None:
    one = attached(office, tmp_path, "一.txt", "甲")
    attached(office, tmp_path, "二.txt", "乙")
    office.clock = lambda: "2026-03-09T01:00:00Z"
    done = clear_attachments(office, uids=[one])
    assert done.changed == ("一.txt",)
    assert cleared(office) == [("张三", "2026-03-09"), None]
    assert clear_attachments(office, uids=[one]).same == 1
    assert not faults(office)


def test_many_are_one_step_of_undo_and_it_can_be_withdrawn(
    office: Workspace, tmp_path: Path
) -> None:
    uids = [
        attached(office, tmp_path, "一.txt", "甲"),
        attached(office, tmp_path, "二.txt", "乙", SECOND),
    ]
    clear_attachments(office, uids=uids)
    undo(office)
    assert cleared(office) == cleared(office, SECOND) == [None]
    redo(office)
    assert None not in cleared(office) + cleared(office, SECOND)
    clear_attachments(office, uids=uids[:1], withdraw=True)
    assert cleared(office) == [None]
    assert None not in cleared(office, SECOND)
    assert not faults(office)


def test_a_new_version_of_a_file_is_not_cleared(office: Workspace, tmp_path: Path) -> None:
    old = attached(office, tmp_path, "一.txt", "甲")
    clear_attachments(office, uids=[old])
    detach(office, uid=old)
    attached(office, tmp_path, "一.txt", "甲，改过")
    assert cleared(office) == [None]


def test_it_takes_the_duty_to_check(office: Workspace, tmp_path: Path) -> None:
    one = attached(office, tmp_path, "一.txt", "甲")
    add_operator(office, name="李四", duties=[Duty.ENTER])
    office.sign_in("李四")
    with pytest.raises(DutyMissingError, match="check"):
        clear_attachments(office, uids=[one])
    assert cleared(office) == [None]


def test_what_cannot_be_opened_cannot_be_cleared(office: Workspace, tmp_path: Path) -> None:
    broken = attached(office, tmp_path, "坏.pdf", "%PDF-1.7 broken")
    whole = attached(office, tmp_path, "好.txt", "甲")
    with pytest.raises(NothingToClearError):
        clear_attachments(office, uids=[broken])
    done = clear_attachments(office, uids=[broken, whole])
    assert (done.changed, done.refused) == (("好.txt",), ("坏.pdf",))


def test_what_is_not_there_or_of_a_call_is_refused(office: Workspace, tmp_path: Path) -> None:
    with pytest.raises(RecordGoneError):
        clear_attachments(office, uids=["nothing"])
    add_call(office, programme="incubator", title="2026年孵化器", key="incubator-1")
    path = tmp_path / "通知.txt"
    path.write_text("关于申报的通知", encoding="utf-8")
    owner = owner_named(office.reader, "incubator-1")
    notice = attach_to(office, owner=owner, slot="call_notice", file=examine(path))
    with pytest.raises(NotOfAnApplicationError, match="通知"):
        clear_attachments(office, uids=[notice])


def test_the_history_says_it_in_words(office: Workspace, tmp_path: Path) -> None:
    one = attached(office, tmp_path, "一.txt", "甲")
    office.clock = lambda: "2026-03-09T01:00:00Z"
    clear_attachments(office, uids=[one])
    last = history(office.reader, subject=application_row(office.reader, FIRST).uid)[-1]
    assert last.message.text(Language.EN) == f"Clear 1 attachment of {FIRST} for experts"
    assert [value.after.zh for value in last.values] == ["张三 2026-03-09"]
