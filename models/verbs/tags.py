# SPDX-License-Identifier: Apache-2.0
"""Tagging applications by direction, product, tasks, labels and vocabularies of the office."""

from __future__ import annotations

import difflib
from typing import TYPE_CHECKING, Any

from models.errors import UserError
from models.language import message, plural
from models.rules.text import clean
from models.storage.backup import BackupReason
from models.tables import Application
from models.verbs.applications import BULK
from models.verbs.entries import UnknownFieldsError
from models.verbs.required import required_text
from models.views.find import live_applications

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from models.programme.vocabulary import Vocabulary
    from models.workspace import Workspace


class UnknownTermError(UserError):
    """A vocabulary has no such term; the nearest is offered."""

    def __init__(self, vocabulary: Vocabulary, text: str) -> None:
        near = vocabulary.nearest(text)
        super().__init__(
            message(
                "“{text}” is no term of “{vocabulary}”. Did you mean “{near}”?",
                text=text,
                vocabulary=vocabulary.label,
                near=near.label,
            )
            if near
            else message(
                "“{text}” is no term of “{vocabulary}”.", text=text, vocabulary=vocabulary.label
            )
        )


class NothingToTagError(UserError):
    """No tag was named."""

    def __init__(self) -> None:
        super().__init__(
            message(
                "Say which tag: a direction, a product category, a label, a task or a term of another"
                " vocabulary (--direction, --product, --label, --task, --add, --remove)."
            )
        )


def tag_application(
    workspace: Workspace,
    *,
    numbers: Sequence[str],
    direction: str | None = None,
    product: str | None = None,
    add: Mapping[str, Sequence[str]] | None = None,
    remove: Mapping[str, Sequence[str]] | None = None,
    reason: str = "",
) -> None:
    """Set the main direction or product and add or remove tags, for one or many applications.

    Args:
        add, remove: Terms or free labels by vocabulary (`directions`, `products`, `tasks`, `labels`,
            or one of the office's own); terms by id, code, name or alias.

    Raises:
        UnknownTermError: A vocabulary has no such term.
        NothingToTagError: No tag was named.
    """
    if direction is None and product is None and not add and not remove:
        raise NothingToTagError
    rows = live_applications(workspace.reader, numbers)
    writes: dict[str, dict[str, Any]] = {}
    for row in rows:
        vocabularies = workspace.reader.library.vocabularies(row.definition_uid)
        new: dict[str, Any] = {}
        for column, key, text in (
            ("direction", "directions", direction),
            ("product", "products", product),
        ):
            if text is not None:
                new[column] = term_of(vocabularies, key, text) if text else None
        tags: dict[str, list[str]] = dict(row.tags or {})
        for key, items in (add or {}).items():
            for item in items:
                wanted = term_of(vocabularies, key, item)
                if wanted not in tags.get(key, []):
                    tags[key] = [*tags.get(key, []), wanted]
        for key, items in (remove or {}).items():
            gone = {term_of(vocabularies, key, item) for item in items}
            tags[key] = [item for item in tags.get(key, []) if item not in gone]
        touched = {*(add or {}), *(remove or {})}
        new |= {f"tags/{key}": tags.get(key) or None for key in touched}
        writes[row.uid] = new
    step = (
        message("Tag {number}", number=rows[0].number)
        if len(rows) == 1
        else plural("Tag {n} application", "Tag {n} applications", n=len(rows))
    )
    if len(rows) >= BULK:
        workspace.back_up(BackupReason.BULK)
    with workspace.change(step, reason=reason) as change:
        change.set_many(Application, writes)


def term_of(vocabularies: Mapping[str, Vocabulary], key: str, text: str) -> str:
    """The id of a term by what somebody typed; a free label stays as it is."""
    cleaned = clean(text).text
    vocabulary = vocabularies.get(key)
    if vocabulary is None:
        if key == "labels":
            return required_text(cleaned, message("label"))
        near = difflib.get_close_matches(key, list(vocabularies), n=1)
        raise UnknownFieldsError([("tags", key, near[0] if near else "")])
    term = vocabulary.find(cleaned)
    if term is None:
        raise UnknownTermError(vocabulary, cleaned)
    return term.id
