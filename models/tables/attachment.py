# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from sqlalchemy import BigInteger, Integer, String, Text

from models.tables.base import Json, Record, Uid, optional, stored

if TYPE_CHECKING:
    from collections.abc import Mapping


class Attachment(Record):
    """A file on a slot of an application, an applicant, a call or a list; its bytes lie by hash.

    Attributes:
        owner_kind: The table of the owner.
        size: In bytes.
        fault: Why it cannot be opened, empty where it can.
        cleared: Who found that no name and no seal in it tells experts whose it is, and when: `by`,
            `on`, and the `sha256` of what they looked at; empty where nobody did.
    """

    __tablename__ = "attachment"
    subject: ClassVar[str] = "owner_uid"
    erased: ClassVar[Mapping[str, Any]] = {"name": "", "fault": None, "cleared": None}

    owner_kind = stored(String(20))
    owner_uid = stored(Uid, index=True)
    slot = stored(String(60))
    name = stored(String(400))
    sha256 = stored(String(64), index=True)
    size = stored(BigInteger)
    media_type = stored(String(120))
    pages = optional(Integer)
    fault = optional(Text)
    cleared = optional(Json)
