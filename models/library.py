# SPDX-License-Identifier: Apache-2.0
"""The programmes and vocabularies of a workspace, read once and kept while they do not change."""

from __future__ import annotations

from collections import ChainMap
from typing import TYPE_CHECKING, Any, cast

from sqlalchemy import select

from models.language import Label
from models.programme.outline import stage_names
from models.programme.vocabulary import Term, read_vocabulary, shipped_vocabularies
from models.tables import Definition, LocalTerm, Trash, VocabularyVersion

if TYPE_CHECKING:
    from collections.abc import Mapping, MutableMapping

    from sqlalchemy import Row

    from models.programme.outline import StageName
    from models.programme.schema import Programme
    from models.programme.vocabulary import Vocabulary
    from models.reader import Reader


class Library:
    """Definitions by uid (they never change) and vocabularies with the office's own terms."""

    def __init__(self, reader: Reader) -> None:
        self._reader = reader
        self._rows: dict[str, Row[Any]] = {}
        self._programmes: dict[str, Programme] = {}
        self._texts: dict[str, Vocabulary] = {}
        self._vocabularies: dict[str, Mapping[str, Vocabulary]] = {}

    def programme(self, definition_uid: str) -> Programme:
        """A version of a programme."""
        found = self._programmes.get(definition_uid)
        if found is None:
            found = self._programmes[definition_uid] = self._read(self._row(definition_uid))
        return found

    def stage_names(self, definition_uid: str) -> Mapping[str, StageName]:
        """The stages of a version of a programme, without reading the rest of it."""
        return stage_names(self._row(definition_uid).text)

    def vocabularies(self, definition_uid: str = "") -> Mapping[str, Vocabulary]:
        """The vocabularies that a version of a programme is bound to, with local terms.

        Without one: the newest ones that come with the program, and the office's own.
        """
        found = self._vocabularies.get(definition_uid)
        if found is None:
            bound = self._row(definition_uid).vocabularies if definition_uid else {}
            found = self._vocabularies[definition_uid] = self._with_local(bound)
        return found

    def forget(self) -> None:
        """Read local terms again when next asked; a change touched them."""
        self._vocabularies.clear()

    def _row(self, uid: str) -> Row[Any]:
        found = self._rows.get(uid)
        if found is None:
            row = self._reader.first(select(Definition.__table__).where(Definition.uid == uid))
            assert row is not None
            found = self._rows[uid] = row
        return found

    def _read(self, row: Row[Any]) -> Programme:
        from models.programme.loading import read_programme  # lists show without it

        bound = {key: self._text(version) for key, version in row.vocabularies.items()}
        own = self._own()
        known = {**shipped_vocabularies(), **own, **bound} if own else None
        return read_programme(row.text, file=row.file, vocabularies=known)

    def _text(self, version_uid: str) -> Vocabulary:
        found = self._texts.get(version_uid)
        if found is None:
            text = self._reader.scalar(
                select(VocabularyVersion.text).where(VocabularyVersion.uid == version_uid),
            )
            found = self._texts[version_uid] = read_vocabulary(text)
        return found

    def _own(self) -> dict[str, Vocabulary]:
        rows = self._reader.rows(
            select(VocabularyVersion.text).where(
                VocabularyVersion.local.is_(True),
                VocabularyVersion.trashed == Trash.LIVE,
            ),
        )
        found = (read_vocabulary(row.text, local=True) for row in rows)
        return {vocabulary.id: vocabulary for vocabulary in found}

    def _with_local(self, bound: Mapping[str, str]) -> Mapping[str, Vocabulary]:
        texts = {key: self._text(version) for key, version in bound.items()}
        below = cast("MutableMapping[str, Vocabulary]", shipped_vocabularies())  # only looked up
        found: MutableMapping[str, Vocabulary] = ChainMap(texts, self._own(), below)
        rows = self._reader.rows(
            select(LocalTerm.__table__)
            .where(LocalTerm.trashed == Trash.LIVE)
            .order_by(LocalTerm.id),
        )
        added: dict[str, list[Term]] = {}
        for row in rows:
            term = Term(
                id=row.key,
                label=Label(row.zh, row.en),
                aliases=tuple(row.aliases or ()),
                parent=row.parent or "",
                retired=row.retired,
                local=True,
            )
            added.setdefault(row.vocabulary, []).append(term)
        for key, terms in added.items():
            if key in found:
                found[key] = found[key].with_terms(terms)
        return found
