# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

from sqlalchemy import String, Text

from models.tables.base import Base, Json, Uid, optional, stored


class Draft(Base):
    """What is half typed in a field: no history knows it, and the change of the field clears it.

    Attributes:
        field: The path of the field or cell (`area_m2`, `tenants/<row>/name`).
        text: As it was typed last.
        seen: The stored value that was shown when the typing began.
        at: When it was typed.
    """

    __tablename__ = "draft"

    application_uid = stored(Uid, primary_key=True)
    field = stored(String(160), primary_key=True)
    text = stored(Text)
    seen = optional(Json)
    at = stored(String(20))
