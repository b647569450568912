# SPDX-License-Identifier: Apache-2.0
"""What forms usually say: how likely a text is a label, and what of a text is the label or the answer."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING

from forms.intake.files.word.ticks import chosen, has_boxes
from forms.intake.tables.words import aliases
from forms.intake.tables.words import words as words_of_tables
from models.programme.values import parse_date
from models.rules.text import clean, comparable, half_width
from resources import read_text

if TYPE_CHECKING:
    from collections.abc import Collection

LONGEST_LABEL = 40
UNKNOWN = 0.4
"""How likely a short text of which nothing is known is a label."""

_CJK = "\u3400-\u9fff"
_BLANK_BETWEEN = re.compile(rf"(?<=[{_CJK}])[ \t\u3000\n]+(?=[{_CJK}（(])")
_NUMBERING = re.compile(
    r"^(?:[*＊★▲※]\s*)*(?:附?表\s*[0-9]{1,2}(?:[-.－][0-9]{1,2})*[、.．:：]?\s|[一二三四五六七八九十]{1,3}[、.．]|[（(][一二三四五六七八九十0-9]{1,3}[）)]"
    r"|[0-9]{1,2}(?:[.．][0-9]{1,2})*[、.．)）](?![0-9])|[①-⑳])?\s*(?:[*＊★▲※]\s*)*",
)
_BRACKETED = re.compile(r"[（(【\[][^（(【\[）)】\]]*[）)】\]]")
_NOT_A_LABEL = re.compile(
    r"^[-+−]?[\d.,，%％/:~\s-]+$|^[A-Z0-9]{15,}$|@|[。！？]|https?://|^[0-9１-９]"
)
_UNANSWERED = re.compile(r"[^\s：:]{2,14}[：:]")
_LENGTH = re.compile(r"[0-9]\s*(?:[-~—至]\s*[0-9]+\s*)?字")
_SAID = re.compile(r"[：:]\s*\S")
_YEAR = re.compile(r"^((?:19|20)[0-9]{2})\s*年?度?\s*(?:[（(].*[）)])?$")


@dataclass(frozen=True)
class Words:
    """The words of forms, and the names of fields where the programme is known.

    Attributes:
        known: Names of fields as `comparable` makes them.
    """

    known: frozenset[str] = frozenset()
    lists: dict[str, tuple[str, ...]] = field(default_factory=dict)

    def likeness(self, text: str, *, strong: bool = False) -> float:
        """How likely a cell is a label, from 0 (a value, or nothing) to 1."""
        label = self.label(text)
        if not label or has_boxes(text):
            return 0
        if comparable(label) in self.known:
            return 1
        if len(label) > LONGEST_LABEL or _NOT_A_LABEL.search(half_width(label)):
            return 0
        if text.rstrip().endswith(("：", ":")):
            return 0.95
        bare = _BRACKETED.sub("", label).casefold()
        if bare.startswith(self.lists["label_beginnings"]):
            return 0.9
        if _SAID.search(label):
            return 0
        if bare.endswith(self.lists["label_endings"]):
            return 0.9
        if parse_date(label) is not None or bare.endswith(self.lists["value_endings"]):
            return 0.1
        if comparable(bare).endswith(words_of_tables().endings):
            return 0.9
        return 0.6 if strong else UNKNOWN

    def label(self, text: str) -> str:
        """A label without numbering, stars, blanks between 汉字, colon and asides (（盖章）)."""
        bare = _NUMBERING.sub("", clean(text).text, count=1)
        bare = _BLANK_BETWEEN.sub("", bare.replace("\n", " ")).strip(" \t\u3000:：_")
        for aside in _BRACKETED.findall(bare):
            if self._is_aside(aside):
                bare = bare.replace(aside, "")
        return bare.strip(" \t\u3000:：_")

    def answer(self, text: str) -> str:
        """A value without the lines it was written on; the ticked ones of boxes; "" if not filled in."""
        ticked = chosen(text)
        if ticked is not None:
            return ticked
        lines = (line.strip(" \t\u3000_") for line in clean(text).text.split("\n"))
        bare = re.sub(r"_{2,}", " ", "\n".join(lines)).strip("\n")
        rest = bare
        for blank in sorted(self.lists["blanks"], key=len, reverse=True):
            rest = rest.replace(blank, "")
        aside = all(map(self._is_aside, _BRACKETED.findall(bare)))
        if not _UNANSWERED.sub("", rest).strip() or (
            aside and not _BRACKETED.sub("", bare).strip()
        ):
            return ""
        return self._unsealed(bare)

    def _unsealed(self, answer: str) -> str:
        """An answer without the place for a seal behind it: 某某公司（盖章）."""
        for bracketed in _BRACKETED.findall(answer)[-1:]:
            if self.is_signature(bracketed):
                return answer.removesuffix(bracketed).rstrip()
        return answer

    def group(self, title: str) -> str:
        """What the labels below a title belong to: 联系人 of 联系人信息, nothing of 基本情况."""
        bare = self.label(title)
        for ending in self.lists["group_endings"]:
            if bare.endswith(ending):
                return bare.removesuffix(ending)
        return bare

    def is_total(self, text: str) -> bool:
        """Whether a row is the total of those above it."""
        return comparable(self.label(text)).startswith(tuple(words_of_tables().totals))

    def _is_aside(self, bracketed: str) -> bool:
        if _LENGTH.search(bracketed):
            return True
        return any(word in bracketed for word in self.lists["asides"])

    def is_general(self, label: str) -> bool:
        """Whether a label says little without the group in which it stands."""
        return _BRACKETED.sub("", label).strip() in self.lists["general_labels"]

    def is_signature(self, text: str) -> bool:
        """Whether a label asks for a signature or a seal, and for nothing to be typed."""
        return any(word in text for word in self.lists["signatures"])

    def is_unit(self, text: str) -> bool:
        """Whether a cell holds nothing but the unit of the number before it."""
        return text.strip(" （）()") in self.lists["units"]

    def is_unit_column(self, heading: str) -> bool:
        """Whether the heading of a column says that it holds units."""
        known = map(comparable, self.lists["unit_headings"])
        return comparable(self.label(heading)) in set(known)

    def is_index(self, text: str) -> bool:
        """Whether the heading of a column says that its rows are counted."""
        return comparable(self.label(text)) in words_of_tables().serial

    def names_a_list(self, caption: str) -> bool:
        """Whether a caption says that the table below repeats."""
        return any(word in caption for word in self.lists["list_captions"])

    def is_line_label(self, label: str) -> bool:
        """Whether what stands before a colon can be a label."""
        bare = label.casefold()
        return (
            1 < len(label) <= LONGEST_LABEL
            and not _NOT_A_LABEL.search(half_width(label))
            and not has_boxes(label)
            and not any(
                bare == word or (bare.startswith(word) and bare[len(word) :].isdigit())
                for word in self.lists["not_labels"]
            )
        )


def year_of(text: str) -> str:
    """The year that heads a column (2025年), empty for none."""
    found = _YEAR.match(half_width(text).strip())
    return found[1] if found else ""


def words(labels: Collection[str] = ()) -> Words:
    """The words of forms, with the names of fields that are known to be labels."""
    return Words(frozenset(map(comparable, labels)) | _names(), _lists())


@cache
def _names() -> frozenset[str]:
    """What people call fields; a word of English or of one sign is too short to be sure of."""
    every = aliases()
    lists = (*every.fields.values(), *every.types.values())
    return frozenset(
        name for names in lists for name in names if len(name) > 1 and not name.isascii()
    )


@cache
def _lists() -> dict[str, tuple[str, ...]]:
    data = tomllib.loads(read_text("intake", "word_forms.toml"))
    folded = {"label_endings", "label_beginnings", "value_endings", "not_labels"}
    return {
        name: tuple(item.casefold() if name in folded else item for item in items)
        for name, items in data.items()
    }
