# SPDX-License-Identifier: Apache-2.0
"""Local sub-fields and vocabularies of the office's own."""

from __future__ import annotations

import tomllib
from typing import TYPE_CHECKING

from sqlalchemy import select

from models.duties import Duty
from models.errors import UserError
from models.language import Label, message
from models.programme.toml_words import toml_fault
from models.programme.vocabulary import read_vocabulary
from models.tables import LocalTerm, Trash, VocabularyVersion
from models.unknown import UnknownNameError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from models.language import Message
    from models.programme.vocabulary import Vocabulary
    from models.workspace import Workspace


class VocabularyFileError(UserError):
    """The text of a vocabulary cannot be used."""

    def __init__(self, detail: Message) -> None:
        super().__init__(message("The vocabulary cannot be used: {detail}", detail=detail))


class TermThereError(UserError):
    """The vocabulary has a term with that id or name."""

    def __init__(self, name: str, vocabulary: Label) -> None:
        super().__init__(
            message("“{vocabulary}” has a term “{name}” already.", name=name, vocabulary=vocabulary)
        )


def add_term(
    workspace: Workspace,
    *,
    vocabulary: str,
    key: str,
    label: Label,
    parent: str = "",
    aliases: Sequence[str] = (),
) -> str:
    """Add a term of the office's own to a vocabulary, below another one where it belongs."""
    known = workspace.reader.library.vocabularies()
    found = known.get(vocabulary)
    if found is None:
        raise UnknownNameError(message("vocabulary"), vocabulary, list(known))
    if found.get(key) or found.find(label.zh):
        raise TermThereError(label.zh, found.label)
    above = ""
    if parent:
        term = found.find(parent)
        if term is None:
            raise UnknownNameError(message("term"), parent, [item.label.zh for item in found.terms])
        above = term.id
    step = message("Add the term “{term}” to “{vocabulary}”", term=label, vocabulary=found.label)
    with workspace.change(step, duty=Duty.CHECK) as change:
        return change.insert(
            LocalTerm,
            vocabulary=vocabulary,
            key=key,
            parent=above or None,
            zh=label.zh,
            en=label.en or label.zh,
            aliases=list(aliases) or None,
            retired=False,
        )


def free_key(vocabulary: Vocabulary, parent: str = "") -> str:
    """An id for a further term of the office's own; records refer to it, so it never changes."""
    stem, n = f"{parent or vocabulary.id}.local", 1
    while vocabulary.get(f"{stem}-{n}"):
        n += 1
    return f"{stem}-{n}"


def retire_term(workspace: Workspace, *, vocabulary: str, key: str) -> None:
    """Retire a term of the office's own: records keep it, nobody can choose it any more."""
    row = workspace.reader.first(
        select(LocalTerm.__table__).where(
            LocalTerm.vocabulary == vocabulary,
            LocalTerm.key == key,
            LocalTerm.trashed == Trash.LIVE,
        )
    )
    if row is None:
        raise UnknownNameError(message("term"), key, [])
    step = message("Retire the term “{term}”", term=Label(row.zh, row.en))
    with workspace.change(step, duty=Duty.CHECK) as change:
        change.set(LocalTerm, row.uid, {"retired": True})


def add_vocabulary(workspace: Workspace, *, text: str) -> str:
    """Add a vocabulary of the office's own from its TOML text, or a new version of it."""
    try:
        vocabulary = read_vocabulary(text, local=True)
    except tomllib.TOMLDecodeError as error:
        raise VocabularyFileError(toml_fault(error)) from None
    except KeyError as error:
        raise VocabularyFileError(message("the key {key} is missing", key=str(error))) from None
    except TypeError:
        fault = message("its keys have other kinds of values than a vocabulary has")
        raise VocabularyFileError(fault) from None
    step = message("Add the vocabulary “{vocabulary}”", vocabulary=vocabulary.label)
    with workspace.change(step, duty=Duty.CHECK) as change:
        change.insert(
            VocabularyVersion,
            key=vocabulary.id,
            version=vocabulary.version,
            text=text,
            local=True,
        )
    return vocabulary.id
