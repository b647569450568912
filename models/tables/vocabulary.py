# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

from sqlalchemy import Boolean, String, Text

from models.tables.base import Json, Record, optional, stored


class VocabularyVersion(Record):
    """A vocabulary as a call found it; an office's own ones are here too (`local`)."""

    __tablename__ = "vocabulary_version"

    key = stored(String(80), index=True)
    version = stored(String(40))
    text = stored(Text)
    local = stored(Boolean, default=False)


class LocalTerm(Record):
    """A term that the office added to a vocabulary."""

    __tablename__ = "local_term"

    vocabulary = stored(String(80), index=True)
    key = stored(String(80))
    parent = optional(String(80))
    zh = stored(String(200))
    en = stored(String(200))
    aliases = optional(Json)
    retired = stored(Boolean, default=False)
