# SPDX-License-Identifier: Apache-2.0
"""Boxes to tick: which of the answers beside them was chosen."""

from __future__ import annotations

import re
from types import MappingProxyType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

TICKED = "☑"
UNTICKED = "□"

_SYMBOLS: Mapping[str, Mapping[int, str]] = MappingProxyType(
    {
        "wingdings": {
            **dict.fromkeys((0xFD, 0xFE), TICKED),
            **dict.fromkeys((0x6F, 0x71, 0x72, 0xA8), UNTICKED),
            **dict.fromkeys((0xFC,), "√"),
            **dict.fromkeys((0x6E,), "■"),
            **dict.fromkeys((0x6C,), "●"),
            **dict.fromkeys((0xA1,), "○"),
        },
        "wingdings 2": {
            **dict.fromkeys((0x52, 0x53, 0x54), TICKED),
            **dict.fromkeys((0x2A, 0x30, 0xA3), UNTICKED),
            **dict.fromkeys((0x50,), "√"),
            **dict.fromkeys((0xA2,), "■"),
        },
        "symbol": {0xD6: "√", 0xA0: UNTICKED},
    },
)
"""What symbol fonts draw at their code points, as far as forms use it."""

_PRIVATE = 0xF000


def symbol(font: str, code: int) -> str | None:
    """The character that a symbol font draws, None for one that is no box and no tick."""
    drawn = _SYMBOLS.get(font.casefold())
    return drawn.get(code - _PRIVATE if code >= _PRIVATE else code) if drawn else None


_EMPTY = "□☐◻▢❏❐❑❒◯○"
_SURE = "☑☒✅🗹🗷⊠"
_TICK = "√✓✔"
_FULL = "■◼▣●◉"
_BRACKETS = rf"[（(\[【]\s*[{_TICK}]\s*[）)\]】]|\[\s*[xXvV]\s*\]"
_BLANK_BRACKETS = r"[（(\[【]\s*[）)\]】]"
_NUMERAL = "一二三四五六七八九零〇○0-9"
_BOX = rf"[{_EMPTY}](?![{_NUMERAL}年])(?<![{_NUMERAL}].)"

_MARK = re.compile(
    rf"(?P<yes>{_BRACKETS}|{_BOX}\s?[{_TICK}]|[{_SURE}{_TICK}{_FULL}])|(?P<no>{_BOX})"
)
_MARK_IN_BRACKETS = re.compile(rf"(?P<yes>{_BRACKETS})|(?P<no>{_BLANK_BRACKETS})")
_HAS_TICKED_BRACKETS = re.compile(_BRACKETS)
_HAS_BOX = re.compile(rf"[{_SURE}]|{_BOX}")
_HINT = re.compile(
    rf"[（(]?[^（()）\n{_EMPTY}]{{0,8}}(?:[“\"]?[{_EMPTY}][”\"]?)?[^（()）\n{_EMPTY}]{{0,4}}"
    rf"[打划画填]\s*[“\"']?\s*[{_TICK}]\s*[”\"']?[^（()）\n{_EMPTY}]?[）)]?",
)
_AROUND = " \t\n,，、;；。/|"


def chosen(text: str) -> str | None:
    """What was ticked (`□是 ☑否` gives `否`), several joined by 、; None where nothing is to tick.

    Boxes may stand before their answers or behind them; one that stands alone gives `√` or nothing.
    """
    text, hints = _HINT.subn("", text)
    brackets = _HAS_TICKED_BRACKETS.search(text) or (hints and not _HAS_BOX.search(text))
    mark = _MARK_IN_BRACKETS if brackets else _MARK
    if mark is _MARK and not _HAS_BOX.search(text):
        return None
    marks = list(mark.finditer(text))
    if not marks:
        return None
    ticked = [bool(found["yes"]) for found in marks]
    before = text[: marks[0].start()].strip(_AROUND)
    behind = text[marks[-1].end() :].strip(_AROUND)
    if not before and not behind and len(marks) == 1:
        return "√" if ticked[0] else ""
    if before and not behind:  # “是□ 否☑”
        starts = [0, *(found.end() for found in marks[:-1])]
        ends = [found.start() for found in marks]
    else:
        starts = [found.end() for found in marks]
        ends = [*(found.start() for found in marks[1:]), len(text)]
    answers = (
        " ".join(text[start:end].replace("_", " ").split()).strip(_AROUND)
        for start, end in zip(starts, ends, strict=True)
    )
    return "、".join(answer for answer, yes in zip(answers, ticked, strict=True) if yes and answer)


def has_boxes(text: str) -> bool:
    """Whether something is to be ticked in a text, or was."""
    return bool(_HAS_BOX.search(text) or _HAS_TICKED_BRACKETS.search(text))
