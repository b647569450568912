# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

from sqlalchemy import String

from models.tables.base import Json, Record, stored


class FormMap(Record):
    """A workbook or Word form of somebody else's that the program fills, and what goes where (N4).

    Attributes:
        key: By what commands name it.
        programme: The id of the programme whose fields it names.
        file: The name of the empty form; it ends in .xlsx or .docx.
        sha256: Of the empty form, whose bytes lie among the attachments.
        mapping: What goes where.
    """

    __tablename__ = "form_map"

    key = stored(String(80))
    title = stored(String(200))
    programme = stored(String(80))
    file = stored(String(400))
    sha256 = stored(String(64))
    mapping = stored(Json)
