# SPDX-License-Identifier: Apache-2.0
"""Answers outside tables: lines with a label and a colon, and text under a heading."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from forms.intake.files.word.findings import Findings, Pair
from forms.intake.files.word.lines import said_in
from forms.intake.files.word.words import LONGEST_LABEL
from models.language import message

if TYPE_CHECKING:
    from forms.intake.files.word.document import Line
    from forms.intake.files.word.words import Words
    from models.language import Message

_NUMBERED = (
    re.compile(r"^第?[一二三四五六七八九十]{1,3}[、.．章部]"),
    re.compile(r"^[（(][一二三四五六七八九十]{1,3}[）)]"),
    re.compile(r"^[0-9]{1,2}[、.．](?![0-9])"),
    re.compile(r"^[（(][0-9]{1,2}[）)]"),
)
_SENTENCE = re.compile(r"[。；;！？!?]|[，,].*[，,]")
_SHOWN = 24
_LIKELY = 0.5


@dataclass(slots=True)
class _Section:
    level: int
    label: str
    place: Message
    lines: list[str] = field(default_factory=list)


@dataclass(slots=True)
class ProseReader:
    """Reads the lines of a document one after the other.

    Attributes:
        caption: The last line that could be the caption of a table.
    """

    words: Words
    found: Findings
    caption: str = ""
    _open: list[_Section] = field(default_factory=list)

    def read(self, line: Line) -> None:
        """Take a line."""
        text = line.text.strip()
        if not text:
            return
        level = self._level(line)
        said = said_in(line, self.words)
        if level is None and said and self._is_answer(line, said[0].start, said[0].label):
            if len(said) == 1 and not said[0].value and said[0].is_field:
                self._begin(len(_NUMBERED), said[0].label, line)
                return
            self._close(len(_NUMBERED))
            for item in (item for item in said if item.is_field):
                self.found.pairs.append(Pair(item.label, item.value, _place(line)))
            return
        for section in self._open:
            if level is None or section.level < level:
                section.lines.append(text)
        if level is not None:
            self._begin(level, self.words.label(text), line)
        short = len(text) <= LONGEST_LABEL and not _SENTENCE.search(text)
        self.caption = self.words.label(text) if short else ""

    def table(self) -> str:
        """A table comes; the caption above it, which is no text of a section."""
        caption, self.caption = self.caption, ""
        for section in self._open if caption else ():
            if section.lines and self.words.label(section.lines[-1]) == caption:
                section.lines.pop()
        return caption

    def end(self) -> None:
        """Take what is still open."""
        self._close(0)

    def _level(self, line: Line) -> int | None:
        """How deep a heading is, None for an ordinary line."""
        text = line.text.strip()
        if len(text) > LONGEST_LABEL or _SENTENCE.search(text) or "：" in text.rstrip("："):
            return None
        for level, numbered in enumerate(_NUMBERED, start=1):
            if numbered.match(text):
                return level
        return 1 if line.heading else None

    def _is_answer(self, line: Line, start: int, label: str) -> bool:
        """Whether a line is an answer and no sentence with a colon in it."""
        if line.text[:start].strip():
            return False
        return not self._open or self.words.likeness(label) >= _LIKELY or bool(line.edges)

    def _begin(self, level: int, label: str, line: Line) -> None:
        self._close(level)
        self._open.append(_Section(level, label, _place(line)))

    def _close(self, level: int) -> None:
        kept = [section for section in self._open if section.level < level]
        for section in self._open[len(kept) :]:
            text = "\n".join(section.lines)
            if section.label and (text or section.level == len(_NUMBERED)):
                value = self.words.answer(text)
                self.found.pairs.append(Pair(section.label, value, section.place))
        self._open = kept


def _place(line: Line) -> Message:
    text = " ".join(line.text.replace("_", " ").split())
    shown = text if len(text) <= _SHOWN else f"{text[:_SHOWN]}…"
    return message("the line “{text}”", text=shown)
