# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from sqlalchemy import String, Text
from sqlalchemy.orm import Mapped, mapped_column

from models.tables.base import Record, Uid

if TYPE_CHECKING:
    from collections.abc import Mapping


class StageEvent(Record):
    """An application entered a stage.

    Attributes:
        left: The stage it came from, empty for the first.
        due: When the stage should be left, by its limit of working days.
    """

    __tablename__ = "stage_event"
    subject: ClassVar[str] = "application_uid"
    erased: ClassVar[Mapping[str, Any]] = {"reason": None, "operator": ""}

    application_uid: Mapped[str] = mapped_column(Uid, index=True)
    stage: Mapped[str] = mapped_column(String(60))
    left: Mapped[str] = mapped_column(String(60), default="")
    at: Mapped[str] = mapped_column(String(20))
    due: Mapped[str | None] = mapped_column(String(10))
    operator: Mapped[str] = mapped_column(String(200))
    reason: Mapped[str | None] = mapped_column(Text)
