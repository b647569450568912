# SPDX-License-Identifier: Apache-2.0
"""A small office for tests: a workspace with a call and a few applications, copied for each test."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from sqlalchemy import select

from models.programme.loading import definition_text, read_programme
from models.storage.integrity import check_workspace
from models.tables import Application
from models.verbs.applications import record_applications
from models.verbs.calls import add_call
from models.views.find import application_row
from models.views.register import Query, page
from models.workspace import Workspace

if TYPE_CHECKING:
    from collections.abc import Mapping

    from models.language import Message

MINI = Path(__file__).with_name("mini.toml")
DATA = Path(__file__).resolve().parent.parent.parent / "shared" / "data"
CALL = "mini-2026-1"
FIRST, SECOND, THIRD = "202601001", "202605001", "202601002"
ENTRIES: tuple[Mapping[str, Any], ...] = (
    {
        "title": "重庆类脑智能孵化器",
        "applicant": "示例量子科技有限公司",
        "credit_code": "91350100M000100Y43",
        "region": "310101",
        "direction": "未来信息",
        "variant": "plain",
        "amount_wan": "600.50",
        "area_m2": "12000",
        "staff": 12,
        "note": "由𠮷田健牵头",
        "tenants": [{"name": "甲一公司", "area_m2": "10"}, {"name": "甲二公司", "area_m2": "20"}],
    },
    {
        "title": "深海勘探中试平台",
        "applicant": "北方深海装备有限公司",
        "region": "310105",
        "direction": "未来空间",
        "variant": "top",
        "amount_wan": "80",
        "area_m2": "900.5",
        "staff": 3,
    },
    {"title": "安徽人形机器人中心", "applicant": "安徽机器人有限公司", "region": "310101"},
)


def make_office(folder: Path) -> None:
    """Make the office in a new folder and close it."""
    with Workspace.create(
        folder, office="示例市工业和信息化局", region="310000", operator="张三"
    ) as office:
        office.clock = lambda: "2026-03-02T01:00:00Z"
        add_call(office, programme=str(MINI), title="2026年小专项", key=CALL)
        record_applications(office, call=CALL, entries=ENTRIES)
        office.backs_up = False


def add(office: Workspace, *entries: Mapping[str, Any], call: str = CALL) -> tuple[str, ...]:
    return record_applications(office, call=call, entries=entries).numbers


def row(office: Workspace, number: str) -> Any:
    """The whole row, documents included."""
    uid = application_row(office.reader, number).uid
    return office.reader.first(select(Application.__table__).where(Application.uid == uid))


def found(office: Workspace, text: str) -> list[str]:
    return [line.number for line in page(office.reader, Query(text=text))]


def faults(office: Workspace) -> tuple[Message, ...]:
    return check_workspace(office.reader).faults


def amended(folder: Path, *changes: tuple[str, str]) -> str:
    """The mini programme with other words, as a file to amend a call with."""
    text, _ = definition_text(str(MINI))
    for old, new in changes:
        assert old in text
        text = text.replace(old, new)
    file = folder / "amended.toml"
    file.write_text(text, encoding="utf-8")
    read_programme(text, file=file.name)
    return str(file)


def data(name: str) -> Path:
    """A folder or file of the shared data, or the test is skipped."""
    path = DATA / name
    if not path.exists():
        pytest.skip(f"../shared/data/{name} is not here")
    return path
