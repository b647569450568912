# SPDX-License-Identifier: Apache-2.0
"""Audience profiles: what each audience does not get to see, as data."""

from __future__ import annotations

import tomllib
from functools import lru_cache
from typing import TYPE_CHECKING, Literal, TypeAlias

from models.language import Label, message
from models.programme.schema import FieldType, Filler, Mark, Part
from models.unknown import UnknownNameError
from resources import names, read_text

if TYPE_CHECKING:
    from collections.abc import Mapping

_FOLDER = "audiences"

Kind: TypeAlias = Literal[
    "names",
    "people",
    "phones",
    "emails",
    "addresses",
    "codes",
    "id_numbers",
    "links",
    "rights",
]
"""What tells whose application it is; `rights` are patents and registrations, which registers name."""


class _Profile(Part):
    """Frozen and strict like the parts of a definition, and none of them."""


class Hides(_Profile):
    """What an audience does not get to see.

    Attributes:
        marks: Fields and slots that bear one of these marks of confidentiality.
        filled_by: Fields that these fill.
        types: Fields and columns of these types.
        facts: Fields by id, as every programme names them.
        parts: Parts of a packet.
        tags: Vocabularies of tags.
        notes: Notes of the checklist and reasons for which the office accepted a warning.
        findings: Verified values stand beside claimed ones, in place of them where they count, or not
            at all.
        replaces: The kinds of what is taken out of texts as well.
    """

    marks: frozenset[Mark] = frozenset()
    filled_by: frozenset[Filler] = frozenset()
    types: frozenset[FieldType] = frozenset()
    facts: frozenset[str] = frozenset()
    parts: frozenset[str] = frozenset()
    tags: frozenset[str] = frozenset()
    notes: bool = False
    findings: Literal["beside", "counted", "none"] = "beside"
    replaces: frozenset[Kind] = frozenset()


class Audience(_Profile):
    """For whom something goes out.

    Attributes:
        wording: Stands for what was taken out of a text.
        blind: They must not learn whose application it is.
        tells: They are told what was left out.
        attachments: Which attachments they get: all, those that a named person cleared, or none.
        outward: Stages bear the names that are for outside.
    """

    id: str
    label: Label
    about: Label
    wording: Label
    blind: bool = False
    tells: bool = False
    attachments: Literal["all", "cleared", "none"]
    outward: bool = False
    hides: Hides


def audience_ids() -> tuple[str, ...]:
    """The ids of all audiences."""
    return tuple(names(_FOLDER, ".toml"))


@lru_cache(maxsize=1)
def audiences() -> Mapping[str, Audience]:
    """All audiences by id."""
    return {key: _read(key) for key in audience_ids()}


def audience(wanted: str) -> Audience:
    """An audience by id or by name.

    Raises:
        UnknownNameError: There is none; the nearest is named.
    """
    known = audiences()
    for key, found in known.items():
        if wanted in {key, found.label.zh, found.label.en}:
            return found
    raise UnknownNameError(
        message("audience"), wanted, {key: found.label for key, found in known.items()}
    )


def _read(key: str) -> Audience:
    data = tomllib.loads(read_text(_FOLDER, f"{key}.toml"))
    for name in ("label", "about", "wording"):
        data[name] = Label(**data[name])
    return Audience.model_validate(data)
