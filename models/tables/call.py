# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

from sqlalchemy import Boolean, String, Text

from models.tables.base import Json, Record, Uid, optional, stored


class Definition(Record):
    """A version of a programme, kept whole: calls and applications point to the one that counts.

    Attributes:
        key: The programme's id.
        text: The TOML text.
        vocabularies: The uid of the vocabulary version by vocabulary id.
        own_vocabularies: The ids of the office's own ones that it uses; their newest version counts.
        own: Made by this office, listed beside those that come with the program.
        notice: The supplementary notice that brought this version.
    """

    __tablename__ = "definition"

    key = stored(String(80), index=True)
    version = stored(String(40))
    file = stored(String(200))
    text = stored(Text)
    vocabularies = stored(Json)
    own_vocabularies = optional(Json)
    own = stored(Boolean, default=False)
    notice = optional(Text)


class Call(Record):
    """A call (批次): a round of applications under one notice.

    Attributes:
        key: The id that commands use.
        number_pattern: How its numbers are made; with the values that the pattern names.
        quotas: Numbers of this call by quota id, over those of the definition.
    """

    __tablename__ = "call"

    key = stored(String(80), unique=True)
    programme = stored(String(80))
    definition_uid = stored(Uid)
    title = stored(String(400))
    notice = optional(Text)
    opens = optional(String(10))
    closes = optional(String(10))
    number_pattern = stored(String(200))
    number_values = optional(Json)
    quotas = optional(Json)
    contact = optional(String(400))
