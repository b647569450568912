# SPDX-License-Identifier: Apache-2.0
"""The office's template: edited as a file, kept in the register, its emblem with the attachments."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING

import pytest
from PIL import Image

from models.language import Label, Language
from models.paper import Paper, paper_from_json, paper_to_json, paper_to_toml, read_paper
from models.programme.loading import DefinitionError
from models.storage.attachments import attachment_path
from models.storage.backup import BackupReason, back_up
from models.storage.integrity import check_workspace
from models.storage.restore import restore
from models.verbs.paper import EmblemError, set_paper
from models.verbs.steps import undo
from models.verbs.trash import empty_trash
from models.views.dossiers import office_facts
from models.views.paper import office_paper
from tests.offices import faults

if TYPE_CHECKING:
    from pathlib import Path

    from models.workspace import Workspace

PARTS = ("cover", "contents", "sections")
OWN = """
[office]
name = "示例市经济和信息化局文件"
emblem_mm = 22.5

[cover]
title = { zh = "{object}\\n申报材料", en = "{object}" }
foot = [{ zh = "{office}", en = "{office}" }]

[packet]
parts = ["cover", "sections"]

[letter]
number = "示经信函〔{year}〕{n}号"
seal = true
"""


def _picture() -> bytes:
    file = BytesIO()
    Image.new("RGB", (8, 8), "red").save(file, "PNG")
    return file.getvalue()


PNG = _picture()


def test_what_was_written_to_a_file_reads_the_same() -> None:
    paper = read_paper(OWN, file="own.toml", parts=PARTS)
    assert read_paper(paper_to_toml(paper), file="again.toml", parts=PARTS) == paper
    assert read_paper(paper_to_toml(Paper()), file="usual.toml", parts=PARTS) == Paper()


def test_what_the_register_keeps_reads_the_same_and_holds_only_what_is_own() -> None:
    paper = read_paper(OWN, file="own.toml", parts=PARTS)
    stored = paper_to_json(paper)
    assert paper_from_json(stored) == paper
    assert stored["letter"] == {"number": "示经信函〔{year}〕{n}号", "seal": True}
    assert paper_to_json(Paper()) == {}
    assert paper_from_json({**stored, "later": {"x": 1}}) == paper
    assert paper.cover.title == Label("{object}\n申报材料", "{object}")


def test_every_mistake_is_listed_with_its_place_and_the_name_that_was_meant() -> None:
    wrong = (
        OWN.replace("{object}\\n", "{objet}\\n")
        .replace('"sections"]', '"section", "cover"]')
        .replace("{n}号", "{nr}号")
        .replace("seal = true", 'seal = "ja"\ncopis = ""')
    )
    with pytest.raises(DefinitionError) as raised:
        read_paper(wrong, file="own.toml", parts=PARTS)
    found = {fault.key: fault.near for fault in raised.value.faults}
    assert found == {
        "letter.seal": "",
        "letter.copis": "copies",
        "cover.title": "object",
        "letter.number": "n",
        "packet.parts[1]": "sections",
        "packet.parts[2]": "",
    }


def test_a_number_has_room_where_none_is_given_yet() -> None:
    paper = read_paper(OWN, file="own.toml", parts=PARTS)
    assert paper.numbered(2026, 12) == "示经信函〔2026〕12号"
    assert paper.numbered(2026, None) == "示经信函〔2026〕   号"


def test_it_is_set_and_taken_back_as_any_step(office: Workspace) -> None:
    paper = read_paper(OWN, file="own.toml", parts=PARTS)
    set_paper(office, paper=paper)
    assert office_paper(office.reader) == paper
    assert office_facts(office.reader).paper == paper
    undo(office)
    assert office_paper(office.reader) == Paper()
    assert not faults(office)


def test_the_emblem_goes_with_every_backup_and_stays_when_the_trash_is_emptied(
    office: Workspace, tmp_path: Path
) -> None:
    picture = tmp_path / "emblem.png"
    picture.write_bytes(PNG)
    set_paper(office, paper=Paper(), emblem=picture)
    sha256 = office_paper(office.reader).office.emblem
    empty_trash(office, confirmed=True)
    assert office_facts(office.reader).emblem == str(attachment_path(office.folder, sha256))
    out = back_up(office.folder, BackupReason.MANUAL, out=tmp_path / "whole.zip")
    assert out is not None
    assert not restore(out, tmp_path / "again").lost
    assert attachment_path(tmp_path / "again", sha256).read_bytes() == PNG
    attachment_path(office.folder, sha256).unlink()
    (fault,) = check_workspace(office.reader).faults
    assert "emblem" in fault.text(Language.EN)
    lost = restore(_packed(office, tmp_path), tmp_path / "third").lost
    assert [item.name for item in lost] == ["Emblem of the office"]


def _packed(office: Workspace, folder: Path) -> Path:
    out = back_up(office.folder, BackupReason.MANUAL, out=folder / "without.zip")
    assert out is not None
    return out


def test_only_a_picture_can_be_the_emblem(office: Workspace, tmp_path: Path) -> None:
    wrong = tmp_path / "emblem.svg"
    wrong.write_text("<svg/>", encoding="utf-8")
    with pytest.raises(EmblemError, match="PNG or JPEG"):
        set_paper(office, paper=Paper(), emblem=wrong)
    assert office_paper(office.reader) == Paper()


def test_a_broken_picture_is_refused_before_it_stops_every_packet(
    office: Workspace, tmp_path: Path
) -> None:
    broken = tmp_path / "emblem.png"
    broken.write_bytes(PNG[:20])
    with pytest.raises(EmblemError, match="PNG or JPEG"):
        set_paper(office, paper=Paper(), emblem=broken)
    assert office_paper(office.reader) == Paper()
