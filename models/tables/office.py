# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

from sqlalchemy import String

from models.tables.base import Json, Record, optional, stored


class Office(Record):
    """The office (主管部门) whose register this is: one row.

    Attributes:
        backup_place: A second folder to which every backup is copied, empty for none.
        workdays: Working days and holidays that the office knows better: ISO date to true or false.
        paper: How its papers look (`models.paper`), empty for the program's own way.
    """

    __tablename__ = "office"

    name = stored(String(200))
    region = optional(String(6))
    contact = optional(String(200))
    phone = optional(String(60))
    backup_place = optional(String(1000))
    workdays = optional(Json)
    paper = optional(Json)


class Operator(Record):
    """Someone who works with the register (经办人).

    Attributes:
        duties: Values of `models.duties.Duty`.
        pin: Salted hash of the PIN, empty for none. It separates duties; it does not protect the
            file, which whoever can open the folder can read.
    """

    __tablename__ = "operator"

    name = stored(String(200))
    duties = stored(Json)
    pin = optional(String(200))
