# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

import shlex
from pathlib import Path
from typing import Annotated

import typer

from gui.commands import output
from gui.commands.asked import Folder
from gui.commands.opening import reading, writing
from gui.commands.options import options
from models.duties import Duty
from models.errors import UserError
from models.language import Listing, Message, message
from models.unknown import UnknownNameError


class NothingGivenError(UserError):
    """An operator was to be changed, but not in what."""

    def __init__(self) -> None:
        super().__init__(message("Say what to change: duties or PIN (--duty, --new-pin)."))


def new(
    folder: Folder,
    office: Annotated[str, typer.Option(help=str(message("Name of the office.")))],
    region: Annotated[
        str, typer.Option(help=str(message("Its division, six digits or full name.")))
    ] = "",
) -> int:
    """Make a workspace."""
    from models.verbs.required import required_text
    from models.views.find import division_code
    from models.workspace import Workspace

    code = ""
    if region:
        code = division_code(region)
    office = required_text(office, message("name of the office"))
    with Workspace.create(
        Path(folder), office=office, region=code or None, operator=options().operator
    ) as workspace:
        output.show(
            {"folder": str(workspace.folder), "office": office, "region": code},
            message("Made the workspace of {office} in {folder}.", office=office, folder=folder),
            message("It is for non-classified material only."),
            message(
                "Next, open a call: xiandao call add {folder} --programme incubator --title TITLE",
                folder=shlex.quote(folder),
            ),
        )
    return 0


def office(
    folder: Folder,
    name: Annotated[str | None, typer.Option(help=str(message("A new name.")))] = None,
    contact: Annotated[str | None, typer.Option(help=str(message("Whom to ask.")))] = None,
    phone: Annotated[str | None, typer.Option(help=str(message("Their telephone.")))] = None,
    backup_place: Annotated[
        str | None, typer.Option(help=str(message("A second folder for every backup.")))
    ] = None,
) -> int:
    """Show or edit the office."""
    from models.verbs.office import edit_office
    from models.views.dossiers import office_facts

    values = {"name": name, "contact": contact, "phone": phone, "backup_place": backup_place}
    wanted = {key: value for key, value in values.items() if value is not None}
    if wanted:
        with writing(folder) as workspace:
            edit_office(workspace, values=wanted)
    with reading(folder) as opened:
        facts, place = office_facts(opened.reader), opened.second_backup_place()
    if place and not Path(place).is_dir():
        output.warn(
            message("{place} is not there; backups are copied to it once it is.", place=place)
        )
    output.show(
        {"name": facts.name, "region": facts.region, "contact": facts.contact,
         "phone": facts.phone, "backup_place": place},
        f"{facts.name}  {facts.region}",
        f"{facts.contact}  {facts.phone}".strip(),
        message("Second place for backups: {place}", place=place or "—"),
    )  # fmt: skip
    return 0


def add_operator(
    folder: Folder,
    name: Annotated[str, typer.Argument(metavar="NAME")],
    duty: Annotated[
        list[str] | None, typer.Option(help=str(message("enter, check, approve, expert or read.")))
    ] = None,
    new_pin: Annotated[str, typer.Option(help=str(message("A PIN for the new operator.")))] = "",
) -> int:
    """Add an operator."""
    from models.verbs import office

    duties = [_duty(item) for item in duty or ["enter"]]
    with writing(folder) as workspace:
        office.add_operator(workspace, name=name, duties=duties, pin=new_pin)
    output.show(
        {"name": name, "duties": duties}, message("Added {name}.", name=name), *_about_pin(new_pin)
    )
    return 0


def edit_operator(
    folder: Folder,
    name: Annotated[str, typer.Argument(metavar="NAME")],
    duty: Annotated[
        list[str] | None, typer.Option(help=str(message("enter, check, approve, expert or read.")))
    ] = None,
    new_pin: Annotated[
        str | None, typer.Option(help=str(message("A new PIN; an empty one takes it away.")))
    ] = None,
) -> int:
    """Give an operator other duties or another PIN."""
    from models.verbs import office
    from models.views.operators import operators

    if duty is None and new_pin is None:
        raise NothingGivenError
    with writing(folder) as workspace:
        known = {item.name: item.uid for item in operators(workspace.reader)}
        if name not in known:
            raise UnknownNameError(message("operator"), name, list(known))
        duties = [_duty(item) for item in duty] if duty else None
        office.edit_operator(workspace, uid=known[name], duties=duties, pin=new_pin)
    output.show({"name": name}, message("Changed {name}.", name=name), *_about_pin(new_pin))
    return 0


def _about_pin(pin: str | None) -> tuple[Message, ...]:
    if not pin:
        return ()
    return (message("A PIN separates duties; it does not protect the files of the workspace."),)


def list_operators(folder: Folder) -> int:
    """List operators."""
    from models.views.operators import operators

    with reading(folder) as workspace:
        found = operators(workspace.reader)
    rows = [(item.name, Listing(tuple(duty.label for duty in item.duties)), "•" if item.has_pin else "")
            for item in found]  # fmt: skip
    output.show(found, output.table((message("Name"), message("Duties"), message("PIN")), rows))
    return 0


def _duty(text: str) -> Duty:
    for duty in Duty:
        if text in {duty.value, duty.label.zh, duty.label.en}:
            return duty
    raise UnknownNameError(message("duty"), text, [duty.value for duty in Duty])
