# SPDX-License-Identifier: Apache-2.0
"""All commands in one table: name, what runs, what it is for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gui.commands import (
    applicants,
    binding,
    calls,
    clearing,
    comparing,
    exporting,
    forms,
    intake,
    issued,
    keeping,
    looking,
    office,
    papers,
    printing,
    programmes,
    recording,
    sample,
    stages,
    template,
    versions,
    vocabularies,
    window,
)
from gui.commands.building import Commands, group
from models.language import message

if TYPE_CHECKING:
    from gui.commands.building import Branch, Line
    from gui.commands.help import Group

_TOP: tuple[Line, ...] = (
    ("demo", sample.demo, message("Make a sample office and do the main job on it.")),
    ("open", window.open_, message("Open the window, on an office where one is named.")),
    ("new", office.new, message("Make a workspace for an office.")),
    ("office", office.office, message("Show the office or edit it.")),
    ("add", recording.add, message("Record applications from a JSON file.")),
    (
        "template",
        template.template,
        message("Write the intake workbook of a call, blank or filled."),
    ),
    (
        "import",
        intake.import_,
        message("Import applications from a workbook, a text table or a Word form."),
    ),
    ("list", looking.list_, message("List applications: find, filter, sort.")),
    ("show", looking.show, message("Show all about an application.")),
    ("history", looking.history, message("Show who changed what, when and why.")),
    ("set", recording.set_, message("Set fields of an application.")),
    ("tag", recording.tag, message("Tag applications by direction, product and labels.")),
    ("verify", recording.verify, message("Record a verified value beside the claimed one.")),
    ("accept", recording.accept, message("Accept a warning with a reason.")),
    ("attach", recording.attach, message("Attach a file to a slot.")),
    ("detach", recording.detach, message("Remove an attachment.")),
    (
        "clear",
        clearing.clear,
        message("Clear attachments for experts: nothing in them tells whose they are."),
    ),
    (
        "offers",
        comparing.offers,
        message("List what a PDF with text says about the fields of an application."),
    ),
    ("advance", stages.advance, message("Move applications to a stage.")),
    ("revert", stages.revert, message("Put applications back into the stage they came from.")),
    ("undo", stages.undo, message("Take back your last step.")),
    ("redo", stages.redo, message("Do again what you took back.")),
    ("trash", stages.trash, message("Put applications into the trash, list it, or empty it.")),
    ("packet", printing.packet, message("Print review packets as PDF.")),
    ("book", binding.book, message("Print all packets of a call as one book.")),
    ("summary", printing.summary, message("Export the summary of a call as Excel or PDF.")),
    (
        "export",
        exporting.export,
        message("Export data for other programs: JSON, CSV, or attachments in folders."),
    ),
    ("letter", papers.letter, message("Write the letter of recommendation of a call as PDF.")),
    ("paper", papers.paper, message("Show how papers look, edit it or try it.")),
    ("fonts", papers.fonts, message("Show in which fonts papers are set on this machine.")),
    (
        "application-form",
        forms.application_form,
        message("Write the application form of an application in Word."),
    ),
    (
        "version",
        versions.version,
        message("Open a printed version by its code: the same as now, or what changed."),
    ),
    ("check", keeping.check, message("Check database, history chain and attachments.")),
    ("backup", keeping.backup, message("Take a backup.")),
    ("restore", keeping.restore, message("Make a workspace from a backup, in a new folder.")),
)

_GROUPS: tuple[Branch, ...] = (
    (
        "programme",
        message("Programmes: the definitions of kinds of support."),
        (
            ("list", programmes.list_, message("List the programmes.")),
            ("show", programmes.show, message("Show fields, rules and stages of a programme.")),
            ("check", programmes.check, message("Check a definition; every mistake is listed.")),
            ("add", programmes.add, message("Put a definition of your own into a workspace.")),
        ),
    ),
    (
        "call",
        message("Calls: rounds of applications under one notice."),
        (
            ("add", calls.add, message("Open a call.")),
            ("list", calls.list_, message("List the calls.")),
            ("amend", calls.amend, message("Amend a call by a supplementary notice.")),
        ),
    ),
    (
        "applicant",
        message("Applicants: one master record each, with all their applications."),
        (
            ("list", applicants.list_, message("List applicants.")),
            ("show", applicants.show, message("Show an applicant and its applications.")),
            ("rename", applicants.rename, message("Give an applicant its new name.")),
        ),
    ),
    (
        "vocabulary",
        message("Vocabularies: directions, products, tasks, and those of the office."),
        (
            ("list", vocabularies.list_, message("List vocabularies, or the terms of one.")),
            ("add", vocabularies.add, message("Add a vocabulary of the office's own.")),
            ("term", vocabularies.term, message("Add a local term to a vocabulary.")),
        ),
    ),
    (
        "form",
        message(
            "Forms of others: the ministry's workbook, an office's Word form, filled by a map."
        ),
        (
            ("suggest", forms.suggest, message("Suggest what goes where in an empty form.")),
            ("add", forms.add, message("Keep an empty form and what goes where in it.")),
            ("list", forms.list_, message("List the forms that are kept.")),
            ("show", forms.show, message("Show what goes where in a form.")),
            ("remove", forms.remove, message("Remove a form.")),
            ("fill", forms.fill, message("Fill a form that is kept.")),
        ),
    ),
    (
        "reports",
        message("What went out: the list, making it again, to whom it went."),
        (
            ("list", issued.list_, message("List what went out, or write it as a log.")),
            (
                "rebuild",
                issued.rebuild,
                message("Make again what went out, and compare it byte for byte."),
            ),
            ("send", issued.send, message("Note to whom something went.")),
        ),
    ),
    (
        "operator",
        message("Operators: who works here, and with which duties."),
        (
            ("add", office.add_operator, message("Add an operator.")),
            ("edit", office.edit_operator, message("Change the duties or the PIN of an operator.")),
            ("list", office.list_operators, message("List the operators.")),
        ),
    ),
)


def build_app() -> Group:
    """Put the commands together, in the language of this run."""
    purpose = message(
        "Record, review and report applications to future-industry programmes, offline."
        " Every command takes --json, --lang zh|en, --operator NAME and --pin PIN."
    )
    return group("xiandao", purpose, Commands(_TOP, _GROUPS))
