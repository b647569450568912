# SPDX-License-Identifier: Apache-2.0
"""Thresholds in the words of a definition: `{area_least_m2}` becomes the number of that constant.

So that a notice which raises a threshold changes one number, and no sentence can go on naming the old
one.
"""

from __future__ import annotations

import string
from typing import TYPE_CHECKING

from models.language import Label
from models.programme.checklist import display_number

if TYPE_CHECKING:
    from models.programme.schema import Programme


def worded(programme: Programme) -> Programme:
    """The programme with its constants written into the texts of rules and checklist."""
    rules = tuple(
        rule.model_copy(
            update={
                "message": with_constants(rule.message, programme),
                "fix": with_constants(rule.fix, programme) if rule.fix else None,
            }
        )
        for rule in programme.rule
    )
    lines = tuple(
        item.model_copy(update={"label": with_constants(item.label, programme)})
        for item in programme.checklist
    )
    return programme.model_copy(update={"rule": rules, "checklist": lines})


def with_constants(label: Label, programme: Programme) -> Label:
    """A text with its `{constants}` as numbers."""
    return Label(_filled(label.zh, programme), _filled(label.en, programme))


def _filled(text: str, programme: Programme) -> str:
    constants = programme.constants
    try:
        parts = list(string.Formatter().parse(text))
    except ValueError:
        return text
    return "".join(
        literal
        + (display_number(constants[name]) if name in constants else f"{{{name}}}" if name else "")
        for literal, name, _, _ in parts
    )
