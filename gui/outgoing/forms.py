# SPDX-License-Identifier: Apache-2.0
"""Filling a form of somebody else's: from the register through its map to a file."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gui.outgoing.made import FormNameError
from models.filling.mapping import Scope
from models.filling.reading import FillMapError, read_fill_map
from models.language import message
from models.views import dossiers, register
from models.views.find import call_row
from models.views.forms import template_path

if TYPE_CHECKING:
    from datetime import date
    from pathlib import Path

    from models.orders import FormOrder
    from models.programme.schema import Programme
    from models.progress import Progress
    from models.reader import Reader
    from reports.filling import Filled, FormResult


def make_form(
    reader: Reader,
    order: FormOrder,
    out: Path,
    *,
    day: date,
    replace: bool = False,
    progress: Progress,
) -> FormResult:
    """Fill a form with the applications of a call that its summary lists, or with one application.

    `day` is the day that it bears.
    """
    from reports.filling import Facts, fill_form

    ending = order.name.rpartition(".")[2].lower()
    if out.suffix.lower() != f".{ending}":
        raise FormNameError(out, ending)
    row = call_row(reader, order.call)
    with reader.snapshot():
        programme = reader.library.programme(row.definition_uid)
        vocabularies = reader.library.vocabularies(row.definition_uid)
        fill_map = read_fill_map(order.mapping, programme, vocabularies, name=order.name)
        if (fill_map.scope is Scope.APPLICATION) != bool(order.application):
            raise FillMapError(order.name, [_ONE if order.application == "" else _ALL])
        uids, filters = (
            ([order.application], "")
            if order.application
            else _listed(reader, row.uid, programme, order)
        )
        facts = Facts(
            programme=programme,
            call=dossiers.call_facts(row),
            office=dossiers.office_facts(reader),
            vocabularies=vocabularies,
            today=day,
            language=order.language,
        )
        return fill_form(
            template_path(reader, order.sha256),
            fill_map,
            facts,
            _filled(reader, uids),
            out,
            progress=progress,
            name=order.name,
            accept=order.accept,
            replace=replace,
            filters=filters,
        )


def _filled(reader: Reader, uids: list[str]) -> list[Filled]:
    from reports.filling import Filled

    return [
        Filled(facts.number, facts.stage, answers, facts.received, answers.partners)
        for facts, answers in dossiers.answers_in_order(reader, uids)
    ]


def _listed(
    reader: Reader, call: str, programme: Programme, order: FormOrder
) -> tuple[list[str], str]:
    """The applications that the summary of a call lists, and in words where these are all."""
    stages, sort = programme.summary.stages, ",".join(programme.summary.order)
    query = register.Query(call=call, stages=stages, sort=sort)
    if stages and register.count(reader, query) == 0:
        query = register.Query(call=call, sort=sort)
        return list(register.uids(reader, query)), _NONE_LISTED.text(order.language)
    return list(register.uids(reader, query)), ""


_NONE_LISTED = message(
    "No application has reached the stages that this summary lists, so all of them are listed."
)
_ONE = message("the form is about one application; name its number")
_ALL = message("the form is a list of a call, not about one application")
