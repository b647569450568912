# SPDX-License-Identifier: Apache-2.0
"""The text of a heading: how it is tidied, in which forms it is compared, which fields it names."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from forms.intake.cells.units import unit_in_heading
from forms.intake.tables.table import LABELS, NUMBER
from forms.intake.tables.words import aliases
from models.rules.text import comparable

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from models.programme.schema import FormField, Programme

_BETWEEN_HAN = re.compile(
    r"(?<=[\u2e80-\u9fff\uf900-\ufaff）)（(])\s+(?=[\u2e80-\u9fff\uf900-\ufaff（()）])"
)
_BLANKS = re.compile(r"\s+")
_ANY_BRACKET = re.compile(r"[（(\[【〔][^（()）\[\]【】〔〕]*[)）\]】〕]")
_MARKS = re.compile(r"^[*＊★☆※▲●◆\s]+|[*＊★☆※▲●◆:：\s]+$")
_NUMBERING = re.compile(
    r"^(?:[（(][0-9一二三四五六七八九十]{1,3}[）)]|[0-9]{1,2}(?:\.[0-9]{1,2})*\s*[.、．)）]\s*"
    r"|[一二三四五六七八九十]{1,3}[、．.])(?=\D)",
)
_OF_WHICH = re.compile(r"^(?:其中|of it|of them)[:：,，]?", re.IGNORECASE)


def tidy(text: str) -> str:
    """A heading on one line: blanks between 汉字 only spread them out, others count once."""
    return _BLANKS.sub(" ", _BETWEEN_HAN.sub("", text.strip())).strip()


@lru_cache(maxsize=8192)
def forms(text: str) -> tuple[str, ...]:
    """What a heading is compared by, the most exact form first; empty forms are left out.

    As it stands; without its unit, marks and numbering; without anything in brackets.
    """
    unmarked = _NUMBERING.sub("", _MARKS.sub("", text))
    bare = unit_in_heading(unmarked)[0]
    bracketless = _MARKS.sub("", _ANY_BRACKET.sub("", bare))
    found = (text, unmarked, bare, bracketless, _OF_WHICH.sub("", bracketless))
    return tuple(dict.fromkeys(form for form in map(comparable, found) if form))


@dataclass(frozen=True, slots=True)
class Names:
    """Which fields a comparable name may mean.

    Attributes:
        labels: By label and id of the programme itself.
        aliases: By what other people call them.
    """

    labels: Mapping[str, tuple[str, ...]]
    aliases: Mapping[str, tuple[str, ...]]

    def meant(self, text: str) -> tuple[str, ...]:
        """The targets that a heading names by one of its forms; empty where it names none."""
        for form in forms(text):
            found = self.labels.get(form) or self.aliases.get(form)
            if found:
                return found
        return ()


def names_of(programme: Programme | None) -> Names:
    """The names of a programme's fields; without one the names that fields usually have."""
    known = aliases()
    if programme is None:
        return Names({}, _inverted(known.fields.items(), known.targets.items()))
    return names_of_fields(programme.fields.values(), targets=(NUMBER, LABELS))


def names_of_fields(fields: Iterable[FormField], *, targets: Iterable[str] = ()) -> Names:
    """The names of some fields, those of a programme or the columns of a repeating table."""
    known = aliases()
    taken = tuple(fields)
    labels: dict[str, list[str]] = {}
    for field in taken:
        for text in (field.label.zh, field.label.en, field.id):
            for form in forms(text):
                if field.id not in (there := labels.setdefault(form, [])):
                    there.append(field.id)
    by_id = [(field.id, known.fields.get(field.id, ())) for field in taken]
    by_type = [
        (field.id, known.types.get(field.type.value, ()))
        for field in taken
        if sum(other.type is field.type for other in taken) == 1
    ]
    others = [(target, known.targets[target]) for target in targets]
    return Names(
        {form: tuple(ids) for form, ids in labels.items()}, _inverted(by_id, by_type, others)
    )


def _inverted(*groups: Iterable[tuple[str, tuple[str, ...]]]) -> Mapping[str, tuple[str, ...]]:
    found: dict[str, list[str]] = {}
    for group in groups:
        for target, names in group:
            for name in names:
                if target not in (there := found.setdefault(name, [])):
                    there.append(target)
    return {name: tuple(targets) for name, targets in found.items()}


_YEAR = re.compile(r"(?<!\d)((?:19|20)\d\d)(?!\d)\s*(?:年度?|财年)?")


_LEFT_COMMA = re.compile(r"\s*[,，]\s*(?=[（(]|$)")
"""What is left of “Income, 2023 (10k CNY)” without its year."""


def series_year(text: str) -> tuple[str, str]:
    """The one year that a heading names, and the heading without it; empty for none or several."""
    found = _YEAR.findall(text)
    if len(set(found)) != 1:
        return "", text
    return found[0], tidy(_LEFT_COMMA.sub(" ", _YEAR.sub(" ", text)))


def level_named(text: str) -> str:
    """The level of a division (1 province, 2 prefecture, 3 county) that a heading names, or empty."""
    known = aliases().levels
    for form in forms(text):
        for level, names in known.items():
            if form in names:
                return level
    return ""
