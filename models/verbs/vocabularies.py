# SPDX-License-Identifier: Apache-2.0
"""Local sub-fields and vocabularies of the office's own."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select

from models.duties import Duty
from models.errors import UserError
from models.language import Label, message
from models.programme.own_vocabulary import read_own_vocabulary
from models.rules.text import clean
from models.tables import LocalTerm, Trash, VocabularyVersion
from models.unknown import UnknownNameError
from models.verbs.calls import SameVersionError
from models.verbs.required import required_text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from models.programme.vocabulary import Vocabulary
    from models.workspace import Workspace


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
    """Add a term of the office's own to a vocabulary, below another one where it belongs.

    Raises:
        EmptyTextError: Its id or its name says nothing.
        TermThereError: The vocabulary has a term with that id or name.
        UnknownNameError: There is no such vocabulary, or no such term above.
    """
    key, zh = required_text(key, message("id")), required_text(label.zh, message("name"))
    label = Label(zh, clean(label.en).text or zh)
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
            en=label.en,
            aliases=[text for alias in aliases if (text := clean(alias).text)] or None,
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


def add_vocabulary(workspace: Workspace, *, text: str, file: str = "vocabulary.toml") -> str:
    """Add a vocabulary of the office's own from its TOML text, or a new version of it; its id comes back.

    Args:
        file: What the text is called in messages.

    Raises:
        DefinitionError: The text has mistakes; all are listed.
        SameVersionError: That version is known with another text.
    """
    vocabulary = read_own_vocabulary(text, file=file)
    same = workspace.reader.first(
        select(VocabularyVersion.text).where(
            VocabularyVersion.key == vocabulary.id,
            VocabularyVersion.version == vocabulary.version,
            VocabularyVersion.local.is_(True),
            VocabularyVersion.trashed == Trash.LIVE,
        )
    )
    if same is not None and same.text != text:
        raise SameVersionError(file, vocabulary.version)
    step = message("Add the vocabulary “{vocabulary}”", vocabulary=vocabulary.label)
    with workspace.change(step, duty=Duty.CHECK) as change:
        if same is None:
            change.insert(
                VocabularyVersion,
                key=vocabulary.id,
                version=vocabulary.version,
                text=text,
                local=True,
            )
    return vocabulary.id
