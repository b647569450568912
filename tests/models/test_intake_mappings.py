# SPDX-License-Identifier: Apache-2.0
"""What a clerk said about the columns of a file is offered the next time."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING, Any

import pytest

from models.intake_mappings import (
    forget_mapping,
    known_mapping,
    known_mappings,
    known_senders,
    remember_mapping,
)
from models.workspace import ReadOnlyError, Workspace
from tests.offices import faults

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

LAYOUT = "5f" * 32


def said(target: str) -> Mapping[str, Any]:
    return {"columns": [{"heading": "名称", "place": 1, "target": target, "unit": ""}]}


def keep(office: Workspace, target: str, sender: str = "", *, programme: str = "mini") -> None:
    remember_mapping(
        office, programme=programme, layout=LAYOUT, mapping=said(target), sender=sender
    )


def known(office: Workspace, sender: str = "", *, programme: str = "mini") -> Any:
    return known_mapping(office.reader, programme=programme, layout=LAYOUT, sender=sender)


def test_a_mapping_is_known_the_next_time_also_after_closing(folder: Path) -> None:
    with Workspace.open(folder, write=True) as office:
        office.backs_up = False
        assert known(office) is None
        keep(office, "title")
        keep(office, "applicant")
    with Workspace.open(folder) as office:
        assert known(office) == said("applicant"), "what was said last counts"
        assert known(office, programme="other") is None
        assert faults(office) == ()


def test_the_sender_decides_and_otherwise_whoever_said_it_last(office: Workspace) -> None:
    office.clock = lambda: "2026-03-02T01:00:00Z"
    keep(office, "title", "余杭区")
    office.clock = lambda: "2026-03-03T01:00:00Z"
    keep(office, "applicant", "临平区")
    assert known(office, "余杭区") == said("title")
    assert known(office, " 余杭区 ") == said("title")
    assert known(office, "上城区") == said("applicant")
    assert known_senders(office.reader, programme="mini") == ("临平区", "余杭区")
    forget_mapping(office, programme="mini", layout=LAYOUT, sender="临平区")
    assert known(office) == said("title")


def test_it_is_no_change(office: Workspace, folder: Path) -> None:
    with closing(sqlite3.connect(folder / "workspace.db")) as database:
        before = database.execute("SELECT count(*) FROM history_entry").fetchone()
        keep(office, "title")
        assert database.execute("SELECT count(*) FROM history_entry").fetchone() == before


def test_who_only_reads_cannot_keep_one(folder: Path) -> None:
    with Workspace.open(folder) as office, pytest.raises(ReadOnlyError):
        keep(office, "title")


def test_all_that_was_said_about_a_layout_is_known_by_sender_the_last_first(folder: Path) -> None:
    with Workspace.open(folder, write=True) as office:
        office.backs_up = False
        for day, (target, sender) in enumerate((("title", "东营区"), ("note", "垦利区"))):
            office.clock = f"2026-03-0{day + 1}T01:00:00Z".__str__
            keep(office, target, sender)
        found = known_mappings(office.reader, programme="mini", layout=LAYOUT)
        assert list(found.items()) == [("垦利区", said("note")), ("东营区", said("title"))]
