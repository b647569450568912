# SPDX-License-Identifier: Apache-2.0
"""Writing the application form of one application in Word."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gui.outgoing.made import FormNameError
from models.views import dossiers
from models.views.find import application_row, call_row

if TYPE_CHECKING:
    from datetime import date
    from pathlib import Path

    from models.orders import ApplicationFormOrder
    from models.progress import Progress
    from models.reader import Reader
    from reports.application_form.form import WordForm


def make_application_form(
    reader: Reader,
    order: ApplicationFormOrder,
    out: Path,
    *,
    day: date,
    replace: bool = False,
    progress: Progress,
) -> WordForm:
    """Write the application form of one application; `day` is the day that it bears."""
    from reports.application_form import write_application_form
    from reports.intake import IntakeFrame, IntakeRow

    if out.suffix.lower() != ".docx":
        raise FormNameError(out, "docx")
    progress.step(0, 1)
    with reader.snapshot():
        row = application_row(reader, order.application)
        ((facts, answers),) = dossiers.answers_in_order(reader, [row.uid])
        frame = IntakeFrame(
            programme=answers.programme,
            call=dossiers.call_facts(call_row(reader, row.call_uid)),
            office=dossiers.office_facts(reader),
            vocabularies=reader.library.vocabularies(row.definition_uid),
            today=day,
            language=order.language,
        )
        return write_application_form(
            frame,
            IntakeRow(facts.number, answers.stored, answers.rows),
            out,
            replace=replace,
        )
