# SPDX-License-Identifier: Apache-2.0
"""The realistic faults of the sample: what is missing, missed, added up wrong or too long."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, Any

from models.demo.codes import slipped
from models.demo.figures import hundredths
from models.demo.material import material
from models.demo.subjects import paragraph

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from models.demo.filling import Filling


class Quality(StrEnum):
    """How well a form is filled."""

    GOOD = "good"
    SLIPPED = "slipped"
    FAULTY = "faulty"


def spoil(filling: Filling, quality: Quality) -> None:
    """Put the faults of a quality into a form: none, a slip in the code, or one of the errors."""
    values = filling.values
    if quality is Quality.SLIPPED:
        values["credit_code"] = slipped(filling.rng, values["credit_code"])
    elif quality is Quality.FAULTY:
        faults = material(filling.programme.id).get("fault", [_MISSING])
        fault = filling.rng.choice(faults)
        _KINDS[fault["kind"]](filling, fault)


_MISSING: Mapping[str, Any] = {"kind": "missing", "fields": ["legal_person", "contact"]}


def _missing(filling: Filling, fault: Mapping[str, Any]) -> None:
    filling.values.pop(filling.rng.choice(fault["fields"]), None)


def _set(filling: Filling, fault: Mapping[str, Any]) -> None:
    filling.values.update(fault["values"])


def _cut(filling: Filling, fault: Mapping[str, Any]) -> None:
    rows = filling.values.get(fault["table"]) or []
    filling.values[fault["table"]] = rows[: fault["rows"]]


def _add(filling: Filling, fault: Mapping[str, Any]) -> None:
    found = filling.values[fault["field"]]
    more = fault["by"]
    changed = found + more if isinstance(found, int) else hundredths(float(found) + more)
    filling.values[fault["field"]] = changed


def _long(filling: Filling, fault: Mapping[str, Any]) -> None:
    limit = filling.programme.fields[fault["field"]].max_length or 200
    texts = (
        paragraph(filling.rng, filling.subject, filling.company, limit, 2 * limit) for _ in range(3)
    )
    filling.values[fault["field"]] = "".join(texts)[: limit + filling.rng.randint(5, 90)]


_KINDS: Mapping[str, Callable[[Filling, Mapping[str, Any]], None]] = {
    "missing": _missing,
    "set": _set,
    "cut": _cut,
    "add": _add,
    "long": _long,
}
