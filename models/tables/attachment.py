# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from sqlalchemy import BigInteger, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from models.tables.base import Record, Uid

if TYPE_CHECKING:
    from collections.abc import Mapping


class Attachment(Record):
    """A file on a slot of an application, an applicant, a call or a list; its bytes lie by hash.

    Attributes:
        owner_kind: The table of the owner.
        size: In bytes.
        fault: Why it cannot be opened, empty where it can.
    """

    __tablename__ = "attachment"
    subject: ClassVar[str] = "owner_uid"
    erased: ClassVar[Mapping[str, Any]] = {"name": "", "fault": None}

    owner_kind: Mapped[str] = mapped_column(String(20))
    owner_uid: Mapped[str] = mapped_column(Uid, index=True)
    slot: Mapped[str] = mapped_column(String(60))
    name: Mapped[str] = mapped_column(String(400))
    sha256: Mapped[str] = mapped_column(String(64), index=True)
    size: Mapped[int] = mapped_column(BigInteger)
    media_type: Mapped[str] = mapped_column(String(120))
    pages: Mapped[int | None]
    fault: Mapped[str | None] = mapped_column(Text)
