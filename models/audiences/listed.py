# SPDX-License-Identifier: Apache-2.0
"""Answers on their way into a list for an audience: many applications, few definitions."""

from __future__ import annotations

from typing import TYPE_CHECKING

from models.audiences.answers import seen_answers
from models.audiences.hiding import hiding, reduced
from models.audiences.identities import identities
from models.audiences.redaction import Redaction

if TYPE_CHECKING:
    from collections.abc import Mapping

    from models.audiences.hiding import Hiding
    from models.audiences.profile import Audience
    from models.language import Language
    from models.programme.answers import Answers
    from models.programme.schema import Programme
    from models.programme.vocabulary import Vocabulary


class Listed:
    """Takes out of the answers of many applications what an audience does not get to see."""

    def __init__(self, audience: Audience, language: Language) -> None:
        self._audience = audience
        self._language = language
        self._known: dict[int, tuple[Programme, Hiding, Programme]] = {}

    def programme(self, programme: Programme) -> Programme:
        """A definition without what the audience does not see, its summary included."""
        return self._of(programme)[2]

    def answers(self, answers: Answers, vocabularies: Mapping[str, Vocabulary]) -> Answers:
        """The answers without it, and without the words that tell."""
        _, found, programme = self._of(answers.programme)
        words = identities(answers, found, vocabularies)
        redaction = Redaction(words, self._audience, self._language)
        return seen_answers(answers, found, programme, redaction, vocabularies)

    def tags(self, tags: Mapping[str, tuple[str, ...]]) -> Mapping[str, tuple[str, ...]]:
        """The tags without those that the audience does not see."""
        gone = self._audience.hides.tags
        return {name: terms for name, terms in tags.items() if name not in gone}

    def _of(self, programme: Programme) -> tuple[Programme, Hiding, Programme]:
        """The definition, which stays while its id is in use here, what is hidden, what is left."""
        known = self._known.get(id(programme))
        if known is None:
            found = hiding(programme, self._audience)
            known = self._known[id(programme)] = programme, found, reduced(found)
        return known
