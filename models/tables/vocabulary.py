# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

from typing import Any

from sqlalchemy import String, Text
from sqlalchemy.orm import Mapped, mapped_column

from models.tables.base import Record


class VocabularyVersion(Record):
    """A vocabulary as a call found it; an office's own ones are here too (`local`)."""

    __tablename__ = "vocabulary_version"

    key: Mapped[str] = mapped_column(String(80), index=True)
    version: Mapped[str] = mapped_column(String(40))
    text: Mapped[str] = mapped_column(Text)
    local: Mapped[bool] = mapped_column(default=False)


class LocalTerm(Record):
    """A term that the office added to a vocabulary."""

    __tablename__ = "local_term"

    vocabulary: Mapped[str] = mapped_column(String(80), index=True)
    key: Mapped[str] = mapped_column(String(80))
    parent: Mapped[str | None] = mapped_column(String(80))
    zh: Mapped[str] = mapped_column(String(200))
    en: Mapped[str] = mapped_column(String(200))
    aliases: Mapped[list[Any] | None]
    retired: Mapped[bool] = mapped_column(default=False)
