# SPDX-License-Identifier: Apache-2.0
"""Seeing the office's template before it is used: with an application of the register, or a blank one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from models.dossier import CallFacts, Dossier, OfficeFacts
from models.programme.answers import Answers
from models.programme.loading import programme_text, read_programme
from models.programme.vocabulary import shipped_vocabularies
from models.views import dossiers, register
from models.views.paper import emblem_path

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from models.language import Language
    from models.paper import Paper
    from models.reader import Reader
    from reports.typesetting.office_fonts import OfficeFont

_SAMPLE = "incubator"


def preview_paper(
    reader: Reader,
    paper: Paper,
    out: Path,
    *,
    language: Language,
    emblem: Path | None = None,
    fonts: Sequence[OfficeFont] = (),
    replace: bool = False,
) -> int:
    """Write a cover, a page with tables and a letter by a template; how many pages come back.

    Args:
        emblem: A picture that is not kept yet; the one that the template names where not given.
        fonts: Those of this machine, where they were looked for already.
    """
    from reports.paper_preview import write_paper_preview
    from reports.typesetting.office_fonts import office_fonts

    picture = emblem or emblem_path(reader.folder, paper)
    sample = _with(paper, _dossier(reader, language), picture)
    found = fonts or office_fonts()
    return write_paper_preview(sample, out, language=language, fonts=found, replace=replace)


def _with(paper: Paper, dossier: Dossier, emblem: Path | None) -> Dossier:
    from dataclasses import replace

    path = str(emblem) if emblem and emblem.is_file() else ""
    return replace(dossier, office=replace(dossier.office, paper=paper, emblem=path))


def _dossier(reader: Reader, language: Language) -> Dossier:
    """The first application of the register; where there is none, a blank one."""
    uids = register.uids(reader, register.Query(), limit=1)
    return dossiers.dossier(reader, uids[0]) if uids else _blank(reader, language)


def _blank(reader: Reader, language: Language) -> Dossier:
    programme = read_programme(programme_text(_SAMPLE), file=f"{_SAMPLE}.toml")
    office: OfficeFacts = dossiers.office_facts(reader)
    title = programme.object.text(language)
    return Dossier(
        uid="",
        number="0000",
        office=office,
        call=CallFacts(id="", title=programme.label.text(language), programme_id=programme.id),
        programme=programme,
        vocabularies=shipped_vocabularies(),
        answers=Answers(programme, {"title": title, "applicant": office.writes_as}),
        stage=programme.first_stage,
        steps=(),
        problems=(),
        version_code="0000-0000",
        head=dossiers.history_head(reader),
        today=dossiers.today(),
    )
