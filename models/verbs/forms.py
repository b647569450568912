# SPDX-License-Identifier: Apache-2.0
"""Forms of others that the office fills (N4): the empty form by its hash, and the map of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from models.duties import Duty
from models.errors import RefusedError
from models.language import message
from models.rules.text import clean
from models.storage.attachments import store_file
from models.tables import FormMap
from models.views.forms import form_row, forms

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from models.workspace import Workspace

_LONGEST_KEY = 80
_LONGEST_TITLE = 200


class FormThereError(RefusedError):
    """Another form has that key."""

    def __init__(self, key: str) -> None:
        super().__init__(
            message(
                "There is a form {key} already. Choose another key, or allow it to be replaced.",
                key=key,
            )
        )


def add_form(
    workspace: Workspace,
    *,
    template: Path,
    mapping: Mapping[str, Any],
    programme: str,
    key: str = "",
    title: str = "",
    name: str = "",
    replace: bool = False,
) -> str:
    """Keep an empty form and its map; its key comes back.

    The same form with the same map is kept once.

    Args:
        template: The file of the empty form.
        mapping: Of `models.filling.mapping.map_data`; what calls this has seen that it fits.
        programme: The id of the programme whose fields it names.
        key: By what it is named; made from the name of the file where it is empty.
        title: What it is called; the name of the file where it is empty.
        name: The name of the file, where it is another than that of `template`.
        replace: The form that has the key already gets this file and this map.

    Raises:
        CannotReadError: The file cannot be read.
        FormThereError: Another form has the key, and `replace` is not set.
        ReadOnlyError: The workspace is open for reading.
    """
    file = clean(name or template.name).text
    stem = file.rpartition(".")[0] or file
    given = clean(key).text[:_LONGEST_KEY]
    called = clean(title).text[:_LONGEST_TITLE] or stem[:_LONGEST_TITLE]
    step = message("Keep the form “{title}” and what goes where in it", title=called)
    with workspace.change(step, duty=Duty.CHECK) as change:
        sha, _size = store_file(workspace.folder, template)
        known = {form.key: form for form in forms(change.reader)}
        for form in known.values():
            same = (form.sha256, form.programme) == (sha, programme)
            if not given and same and form.mapping == mapping:
                return form.key
        wanted = given or _free(stem[:_LONGEST_KEY], known)
        values = {
            "title": called,
            "programme": programme,
            "file": file,
            "sha256": sha,
            "mapping": dict(mapping),
        }
        there = known.get(wanted)
        if there is None:
            change.insert(FormMap, key=wanted, **values)
        elif not replace:
            raise FormThereError(wanted)
        else:
            change.set(FormMap, there.uid, values)
    return wanted


def remove_form(workspace: Workspace, *, key: str) -> None:
    """Put a form into the trash; what was made of it can still be made again.

    Raises:
        UnknownNameError: There is none with that key.
    """
    form = form_row(workspace.reader, key)
    step = message("Remove the form “{title}”", title=form.title)
    with workspace.change(step, duty=Duty.CHECK) as change:
        change.trash(FormMap, [form.uid])


def _free(stem: str, known: Mapping[str, Any]) -> str:
    key, n = stem, 1
    while key in known:
        n += 1
        key = f"{stem[: _LONGEST_KEY - 8]}-{n}"
    return key
