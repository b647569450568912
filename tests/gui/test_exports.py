# SPDX-License-Identifier: Apache-2.0
"""Data for other programs: what goes out is what was recorded, and comes back as it was."""

from __future__ import annotations

import csv
import json
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import pytest
from jsonschema import Draft202012Validator

from forms.attachments import examine
from forms.interchange import NewerFormatError, exported_entries
from gui.outgoing import issue
from models.language import Language
from models.orders import ExportForm, ExportOrder
from models.progress import NoProgress
from models.storage.files import FileExistsAlreadyError, OwnFileError
from models.storage.folders import FolderNotEmptyError
from models.verbs.applications import edit_application, record_applications
from models.verbs.attachments import attach
from models.views.dossiers import answers_of
from models.views.find import application_rows, call_row
from reports.naming import NamePatternError
from reports.samples import write_sample_file
from tests.offices import CALL, FIRST, SECOND

if TYPE_CHECKING:
    from pathlib import Path

    from models.workspace import Workspace
    from reports.interchange import Exported


def export(office: Workspace, out: Path, form: ExportForm, **more: Any) -> Exported:
    call = call_row(office.reader, CALL).uid
    order = ExportOrder(call=call, form=form, language=Language.ZH, **more)
    made: Exported = issue(office, order, out, progress=NoProgress())
    return made


def attach_one(office: Workspace, folder: Path, name: str = "营业执照.pdf") -> None:
    file = folder / name
    write_sample_file(file, "营业执照", name)
    attach(office, number=FIRST, slot="licence", file=examine(file))


def table(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def read(path: Path) -> Any:
    return json.loads(path.read_text(encoding="utf-8"), parse_float=Decimal)


def test_an_export_is_valid_by_the_schema_beside_it(office: Workspace, tmp_path: Path) -> None:
    attach_one(office, tmp_path)
    edit_application(office, number=SECOND, values={"amount_wan": "约五百", "area_m2": "见附件"})
    made = export(office, tmp_path / "all.json", ExportForm.JSON)
    document, schema = map(read, made.files)
    assert document["$schema"] == "all.schema.json"
    Draft202012Validator.check_schema(schema)
    checked = json.loads(made.path.read_text(encoding="utf-8"))
    assert list(Draft202012Validator(schema).iter_errors(checked)) == []
    answers = {item["number"]: item["answers"] for item in document["applications"]}
    assert answers[FIRST]["amount_wan"] == Decimal("600.50")
    assert answers[FIRST]["note"] == "由𠮷田健牵头"
    assert answers[SECOND]["amount_wan"] == {"as_typed": "约五百"}
    assert [file["name"] for item in document["applications"] for file in item["attachments"]] == [
        "营业执照.pdf"
    ]


def test_the_schema_refuses_what_is_no_export(office: Workspace, tmp_path: Path) -> None:
    made = export(office, tmp_path / "all.json", ExportForm.JSON)
    document, schema = (json.loads(path.read_text(encoding="utf-8")) for path in made.files)
    document["applications"][0]["answers"]["staff"] = "twelve"
    document["applications"][0]["colour"] = "red"
    faults = [fault.json_path for fault in Draft202012Validator(schema).iter_errors(document)]
    assert sorted(faults) == ["$.applications[0]", "$.applications[0].answers.staff"]


def test_what_was_exported_is_recorded_again_as_it_was(office: Workspace, tmp_path: Path) -> None:
    edit_application(office, number=SECOND, values={"area_m2": "见附件"})
    made = export(office, tmp_path / "all.json", ExportForm.JSON)
    again = record_applications(office, call=CALL, entries=exported_entries(read(made.path)))
    before = [row.uid for row in application_rows(office.reader, [FIRST, SECOND])]
    old = answers_of(office.reader, before)
    new = answers_of(office.reader, list(again.uids))
    by_title = {item.stored["title"]: item for item in new.values()}
    for answers in old.values():
        copy = by_title[answers.stored["title"]]
        assert copy.stored == answers.stored
        assert [row.values for row in copy.rows.get("tenants", ())] == [
            row.values for row in answers.rows.get("tenants", ())
        ]


def test_a_document_of_a_newer_program_is_refused() -> None:
    with pytest.raises(NewerFormatError, match="format 2"):
        exported_entries({"format_version": 2, "applications": []})


def test_a_schema_that_is_there_is_not_replaced_unasked(office: Workspace, tmp_path: Path) -> None:
    (tmp_path / "all.schema.json").write_text("mine", encoding="utf-8")
    with pytest.raises(FileExistsAlreadyError):
        export(office, tmp_path / "all.json", ExportForm.JSON)
    assert not (tmp_path / "all.json").exists()
    assert (tmp_path / "all.schema.json").read_text(encoding="utf-8") == "mine"


def test_tables_of_text_hold_every_row_and_nothing_but_what_was_typed(
    office: Workspace, tmp_path: Path
) -> None:
    edit_application(office, number=SECOND, values={"title": "=1+1, “项目”\n二期"})
    made = export(office, tmp_path / "csv", ExportForm.CSV)
    assert {path.name for path in made.files} == {"applications.csv", "tenants.csv", "columns.csv"}
    tables = {path.stem: table(path) for path in made.files}
    rows = {row["number"]: row for row in tables["applications"]}
    assert rows[SECOND]["title"].replace("\r\n", "\n") == "=1+1, “项目”\n二期"
    assert rows[FIRST]["credit_code"] == "91350100M000100Y43"
    assert rows[FIRST]["direction"] == "未来信息"
    assert rows[FIRST]["amount_wan"] == "600.5"
    assert [(row["number"], row["row"], row["name"]) for row in tables["tenants"]] == [
        (FIRST, "1", "甲一公司"),
        (FIRST, "2", "甲二公司"),
    ]


def test_attachments_go_into_folders_by_rule_and_one_that_is_gone_is_listed(
    office: Workspace, tmp_path: Path
) -> None:
    attach_one(office, tmp_path)
    attach_one(office, tmp_path, "租赁合同.pdf")
    [uid] = [row.uid for row in application_rows(office.reader, [FIRST])]
    gone = next(x for x in answers_of(office.reader, [uid])[uid].files if x.name == "租赁合同.pdf")
    stored = office.folder / "attachments" / gone.sha256[:2] / gone.sha256
    stored.unlink()
    made = export(office, tmp_path / "out", ExportForm.FOLDERS)
    assert made.copied == 1
    assert [number for number, _ in made.failures] == [FIRST]
    copies = list((tmp_path / "out").rglob("*.pdf"))
    assert [path.name for path in copies] == ["营业执照.pdf"]
    assert copies[0].read_bytes() == (tmp_path / "营业执照.pdf").read_bytes()
    assert copies[0].parent.parent.name == f"{FIRST} 示例量子科技有限公司"
    assert [line["文件"] == "" for line in table(made.files[0])] == [False, True]


def test_two_files_of_one_name_get_names_of_their_own(office: Workspace, tmp_path: Path) -> None:
    attach_one(office, tmp_path)
    attach(office, number=SECOND, slot="licence", file=examine(tmp_path / "营业执照.pdf"))
    made = export(office, tmp_path / "out", ExportForm.FOLDERS, names="全部/{file}")
    assert made.copied == 2
    names = {path.name for path in (tmp_path / "out" / "全部").iterdir()}
    assert names == {"营业执照.pdf", "营业执照 (2).pdf"}


@pytest.mark.parametrize("pattern", ["{number}", "{file}/{number}", "{nosuch}/{file}", "{file.x}"])
def test_a_pattern_that_names_no_file_is_refused(
    office: Workspace, tmp_path: Path, pattern: str
) -> None:
    with pytest.raises(NamePatternError):
        export(office, tmp_path / "out", ExportForm.FOLDERS, names=pattern)
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize("form", [ExportForm.CSV, ExportForm.FOLDERS])
def test_a_folder_with_files_is_left_alone(
    office: Workspace, tmp_path: Path, form: ExportForm
) -> None:
    mine = tmp_path / "mine"
    mine.mkdir()
    (mine / "a.txt").write_text("mine", encoding="utf-8")
    with pytest.raises(FolderNotEmptyError):
        export(office, mine, form)
    assert [path.name for path in mine.iterdir()] == ["a.txt"]
    assert sorted(path.name for path in tmp_path.iterdir()) == ["mine", "office"]


def test_nothing_is_exported_among_the_attachments(office: Workspace) -> None:
    with pytest.raises(OwnFileError):
        export(office, office.folder / "attachments" / "out", ExportForm.CSV)
