# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from forms.attachments import examine
from models.unknown import UnknownNameError
from models.verbs.attachments import attach_files
from models.verbs.steps import undo
from models.views.dossiers import dossier
from models.views.find import application_row
from models.views.histories import history
from tests.offices import FIRST, faults

if TYPE_CHECKING:
    from pathlib import Path

    from models.verbs.attachments import Incoming
    from models.workspace import Workspace


def incoming(folder: Path, name: str, text: str) -> Incoming:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return examine(path)


def names(office: Workspace) -> list[str]:
    uid = application_row(office.reader, FIRST).uid
    return [file.name for file in dossier(office.reader, uid).answers.files]


def test_files_attached_together_are_one_step_and_refusals_are_listed(
    office: Workspace, tmp_path: Path
) -> None:
    done = attach_files(
        office,
        number=FIRST,
        slot="licence",
        files=[
            incoming(tmp_path, "一.txt", "甲"),
            incoming(tmp_path, "二.txt", "乙"),
            incoming(tmp_path, "三.txt", "机密★ 不得外传"),
            incoming(tmp_path, "四.txt", ""),
        ],
    )
    assert done.kept == ("一.txt", "二.txt")
    assert [type(item).__name__ for item in done.refused] == [
        "ClassifiedFileError",
        "EmptyFileError",
    ]
    assert len(done.classified) == 1
    assert names(office) == ["一.txt", "二.txt"]
    undo(office)
    assert names(office) == []
    assert not faults(office)


def test_bytes_that_are_there_are_not_attached_twice(office: Workspace, tmp_path: Path) -> None:
    file = incoming(tmp_path, "一.txt", "甲")
    attach_files(office, number=FIRST, slot="licence", files=[file])
    again = attach_files(
        office, number=FIRST, slot="licence", files=[incoming(tmp_path, "改名.txt", "甲")]
    )
    assert (again.kept, again.same) == ((), (("改名.txt", "一.txt"),))


def test_an_unknown_slot_is_refused(office: Workspace, tmp_path: Path) -> None:
    with pytest.raises(UnknownNameError):
        attach_files(
            office, number=FIRST, slot="nothing", files=[incoming(tmp_path, "一.txt", "甲")]
        )


def test_the_history_names_the_file_and_the_cells_of_a_row(
    office: Workspace, tmp_path: Path
) -> None:
    file = incoming(tmp_path, "执照.txt", "甲")
    attach_files(office, number=FIRST, slot="licence", files=[file])
    uid = application_row(office.reader, FIRST).uid
    recorded, attached = history(office.reader, subject=uid)
    assert [value.after.zh for value in attached.values] == ["执照.txt"]
    assert [value.label.zh for value in attached.values] == ["附件·执照"]
    rows = [value.after.en for value in recorded.values if value.table == "answer_row"]
    assert rows == ["Name 甲一公司; Area 10", "Name 甲二公司; Area 20"]
