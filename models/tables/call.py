# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

from typing import Any

from sqlalchemy import String, Text
from sqlalchemy.orm import Mapped, mapped_column

from models.tables.base import Record, Uid


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

    key: Mapped[str] = mapped_column(String(80), index=True)
    version: Mapped[str] = mapped_column(String(40))
    file: Mapped[str] = mapped_column(String(200))
    text: Mapped[str] = mapped_column(Text)
    vocabularies: Mapped[dict[str, Any]]
    own_vocabularies: Mapped[list[Any] | None]
    own: Mapped[bool] = mapped_column(default=False)
    notice: Mapped[str | None] = mapped_column(Text)


class Call(Record):
    """A call (批次): a round of applications under one notice.

    Attributes:
        key: The id that commands use.
        number_pattern: How its numbers are made; with the values that the pattern names.
        quotas: Numbers of this call by quota id, over those of the definition.
    """

    __tablename__ = "call"

    key: Mapped[str] = mapped_column(String(80), unique=True)
    programme: Mapped[str] = mapped_column(String(80))
    definition_uid: Mapped[str] = mapped_column(Uid)
    title: Mapped[str] = mapped_column(String(400))
    notice: Mapped[str | None] = mapped_column(Text)
    opens: Mapped[str | None] = mapped_column(String(10))
    closes: Mapped[str | None] = mapped_column(String(10))
    number_pattern: Mapped[str] = mapped_column(String(200))
    number_values: Mapped[dict[str, Any] | None]
    quotas: Mapped[dict[str, Any] | None]
    contact: Mapped[str | None] = mapped_column(String(400))
