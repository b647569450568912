# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from sqlalchemy import BigInteger, Index, Integer, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from models.tables.base import Json, Record, Uid

if TYPE_CHECKING:
    from collections.abc import Mapping


class Application(Record):
    """An application (申报): facts that every list shows as columns, all else as documents.

    Attributes:
        definition_uid: The version of the programme that judges it.
        number_prefix, serial: Where its number came from; numbers are never reused.
        amount_fen: The amount in 分.
        answers: What the applicant claims, by field id.
        office_answers: What the office filled in, by field id, apart from the applicant's.
        revision: How many changes it has seen since it was made.
        tags: Term ids by vocabulary, besides the main direction and product.
        verified: By field id: value, source, on.
        checklist: By item id: answer (yes, no, na) and note.
        waivers: Why a warning was accepted, by rule id.
        title_key, applicant_key: How the names sort (pinyin); made by the index, not typed.

    Documents come last: what stands before them is read without them, however long they are.
    """

    __tablename__ = "application"
    erased: ClassVar[Mapping[str, Any]] = {
        **dict.fromkeys(
            (
                *("title", "applicant", "credit_code", "region", "direction", "product", "variant"),
                *("amount_fen", "title_key", "applicant_key", "applicant_uid", "due"),
            )
        ),
        **{
            name: {}
            for name in ("answers", "office_answers", "tags", "verified", "checklist", "waivers")
        },
    }

    number: Mapped[str] = mapped_column(String(80))
    number_prefix: Mapped[str] = mapped_column(String(80))
    serial: Mapped[int] = mapped_column(Integer)
    call_uid: Mapped[str] = mapped_column(Uid)
    definition_uid: Mapped[str] = mapped_column(Uid)
    applicant_uid: Mapped[str | None] = mapped_column(Uid, index=True)
    title: Mapped[str | None] = mapped_column(Text)
    applicant: Mapped[str | None] = mapped_column(Text)
    credit_code: Mapped[str | None] = mapped_column(String(80), index=True)
    region: Mapped[str | None] = mapped_column(String(80))
    direction: Mapped[str | None] = mapped_column(String(80))
    product: Mapped[str | None] = mapped_column(String(80))
    variant: Mapped[str | None] = mapped_column(String(80))
    amount_fen: Mapped[int | None] = mapped_column(BigInteger)
    stage: Mapped[str] = mapped_column(String(60))
    stage_since: Mapped[str] = mapped_column(String(20))
    due: Mapped[str | None] = mapped_column(String(10))
    received: Mapped[str | None] = mapped_column(String(10))
    created: Mapped[str] = mapped_column(String(20))
    updated: Mapped[str] = mapped_column(String(20))
    revision: Mapped[int] = mapped_column(default=0)
    title_key: Mapped[str | None] = mapped_column(Text)
    applicant_key: Mapped[str | None] = mapped_column(Text)
    answers: Mapped[dict[str, Any]] = mapped_column(Json)
    office_answers: Mapped[dict[str, Any]]
    tags: Mapped[dict[str, Any]]
    verified: Mapped[dict[str, Any]]
    checklist: Mapped[dict[str, Any]]
    waivers: Mapped[dict[str, Any]]

    __table_args__ = (
        UniqueConstraint("number"),
        Index(None, "number_prefix", "serial"),
        Index(None, "trashed", "call_uid", "stage"),
        Index(None, "trashed", "stage"),
        Index(None, "trashed", "direction"),
        Index(None, "trashed", "product"),
        Index(None, "trashed", "region"),
        Index(None, "trashed", "title_key"),
        Index(None, "trashed", "applicant_key"),
        Index(None, "trashed", "amount_fen"),
        Index(None, "trashed", "number"),
        Index(None, "trashed", "updated"),
        Index(None, "trashed", "received"),
        Index(None, "trashed", "stage_since"),
        Index(None, "trashed", "due"),
        Index(None, "trashed", "credit_code"),
        Index(None, "trashed", "variant"),
    )


INDEX_COLUMNS = frozenset({"title_key", "applicant_key"})
"""Columns that the index makes from others."""

DERIVED_COLUMNS = frozenset({*INDEX_COLUMNS, "revision", "updated"})
"""Columns that follow from others or from the history itself, so the history does not record them."""


class AnswerRow(Record):
    """One row of a repeating table of an application.

    Attributes:
        field: The id of the table.
        position: Its place among the rows; gaps are fine.
        values: Stored values by column id.
    """

    __tablename__ = "answer_row"
    subject: ClassVar[str] = "application_uid"
    erased: ClassVar[Mapping[str, Any]] = {"values": {}}

    application_uid: Mapped[str] = mapped_column(Uid, index=True)
    field: Mapped[str] = mapped_column(String(60))
    position: Mapped[int] = mapped_column(Integer)
    values: Mapped[dict[str, Any]]
