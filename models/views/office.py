# SPDX-License-Identifier: Apache-2.0
"""The office as it is edited."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import func, select

from models.tables import Office

if TYPE_CHECKING:
    from models.reader import Reader


@dataclass(frozen=True, slots=True)
class OfficeDetails:
    """The office with what nobody prints.

    Attributes:
        region: Six digits, empty for none.
        backup_place: A second folder to which every backup is copied, empty for none.
    """

    name: str
    region: str
    contact: str
    phone: str
    backup_place: str


def office_details(reader: Reader) -> OfficeDetails:
    """The office of the register."""
    row = reader.first(select(Office.__table__).order_by(Office.id))
    assert row is not None
    return OfficeDetails(
        row.name, row.region or "", row.contact or "", row.phone or "", row.backup_place or ""
    )


def office_uid(reader: Reader) -> str:
    """The uid of the office, by which its workspace is known wherever it lies."""
    return str(reader.scalar(select(func.min(Office.uid))))
