# SPDX-License-Identifier: Apache-2.0
"""Answers in a line: 联系人：张三  电话：____."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from forms.intake.files.word.document import Line
    from forms.intake.files.word.words import Words

_COLON = re.compile("[：:]")
_CJK = "\u3400-\u9fff"
_SPREAD = re.compile(rf"(?:(?<=\s)|^)[{_CJK}](?P<gap>[ \u3000\t]+)(?:[{_CJK}](?P=gap))*[{_CJK}]$")
_ENDS = re.compile(r"[\s,，;；、。|_□☐☑☒]")
_LOOKED_AT = 160  # a label may be spread by blanks, but not without end
_LONGEST_LINE = 5000  # a longer one is prose
_OPEN, _CLOSED = "（(【[", "）)】]"


@dataclass(frozen=True, slots=True)
class Said:
    """A label in a line, and what stands behind its colon.

    Attributes:
        signed: It asks for a signature or a seal.
    """

    start: int
    label: str
    value: str
    signed: bool = False

    @property
    def is_field(self) -> bool:
        """Whether it is something to fill in by typing."""
        return bool(self.value) or not self.signed


def said_in(line: Line, words: Words) -> tuple[Said, ...]:
    """The labels with a colon in a line, each with what follows it up to the next one; none in prose."""
    if len(line.text) > _LONGEST_LINE:
        return ()
    found: list[tuple[int, int, str]] = []
    begin = 0
    for colon in _COLON.finditer(line.text):
        start = _start(line, begin, colon.start())
        label = words.label(line.text[start : colon.start()])
        if words.is_line_label(label) and not _is_within_number(line.text, colon.start()):
            found.append((start, colon.end(), label))
            begin = colon.end()
    ends = [*(start for start, _, _ in found[1:]), len(line.text)][: len(found)]
    said = [
        Said(
            start,
            label,
            words.answer(_without_loose_end(line.text[after:end])),
            words.is_signature(line.text[start:after]),
        )
        for (start, after, label), end in zip(found, ends, strict=True)
    ]
    return tuple(said)


def _start(line: Line, begin: int, colon: int) -> int:
    """Where a label that ends at a colon begins."""
    begin = max(begin, colon - _LOOKED_AT)
    text = line.text[begin:colon].rstrip()
    spread = _SPREAD.search(text)
    if spread is not None:  # 联 系 人：
        return begin + spread.start()
    depth = 0
    for place in range(len(text) - 1, -1, -1):
        if text[place] in _CLOSED:
            depth += 1
        elif text[place] in _OPEN:
            if depth == 0:  # （电话：…）
                return begin + place + 1
            depth -= 1
        elif depth == 0 and _ENDS.match(text[place]):
            return begin + place + 1
        if begin + place in line.edges and text[place:].strip():
            return begin + place
    return begin


def _is_within_number(text: str, colon: int) -> bool:
    """Whether it is the colon of a time or a ratio: 17:00."""
    return text[colon - 1 : colon].isdigit() and text[colon + 1 : colon + 2].isdigit()


def _without_loose_end(value: str) -> str:
    """A value without brackets that open or close around a label, and without a last comma."""
    bare = value.strip(" \t\u3000\n_,，;；、").rstrip(_OPEN)
    if bare.endswith(tuple(_CLOSED)) and not any(char in bare for char in _OPEN):
        bare = bare[:-1]
    return bare
