# SPDX-License-Identifier: Apache-2.0
"""A summary for others holds in none of its parts what they may not see."""

from __future__ import annotations

import zipfile
from typing import TYPE_CHECKING

import pytest
from python_calamine import CalamineWorkbook

from gui.outgoing import issue
from models.language import Language
from models.orders import SummaryOrder
from models.progress import NoProgress
from models.unknown import UnknownNameError
from models.verbs.applications import record_applications
from models.verbs.calls import add_call
from models.verbs.tags import tag_application
from models.views.find import call_row
from models.workspace import Workspace
from tests import hidden
from tests.reports.packet.reading import flat
from tests.reports.packet.test_audiences import everything, streams

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@pytest.fixture(scope="module")
def register(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Workspace]:
    """An office whose only application is full of markers."""
    folder = tmp_path_factory.mktemp("register") / "office"
    office = Workspace.create(folder, office="示例局", region="310000", operator="张三")
    office.backs_up = False
    call = add_call(office, programme=str(hidden.TOML), title="隐去", key="hidden-1")
    entry = {key: value for key, value in hidden.stored().items() if key != "labels"}
    entry["direction"] = "未来信息"
    rows = {
        "partners": [{"name": hidden.PARTNER, "task": "负责分工骈骈"}],
        "products": [{"name": "一号机", "engineer": hidden.ENGINEER, "sold_wan": "6262.62"}],
    }
    (number,) = record_applications(office, call="hidden-1", entries=[entry | rows]).numbers
    tag_application(office, numbers=[number], add={"labels": (hidden.OF_THE_OFFICE["label"],)})
    assert call
    yield office
    office.close()


def order(
    office: Workspace, name: str, form: str = "xlsx", columns: tuple[str, ...] = ()
) -> SummaryOrder:
    uid = call_row(office.reader, "hidden-1").uid
    return SummaryOrder(call=uid, form=form, audience=name, language=Language.ZH, columns=columns)


def texts(path: Path) -> str:
    """Every part of the package, and every cell."""
    with zipfile.ZipFile(path) as package:
        parts = [package.read(name).decode("utf-8", "replace") for name in package.namelist()]
    book = CalamineWorkbook.from_path(path)
    cells = [
        str(cell)
        for name in book.sheet_names
        for row in book.get_sheet_by_name(name).to_python()
        for cell in row
    ]
    return flat("\n".join([*parts, *cells])).casefold()


_SUMMARY_ONLY = {
    "public": {
        hidden.PHONE,
        "曌煊",
        "㑇",
        "zengyl",
        "929292",
        "6262",
        "7193",
        "骧骧",
        "骠骠",
        "骜骜",
    },
    "ministry": {"骧骧", "驩驩", "骠骠", "骜骜"},
    "expert": {
        hidden.PHONE,
        "𰻝",
        "翀犇",
        hidden.BRAND,
        "曌煊",
        "7193",
        hidden.CODE,
        "骠骠",
        "骕骦",
    },
}


@pytest.mark.parametrize("name", _SUMMARY_ONLY)
def test_no_sheet_holds_what_is_hidden(register: Workspace, tmp_path: Path, name: str) -> None:
    out = tmp_path / "x.xlsx"
    issue(register, order(register, name), out, progress=NoProgress())
    found = texts(out)
    for marker in _SUMMARY_ONLY[name]:
        assert marker.casefold() not in found, marker
    assert hidden.SEEN in found
    assert ("重庆珩𰻝" in found) is (name != "expert")


def test_the_office_s_own_summary_has_all_of_it(register: Workspace, tmp_path: Path) -> None:
    out = tmp_path / "x.xlsx"
    issue(register, order(register, ""), out, progress=NoProgress())
    found = texts(out)
    for marker in frozenset().union(*_SUMMARY_ONLY.values()):
        assert marker.casefold() in found, marker


def test_a_printed_public_list_has_no_telephone(register: Workspace, tmp_path: Path) -> None:
    out = tmp_path / "x.pdf"
    issue(register, order(register, "public", "pdf"), out, progress=NoProgress())
    found = everything(out)
    assert hidden.PHONE not in found
    assert "曌煊" not in found
    assert "重庆珩𰻝" in found
    assert hidden.PHONE.encode() not in streams(out)


def test_a_column_that_they_may_not_see_cannot_be_chosen(
    register: Workspace, tmp_path: Path
) -> None:
    wanted = order(register, "public", columns=("title", "phone"))
    with pytest.raises(UnknownNameError, match="phone"):
        issue(register, wanted, tmp_path / "x.xlsx", progress=NoProgress())
