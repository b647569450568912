# SPDX-License-Identifier: Apache-2.0
"""The words and shapes by which identities are found in texts, as data."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from models.audiences.folding import key
from models.language import Label
from models.rules.regions import regions
from resources import read_text

if TYPE_CHECKING:
    from models.audiences.profile import Kind

_FOLDER = "identities"


@dataclass(frozen=True, slots=True)
class Words:
    """How names of organisations are taken apart (resources/identities/words.toml), made comparable.

    Attributes:
        legal_forms, trades: Longest first.
        pieces: Everything of which a name may be made that tells nobody: trades, ordinary words,
            places.
        short_forms: What is spelt out, and what everybody says for it.
    """

    legal_forms: tuple[str, ...]
    trades: tuple[str, ...]
    pieces: frozenset[str]
    mail_providers: frozenset[str]
    mailboxes: frozenset[str]
    short_forms: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Shape:
    """What looks like something that tells who it is."""

    kind: Kind
    pattern: re.Pattern[str]
    label: Label | None = None


@lru_cache(maxsize=1)
def words() -> Words:
    """The words, read once."""
    data = tomllib.loads(read_text(_FOLDER, "words.toml"))
    trades = _longest_first(data["trades"])
    return Words(
        legal_forms=_longest_first(data["legal_forms"]),
        trades=trades,
        pieces=frozenset((*trades, *map(key, data["ordinary"]), *places())),
        mail_providers=frozenset(data["mail_providers"]),
        mailboxes=frozenset(data["mailboxes"]),
        short_forms=tuple(data["short_forms"].items()),
    )


@lru_cache(maxsize=1)
def places() -> frozenset[str]:
    """Names of places as names of organisations begin with them.

    Provinces and prefectures with and without what they are (重庆市, 重庆), counties whole: many a
    short county name is a common word.
    """
    data = tomllib.loads(read_text(_FOLDER, "words.toml"))
    found: set[str] = set(data["areas"])
    for code in regions().codes():
        region = regions().get(code)
        if region is None:
            continue
        found.add(region.name)
        if region.level != _COUNTY:
            found.add(_SUFFIX.sub("", region.name))
    return frozenset(name for name in found if len(name) > 1)


@lru_cache(maxsize=1)
def shapes() -> tuple[Shape, ...]:
    """What is taken out of texts by its shape."""
    return _shapes("shape")


@lru_cache(maxsize=1)
def doubts() -> tuple[Shape, ...]:
    """What may tell, and is only told to the clerk."""
    return _shapes("doubt")


_COUNTY = "县级"
_SUFFIX = re.compile(
    r"(?:(?:壮族|回族|维吾尔|[\u4e00-\u9fff]{1,6}族)?自治[区州]|特别行政区|地区|[省市盟])$"
)


def _longest_first(found: list[str]) -> tuple[str, ...]:
    return tuple(sorted({key(item) for item in found}, key=lambda item: (-len(item), item)))


def _shapes(name: str) -> tuple[Shape, ...]:
    data = tomllib.loads(read_text(_FOLDER, "shapes.toml"))
    return tuple(
        Shape(
            item["kind"],
            re.compile(item["pattern"]),
            Label(**item["label"]) if "label" in item else None,
        )
        for item in data[name]
    )
