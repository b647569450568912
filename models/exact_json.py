# SPDX-License-Identifier: Apache-2.0
"""JSON whose numbers are exact: the library's own writer knows no decimals, only doubles."""

from __future__ import annotations

import json
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from models.rules.decimals import decimal_text

if TYPE_CHECKING:
    from collections.abc import Iterable


def json_text(value: Any, depth: int = 0) -> str:
    """Plain values as JSON, a value a line; a decimal with all of its digits and no other."""
    match value:
        case Decimal():
            return decimal_text(value)
        case dict():
            named = (
                f"{json_text(str(key))}: {json_text(item, depth + 1)}"
                for key, item in value.items()
            )
            return _block("{}", named, depth)
        case list():
            return _block("[]", (json_text(item, depth + 1) for item in value), depth)
        case _:
            return json.dumps(value, ensure_ascii=False)


def _block(brackets: str, items: Iterable[str], depth: int) -> str:
    start, end = "\n" + " " * (depth + 1), "\n" + " " * depth
    inside = f",{start}".join(items)
    return f"{brackets[0]}{start}{inside}{end}{brackets[1]}" if inside else brackets
