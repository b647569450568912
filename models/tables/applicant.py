# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

from sqlalchemy import String

from models.tables.base import Json, Record, optional, stored


class Applicant(Record):
    """The master record of an applicant (申报单位), one for all its applications in all years.

    Attributes:
        name_key: The name made comparable, for duplicates.
        contacts: Rows of name, post, phone, email.
    """

    __tablename__ = "applicant"

    name = stored(String(400))
    name_key = stored(String(400), index=True)
    credit_code = optional(String(40), index=True)
    region = optional(String(6))
    former_names = optional(Json)
    aliases = optional(Json)
    contacts = optional(Json)
    note = optional(String(2000))
