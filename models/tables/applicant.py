# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

from typing import Any

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from models.tables.base import Record


class Applicant(Record):
    """The master record of an applicant (申报单位), one for all its applications in all years.

    Attributes:
        name_key: The name made comparable, for duplicates.
        contacts: Rows of name, post, phone, email.
    """

    __tablename__ = "applicant"

    name: Mapped[str] = mapped_column(String(400))
    name_key: Mapped[str] = mapped_column(String(400), index=True)
    credit_code: Mapped[str | None] = mapped_column(String(40), index=True)
    region: Mapped[str | None] = mapped_column(String(6))
    former_names: Mapped[list[Any] | None]
    aliases: Mapped[list[Any] | None]
    contacts: Mapped[list[Any] | None]
    note: Mapped[str | None] = mapped_column(String(2000))
