# SPDX-License-Identifier: Apache-2.0
"""Boxes that somebody ticked in a text: `☑标准级 □卓越级`, `是☑ 否□`."""

from __future__ import annotations

import re

_TICKED = "☑☒✔✓√■●◉"
_OPEN = "□☐○◯"
_BOX = re.compile(f"([{_TICKED}{_OPEN}])")


def ticked(text: str) -> tuple[str, ...]:
    """The options that are ticked; empty where there are no boxes, or it cannot be told.

    Where boxes stand before their options the text begins with one, else it ends with one. An open
    box must be there too: a single sign is an answer of its own, not a choice.
    """
    parts = [part.strip(" \u3000、，,;；\n\t") for part in _BOX.split(text)]
    boxes = parts[1::2]
    if not any(box in _OPEN for box in boxes):
        return ()
    if not parts[0]:
        options = parts[2::2]
    elif not parts[-1]:
        options = parts[:-1:2]
    else:
        return ()
    if not all(options):
        return ()
    return tuple(option for box, option in zip(boxes, options, strict=True) if box in _TICKED)
