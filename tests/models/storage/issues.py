# SPDX-License-Identifier: Apache-2.0
"""Something that went out, for tests of the list of it."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

from models.dossier import HistoryHead
from models.language import Language
from models.ledger import Issue, IssuedFile
from models.orders import PacketOrder, order_to_json

HEAD = HistoryHead(3, "a" * 64)


def an_issue(head: HistoryHead = HEAD, **more: Any) -> Issue:
    order = PacketOrder(applications=("u1",), language=Language.ZH)
    values: dict[str, Any] = {
        "id": 0,
        "at": "2026-03-02T01:00:00Z",
        "office": "o1",
        "operator": "张三",
        "account": "zhang",
        "machine": "pc-1",
        "made_with": {"xiandao": "1.0"},
        "stored_order": json.loads(json.dumps(order_to_json(order))),
        "day": date(2026, 3, 2),
        "head": head,
        "in_folder": False,
        "files": (IssuedFile("*.pdf", 7, "b" * 64, "202601001", "ABCD1234"),),
    }
    return Issue(**{**values, **more})
