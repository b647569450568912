# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

from sqlalchemy import String

from models.tables.base import Base, Json, stored


class IntakeMapping(Base):
    """Which column of a layout is which field, as a clerk said it once (IN-10): no history knows it.

    Attributes:
        programme: The id of the programme whose fields it names.
        sender: Who sends such files, in the office's own words; empty for nobody in particular.
        layout: What the layout is known by: the hash of its headings.
        mapping: Columns by heading, and their units.
        at: When it was said last.
    """

    __tablename__ = "intake_mapping"

    programme = stored(String(80), primary_key=True)
    sender = stored(String(120), primary_key=True)
    layout = stored(String(64), primary_key=True)
    mapping = stored(Json)
    at = stored(String(20))
