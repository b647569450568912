# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

from typing import Any

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from models.tables.base import Record


class Office(Record):
    """The office (主管部门) whose register this is: one row.

    Attributes:
        backup_place: A second folder to which every backup is copied, empty for none.
        workdays: Working days and holidays that the office knows better: ISO date to true or false.
    """

    __tablename__ = "office"

    name: Mapped[str] = mapped_column(String(200))
    region: Mapped[str | None] = mapped_column(String(6))
    contact: Mapped[str | None] = mapped_column(String(200))
    phone: Mapped[str | None] = mapped_column(String(60))
    backup_place: Mapped[str | None] = mapped_column(String(1000))
    workdays: Mapped[dict[str, Any] | None]


class Operator(Record):
    """Someone who works with the register (经办人).

    Attributes:
        duties: Values of `models.duties.Duty`.
        pin: Salted hash of the PIN, empty for none. It separates duties; it does not protect the
            file, which whoever can open the folder can read.
    """

    __tablename__ = "operator"

    name: Mapped[str] = mapped_column(String(200))
    duties: Mapped[list[Any]]
    pin: Mapped[str | None] = mapped_column(String(200))
