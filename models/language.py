# SPDX-License-Identifier: Apache-2.0
"""The one translation function, and sentences that wait to be translated.

A sentence is made where it is known and translated where it is shown: a `Message` carries its
English source and its parameters, so that history, problems and errors read in either language.
"""

from __future__ import annotations

import gettext
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from functools import lru_cache
from typing import Any, Protocol, TypeAlias

from resources import open_binary


class Language(StrEnum):
    """The two languages of the product; the values are the `--lang` codes."""

    ZH = "zh"
    EN = "en"


class Translatable(Protocol):
    """Whatever has a text in either language: messages, labels of definitions and vocabularies."""

    def text(self, language: Language) -> str:
        """The text in a language."""
        ...


Param: TypeAlias = "str | int | Decimal | date | Translatable | None"


@dataclass(frozen=True, slots=True)
class Message:
    """A sentence by its English source and its parameters, translated when it is shown."""

    id: str
    params: tuple[tuple[str, Param], ...] = ()
    plural: str | None = None

    def text(self, language: Language) -> str:
        """The sentence in a language, parameters filled in."""
        params = dict(self.params)
        catalogue = _catalogue(language)
        if self.plural is None:
            pattern = catalogue.gettext(self.id)
        else:
            pattern = catalogue.ngettext(self.id, self.plural, int(str(params["n"])))
        return pattern.format(**{name: _shown(value, language) for name, value in params.items()})

    def __str__(self) -> str:
        return self.text(current_language())


@dataclass(frozen=True, slots=True)
class Label:
    """A name in both languages, as definitions, vocabularies and the history keep it."""

    zh: str
    en: str

    def text(self, language: Language) -> str:
        """The name in a language; the other one where it is missing."""
        return (self.zh or self.en) if language is Language.ZH else (self.en or self.zh)

    def __str__(self) -> str:
        return self.text(current_language())


@dataclass(frozen=True, slots=True)
class Listing:
    """Several parameters as one, joined with the language's own comma.

    Attributes:
        clauses: The items are sentences, which may hold commas themselves.
    """

    items: tuple[Param, ...]
    clauses: bool = False

    def text(self, language: Language) -> str:
        """The items in a language, joined."""
        comma = _COMMAS[language, self.clauses]
        return comma.join(str(_shown(item, language)) for item in self.items)

    def __str__(self) -> str:
        return self.text(current_language())


_COMMAS = {
    (Language.ZH, False): "、",
    (Language.EN, False): ", ",
    (Language.ZH, True): "；",
    (Language.EN, True): "; ",
}


def message(source: str, **params: Param) -> Message:
    """Make a sentence; `source` is the English text with `{names}`, and the key of the catalogue."""
    return Message(source, tuple(params.items()))


def plural(one: str, many: str, *, n: int, **params: Param) -> Message:
    """Make a sentence whose English differs between one and many."""
    return Message(one, (("n", n), *params.items()), many)


_current: ContextVar[Language] = ContextVar("language", default=Language.ZH)


def current_language() -> Language:
    """The language in which this face speaks; reports take theirs as an argument."""
    return _current.get()


def set_language(language: Language) -> None:
    """Choose the language in which this face speaks from now on."""
    _current.set(language)


def to_json(value: Param) -> Any:
    """A parameter as the history stores it."""
    match value:
        case Message():
            stored: dict[str, Any] = {
                "id": value.id,
                "params": {name: to_json(item) for name, item in value.params},
            }
            return stored | ({"plural": value.plural} if value.plural else {})
        case Label():
            return {"zh": value.zh, "en": value.en}
        case Listing(clauses=True):
            return {"clauses": [to_json(item) for item in value.items]}
        case Listing():
            return [to_json(item) for item in value.items]
        case None | str() | int():
            return value
        case date() | Decimal():
            return str(value)
        case _:
            return {language.value: value.text(language) for language in Language}


def from_json(stored: Any) -> Any:
    """A parameter as `to_json` stored it."""
    match stored:
        case {"id": source, "params": params}:
            return Message(
                source,
                tuple((name, from_json(item)) for name, item in params.items()),
                stored.get("plural"),
            )
        case {"zh": zh, "en": en}:
            return Label(zh, en)
        case {"clauses": list() as items}:
            return Listing(tuple(from_json(item) for item in items), clauses=True)
        case list():
            return Listing(tuple(from_json(item) for item in stored))
        case _:
            return stored


@lru_cache(maxsize=2)
def _catalogue(language: Language) -> gettext.NullTranslations:
    if language is Language.EN:
        return gettext.NullTranslations()
    with open_binary("locale", "zh", "LC_MESSAGES", "xiandao.mo") as file:
        return gettext.GNUTranslations(file)


def _shown(value: Param, language: Language) -> Any:
    if isinstance(value, datetime):
        return value.strftime("%Y-%m-%d %H:%M")
    if value is None:
        return "—"
    return value if isinstance(value, str | int | Decimal | date) else value.text(language)
