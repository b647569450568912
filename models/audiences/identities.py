# SPDX-License-Identifier: Apache-2.0
"""Whose application it is, in all the words by which it is told."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

from models.audiences.folding import key
from models.audiences.hiding import PARTNERS
from models.audiences.names import SHORTEST, is_common, stems
from models.audiences.words import words
from models.programme.schema import FieldType
from models.rules.regions import regions
from models.rules.text import half_width
from models.search.pinyin import sort_key

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from models.audiences.hiding import Hiding
    from models.audiences.profile import Kind
    from models.programme.answers import Answers
    from models.programme.schema import FormField
    from models.programme.vocabulary import Vocabulary

_KINDS: Mapping[FieldType, Kind] = {
    FieldType.PERSON: "people",
    FieldType.PHONE: "phones",
    FieldType.EMAIL: "emails",
    FieldType.ADDRESS: "addresses",
    FieldType.CREDIT_CODE: "codes",
}
_CONTACT: Mapping[str, Kind] = {"name": "people", "phone": "phones", "email": "emails"}
_SEVERAL = re.compile(r"[、，,;；/\n]|或")
_LEAST_PERSON = 2
_LEAST_LATIN = 4
_LEAST_PINYIN = 5
_LEAST_ADDRESS = 4
_LEAST_DIGITS = 7
_HAN = re.compile("[\u3400-\u9fff\U00020000-\U0003ffff]{2,4}")
_STREET = re.compile(r"^.*?(?:省|自治区|市|州|盟|地区|区|县|旗)(?=.{4,})")
_TO_THE_NUMBER = re.compile(r"^(.{2,}?[0-9]+号)")


@dataclass(frozen=True, slots=True)
class Identities:
    """Words that tell, made comparable (`folding.key`).

    Attributes:
        telling: To be taken out of every text.
        common: To be told to the clerk where a text has them.
    """

    telling: frozenset[str] = frozenset()
    common: frozenset[str] = frozenset()


def identities(
    answers: Answers,
    hiding: Hiding,
    vocabularies: Mapping[str, Vocabulary],
    further: Iterable[str] = (),
) -> Identities:
    """The words that tell: the hidden values of the kinds that the audience's profile replaces.

    Names come with what others call them by (`names.stems`), 汉字 names with their pinyin, addresses
    with their street, e-mail addresses with their domain, credit codes with the organisation's own
    part. A name of one character tells nothing and is left; one of two is taken out wherever it
    stands, also inside another word: a hit too many is seen by the clerk, who is told of each, a hit
    too few is not.

    Args:
        further: Words that the clerk named.
    """
    found = _Found(vocabularies)
    replaces = hiding.audience.hides.replaces
    for kind, text in _values(answers, hiding):
        if kind in replaces and text.strip():
            found.add(kind, text)
    if "names" in replaces and "title" in hiding.fields:
        found.title(str(answers.stored.get("title") or ""), hiding)
    found.telling.update(filter(None, map(key, further)))
    return Identities(frozenset(found.telling), frozenset(found.common - found.telling))


class _Found:
    """What was found so far."""

    def __init__(self, vocabularies: Mapping[str, Vocabulary]) -> None:
        self.telling: set[str] = set()
        self.common: set[str] = set()
        self._vocabularies = vocabularies

    @cached_property
    def _known(self) -> Callable[[str], bool]:
        return _known(self._vocabularies)

    def add(self, kind: Kind, text: str) -> None:
        """A value of a kind."""
        match kind:
            case "names":
                self._name(text)
            case "people":
                self._people(text)
            case "phones":
                self.telling.update(_phones(text))
            case "emails":
                self.telling.update(_emails(text))
            case "addresses":
                self.telling.update(_addresses(text))
            case _:
                self._code(text)

    def title(self, text: str, hiding: Hiding) -> None:
        """The title of what is applied for, where it names it."""
        whole = key(text)
        if len(whole) < SHORTEST:
            return
        labels = (hiding.programme.label, hiding.programme.object)
        endings = sorted({key(label.zh) for label in labels}, key=len, reverse=True)
        self.telling.add(whole)
        base = next((text.removesuffix(item) for item in endings if text.endswith(item)), text)
        found = stems(base, known=self._known, title=True)
        bare = key(base)
        plain = bare in found.common or is_common(bare, self._known)
        (self.common if plain else self.telling).add(bare)
        self.telling.update(found.telling)
        self.common.update(found.common)

    def _name(self, text: str) -> None:
        whole = key(text)
        if len(whole) < SHORTEST:
            return
        self.telling.add(whole)
        found = stems(text, known=self._known)
        self.telling.update(found.telling)
        self.common.update(found.common)
        for stem in (whole, *found.telling):
            self.telling.update(_pinyin(stem))

    def _people(self, text: str) -> None:
        for person in _SEVERAL.split(text):
            name = key(person)
            if len(name) < (_LEAST_LATIN if name.isascii() else _LEAST_PERSON):
                continue
            plain = name in words().pieces
            (self.common if plain else self.telling).add(name)
            self.telling.update(_pinyin(name, turned=True))
            if len(name) > _LEAST_PERSON and _HAN.fullmatch(name):
                self.common.add(name[-2:])  # the given name alone, which may be an ordinary word

    def _code(self, text: str) -> None:
        code = key(text)
        if len(code) >= _LEAST_DIGITS:
            self.telling.add(code)
        if len(code) == _CODE_LENGTH:
            self.telling.add(code[8:17])  # the organisation's own part, GB 11714


_CODE_LENGTH = 18


def _known(vocabularies: Mapping[str, Vocabulary]) -> Callable[[str], bool]:
    """Whether any vocabulary has a term with some words in its name."""
    labels = "\n".join(
        key(name)
        for vocabulary in vocabularies.values()
        for term in vocabulary.terms
        for name in (term.label.zh, term.label.en, *term.aliases)
    )
    return lambda stem: stem in labels


def _values(answers: Answers, hiding: Hiding) -> Iterator[tuple[Kind, str]]:
    """Every hidden value that may tell, claimed or verified, and what the master record knows."""
    fields = hiding.programme.fields
    for field_id in hiding.fields:
        field = fields[field_id]
        kind = _kind(field)
        if kind is not None:
            yield from ((kind, text) for text in _texts(answers, field_id))
    for table in hiding.programme.tables.values():
        whole = table.id in hiding.fields
        gone = hiding.columns.get(table.id, frozenset())
        for column in table.columns:
            kind = _column_kind(column, table.id) if whole or column.id in gone else None
            if kind is None:
                continue
            for row in answers.rows.get(table.id, ()):
                yield kind, _plain(row.values.get(column.id))
    if "applicant" in hiding.fields:
        yield from (("names", name) for name in (*answers.other_names, *answers.known_names))
        for contact in answers.known_contacts:
            yield from ((kind, contact.get(name, "")) for name, kind in _CONTACT.items())


def _kind(field: FormField) -> Kind | None:
    if field.id == "title":
        return None  # apart: it names what is applied for, not who applies
    if field.id == "applicant" or (field.identifies and field.type is FieldType.TEXT):
        return "names"
    return _KINDS.get(field.type)


def _column_kind(column: FormField, table: str) -> Kind | None:
    if column.type is FieldType.TEXT and (
        column.identifies or (table, column.id) == (PARTNERS, "name")
    ):
        return "names"
    return _KINDS.get(column.type)


def _texts(answers: Answers, field_id: str) -> Iterator[str]:
    yield _plain(answers.stored.get(field_id))
    if field_id in answers.verified:
        yield _plain(answers.verified[field_id].value)


def _plain(stored: Any) -> str:
    return str(stored) if isinstance(stored, str | int) else ""


def _phones(text: str) -> Iterator[str]:
    """Each number whole, without the country's code, and without that of its area."""
    for entry in _SEVERAL.split(half_width(text)):
        for part in (entry, *entry.split()):
            digits = re.sub(r"\D", "", part)
            if len(digits) < _LEAST_DIGITS:
                continue
            yield digits
            national = re.sub(r"^(?:00)?86(?=1[3-9]\d{9}$|0?[1-9]\d{8,})", "", digits)
            yield national
            local = re.match(r"0(?:10|2\d|[3-9]\d{2})(\d{7,8})", national)
            if local:
                yield local[1]


def _emails(text: str) -> Iterator[str]:
    for address in re.split(r"[、,，;；\s]+", half_width(text).casefold()):
        box, at, domain = address.partition("@")
        if not at:
            continue
        yield key(address)
        if len(box) > _LEAST_LATIN and box not in words().mailboxes:
            yield key(box)
        if domain and domain not in words().mail_providers:
            yield key(domain)
            label = key(domain.partition(".")[0])
            if len(label) >= _LEAST_LATIN:
                yield label


def _addresses(text: str) -> Iterator[str]:
    """The whole, what follows the division, and the street with its number."""
    rest = half_width(text).strip()
    whole = key(rest)
    if len(whole) >= _LEAST_ADDRESS and not regions().find(rest):
        yield whole
    while (shorter := _STREET.sub("", rest, count=1)) != rest:
        rest = shorter
        if len(key(rest)) >= _LEAST_ADDRESS:
            yield key(rest)
    street = _TO_THE_NUMBER.match(rest)
    if street:
        yield key(street[1])


def _pinyin(name: str, *, turned: bool = False) -> Iterator[str]:
    """A short 汉字 name in Latin letters; a person's also with the surname last."""
    if not _HAN.fullmatch(name):
        return
    syllables = [re.sub(r"[^a-zü]", "", item).replace("ü", "v") for item in sort_key(name).split()]
    if "" in syllables or len(syllables) != len(name):
        return
    orders = [syllables, [*syllables[1:], syllables[0]]] if turned else [syllables]
    for order in orders:
        joined = "".join(order)
        if len(joined) >= _LEAST_PINYIN:
            yield key(joined)
