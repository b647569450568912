# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from sqlalchemy import BigInteger, Index, Integer, String, Text, UniqueConstraint

from models.tables.base import Json, Record, Uid, optional, stored

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

    number = stored(String(80))
    number_prefix = stored(String(80))
    serial = stored(Integer)
    call_uid = stored(Uid)
    definition_uid = stored(Uid)
    applicant_uid = optional(Uid, index=True)
    title = optional(Text)
    applicant = optional(Text)
    credit_code = optional(String(80), index=True)
    region = optional(String(80))
    direction = optional(String(80))
    product = optional(String(80))
    variant = optional(String(80))
    amount_fen = optional(BigInteger)
    stage = stored(String(60))
    stage_since = stored(String(20))
    due = optional(String(10))
    received = optional(String(10))
    created = stored(String(20))
    updated = stored(String(20))
    revision = stored(Integer, default=0)
    title_key = optional(Text)
    applicant_key = optional(Text)
    answers = stored(Json)
    office_answers = stored(Json)
    tags = stored(Json)
    verified = stored(Json)
    checklist = stored(Json)
    waivers = stored(Json)

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

    application_uid = stored(Uid, index=True)
    field = stored(String(60))
    position = stored(Integer)
    values = stored(Json)
