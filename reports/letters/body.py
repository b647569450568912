# SPDX-License-Identifier: Apache-2.0
"""The text of a letter: paragraphs, and headings by the signs with which they begin."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from models.language import Language
from reports.typesetting.fonts import spans
from reports.typesetting.paragraphs import measured
from reports.typesetting.prose import Prose

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reports.letters.layout import Styles
    from reports.typesetting.setter import Setter
    from reports.typesetting.styles import TextStyle

_FIRST = re.compile("[一二三四五六七八九十百]+、")
_SECOND = re.compile("[（(][一二三四五六七八九十百]+[）)]")
_THIRD = re.compile(r"\d{1,2}[.．](?!\d)|[（(]\d{1,2}[）)]")
_SENTENCE = re.compile("[^。；;]*[。；;]")


def text_blocks(text: str, styles: Styles, setter: Setter) -> list[Prose]:
    """The paragraphs of a text, a block each; a heading holds on to the paragraph below it.

    English letters have two levels, 1. and (1).
    """
    level_of = _level if setter.language is Language.ZH else _english_level
    lost = setter.lost
    made: list[Prose] = []
    waiting: list[tuple[str, TextStyle | None]] = []
    for line in (line.strip() for line in text.splitlines()):
        if not line:
            continue
        level = level_of(line, styles)
        waiting.append((line, level))
        if level is None or _SENTENCE.match(line):
            made.append(_block(waiting, styles, lost))
            waiting = []
    return [*made, _block(waiting, styles, lost)] if waiting else made


def _level(line: str, styles: Styles) -> TextStyle | None:
    """The style of a heading; None for a paragraph."""
    if _FIRST.match(line):
        return styles.first
    if _SECOND.match(line):
        return styles.second
    if _THIRD.match(line) and not _SENTENCE.match(line):
        return styles.body
    return None


def _english_level(line: str, styles: Styles) -> TextStyle | None:
    if not _THIRD.match(line) or line.endswith((".", ";", ":")):
        return None
    return styles.first if line[0].isdigit() else styles.second


def _block(lines: list[tuple[str, TextStyle | None]], styles: Styles, lost: set[str]) -> Prose:
    items = [
        measured([span for part in _parts(line, level, styles, lost) for span in part], styles.body)
        for line, level in lines
    ]
    return Prose(items)


def _parts(
    line: str, level: TextStyle | None, styles: Styles, lost: set[str]
) -> Iterator[list[tuple[str, str]]]:
    """The spans of a line; of a heading with its text behind it only the first sentence is one."""
    sentence = _SENTENCE.match(line)
    end = len(line) if sentence is None else sentence.end()
    if level is None:
        end = 0
    if end and level is not None:
        yield spans(line[:end], level.font, lost)
    if end < len(line):
        yield spans(line[end:], styles.body.font, lost)
