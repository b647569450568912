# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from sqlalchemy import String, Text

from models.tables.base import Record, Uid, optional, stored

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

    application_uid = stored(Uid, index=True)
    stage = stored(String(60))
    left = stored(String(60), default="")
    at = stored(String(20))
    due = optional(String(10))
    operator = stored(String(200))
    reason = optional(Text)
