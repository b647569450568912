# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

from typing import Any

from sqlalchemy import String, Text
from sqlalchemy.orm import Mapped, mapped_column

from models.tables.base import Base, Json, Uid


class Draft(Base):
    """What is half typed in a field: no history knows it, and the change of the field clears it.

    Attributes:
        field: The path of the field or cell (`area_m2`, `tenants/<row>/name`).
        text: As it was typed last.
        seen: The stored value that was shown when the typing began.
        at: When it was typed.
    """

    __tablename__ = "draft"

    application_uid: Mapped[str] = mapped_column(Uid, primary_key=True)
    field: Mapped[str] = mapped_column(String(160), primary_key=True)
    text: Mapped[str] = mapped_column(Text)
    seen: Mapped[Any] = mapped_column(Json, nullable=True)
    at: Mapped[str] = mapped_column(String(20))
