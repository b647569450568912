# SPDX-License-Identifier: Apache-2.0
"""From a form and what it is to be filled with to an order; and forms that are kept with their map."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from models.errors import UserError
from models.filling.mapping import Scope, map_data
from models.filling.reading import load_fill_map, read_fill_map
from models.language import message
from models.orders import FormOrder
from models.views.find import application_row, call_row

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from models.language import Language
    from models.programme.schema import Programme
    from models.programme.vocabulary import Vocabulary
    from models.reader import Reader
    from models.views.forms import Form
    from models.workspace import Workspace


def keep_form(
    workspace: Workspace,
    *,
    template: Path,
    map_file: Path,
    call: str,
    key: str = "",
    title: str = "",
    replace: bool = False,
) -> Form:
    """Keep an empty form with its map, once it is seen that the one fits the other.

    Args:
        call: Whose programme has the fields that the map names.

    Raises:
        UserError: A file cannot be read, the map has faults, or does not fit the form.
    """
    return keep_map(
        workspace,
        template=template,
        data=load_fill_map(map_file),
        call=call,
        key=key,
        title=title,
        name=template.name,
        map_name=map_file.name,
        replace=replace,
    )


def keep_map(
    workspace: Workspace,
    *,
    template: Path,
    data: Mapping[str, Any],
    call: str,
    key: str = "",
    title: str = "",
    name: str,
    map_name: str = "",
    replace: bool = False,
) -> Form:
    """Keep an empty form with a map from its data, as `keep_form` does.

    Args:
        name: The name of the file of the empty form.
        map_name: What the map is called in messages; the name of the form where it has none.
    """
    from models.verbs.forms import add_form
    from models.views.forms import form_row
    from reports.filling import check_form

    programme, vocabularies = programme_of(workspace.reader, call)
    found = read_fill_map(data, programme, vocabularies, name=map_name or name)
    check_form(template, found, name=name)
    made = add_form(
        workspace,
        template=template,
        mapping=map_data(found),
        programme=programme.id,
        key=key,
        title=title,
        name=name,
        replace=replace,
    )
    return form_row(workspace.reader, made)


def programme_of(reader: Reader, call: str) -> tuple[Programme, Mapping[str, Vocabulary]]:
    """The programme of a call, as it judges now, and the vocabularies that it uses."""
    row = call_row(reader, call)
    return (
        reader.library.programme(row.definition_uid),
        reader.library.vocabularies(row.definition_uid),
    )


def form_order(
    reader: Reader, form: Form, what: str, *, language: Language, accept: bool = False
) -> FormOrder:
    """The order that fills a kept form.

    Args:
        what: The number of an application, or the id of a call, as the map is about.
        accept: Values that do not fit the form are written too.

    Raises:
        UnknownNumberError: There is no such application.
        UnknownCallError: There is no such call.
        OtherProgrammeError: The form is of another programme.
    """
    application = ""
    if form.mapping.get("scope") == Scope.APPLICATION.value:
        row = application_row(reader, what)
        call, application = row.call_uid, row.uid
    else:
        call = call_row(reader, what).uid
    programme = programme_of(reader, call)[0]
    if programme.id != form.programme:
        raise OtherProgrammeError(form, programme)
    return order_of(form, call=call, application=application, language=language, accept=accept)


class OtherProgrammeError(UserError):
    """A form was kept for one programme, and what shall be put into it is of another."""

    def __init__(self, form: Form, programme: Programme) -> None:
        super().__init__(
            message(
                "The form {form} was kept for the programme {kept}, and this is of {programme}. Nothing"
                " was filled; keep the form once more for that programme.",
                form=form.key,
                kept=form.programme,
                programme=programme.id,
            )
        )


def order_of(
    form: Form, *, call: str, application: str = "", language: Language, accept: bool = False
) -> FormOrder:
    """The order that fills a kept form; call and application by uid."""
    return FormOrder(
        call=call,
        application=application,
        form=form.key,
        name=form.file,
        sha256=form.sha256,
        mapping=form.mapping,
        accept=accept,
        language=language,
    )
