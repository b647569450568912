# SPDX-License-Identifier: Apache-2.0
"""The setter of one document: its language, its headings, and the characters it could not set."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from models.language import Language, message
from reports.typesetting.fitting import broken_heading
from reports.typesetting.fonts import spans, width_of
from reports.typesetting.headings import Entry, Heading, headed
from reports.typesetting.late import Late
from reports.typesetting.office_fonts import BUNDLED, Faces
from reports.typesetting.paragraphs import paragraphs
from reports.typesetting.prose import Prose
from reports.typesetting.styles import CHAPTER, RUBRIC, SECTION

if TYPE_CHECKING:
    from collections.abc import Mapping

    from models.language import Message, Translatable
    from reports.typesetting.places import Place
    from reports.typesetting.styles import TextStyle

DASH = "—"
"""What stands where there is nothing."""


class Setter:
    """Turns texts into blocks, in one language.

    Attributes:
        lost: Characters that no font has; they are printed as code points.
        entries: The headings so far, for contents and bookmarks.
        late: What is known only at the end.
        width: Of the text on the page.
        faces: The fonts of titles and letters.
        parts: The ids of the parts that the document has, so that one may point to another.
        refused: Why a file from elsewhere cannot be laid in after all, by its key.
        pictured: For which sheets from elsewhere, by key and index, a picture stands.
        places: Where sheets from elsewhere are to be laid in; complete when the document is set.
    """

    def __init__(
        self,
        language: Language,
        width: float,
        *,
        parts: frozenset[str] = frozenset(),
        refused: Mapping[str, Message] | None = None,
        faces: Faces = BUNDLED,
        pictured: frozenset[tuple[str, int]] = frozenset(),
    ) -> None:
        self.language = language
        self.width = width
        self.faces = faces
        self.parts = parts
        self.refused = refused or {}
        self.pictured = pictured
        self.places: list[Place] = []
        self.lost: set[str] = set()
        self.entries: list[Entry] = []
        self.late = Late()

    def beside(self, width: float) -> Setter:
        """A setter for pages of another width in the same document."""
        made = Setter(self.language, width, parts=self.parts, faces=self.faces)
        made.lost = self.lost
        made.entries = self.entries
        made.places = self.places
        made.late = self.late
        return made

    def text(self, source: Translatable | str) -> str:
        """A text in the document's language."""
        return source if isinstance(source, str) else source.text(self.language)

    def block(
        self, source: Translatable | str, style: TextStyle, *, before: float = 0, after: float = 0
    ) -> Prose:
        """A block of paragraphs; — where the text is empty."""
        return self.blocks((source, style), before=before, after=after)

    def blocks(
        self,
        *sources: tuple[Translatable | str, TextStyle],
        before: float = 0,
        after: float = 0,
    ) -> Prose:
        """A block of texts in styles of their own; — where all of them are empty."""
        found = [
            item
            for source, style in sources
            for item in paragraphs(self.text(source), style, self.lost)
        ]
        return Prose(
            found or paragraphs(DASH, sources[0][1], self.lost), before=before, after=after
        )

    def between_words(self, source: Translatable | str, style: TextStyle, room: float) -> Prose:
        """A short text for so much room, its lines ending between words and never in a unit."""
        text = self.text(source)
        if self.width_of(text, style) > room:
            text = broken_heading(text, room, lambda part: self.width_of(part, style))
        return self.block(text, style)

    def width_of(self, text: str, style: TextStyle) -> float:
        """How wide a text is in one line."""
        return width_of(spans(text, style.font, self.lost), style.size)

    def chapter_heading(self, title: Translatable | str) -> Heading:
        """The heading of a numbered chapter; to be made before those of its sections."""
        number = 1 + sum(entry.level == 0 for entry in self.entries)
        counted = chinese_number(number) if self.language is Language.ZH else str(number)
        text = self.text(message("{n}. {title}", n=counted, title=self.text(title)))
        block = self.block(text, CHAPTER)
        return Heading(self._entry(text, 0), block, before=26, gap=12)

    def section_heading(
        self, title: Translatable | str, *, level: int = 1, key: str = ""
    ) -> Heading:
        """The heading of a section of a chapter, or of a part of it; `key` is for pointing to it."""
        text = self.text(title)
        entry = self._entry(text, level, key)
        return Heading(entry, self.block(text, SECTION), before=16, gap=6)

    def rubric(self, title: Translatable | str, body: list[Any]) -> list[Any]:
        """A small heading that the contents do not name, above its body."""
        return headed(Heading(None, self.block(title, RUBRIC), before=12, gap=4), body)

    def _entry(self, title: str, level: int, key: str = "") -> Entry:
        entry = Entry(" ".join(title.split()), level, key or f"h{len(self.entries) + 1}")
        self.entries.append(entry)
        return entry


_DIGITS = "〇一二三四五六七八九"
_TEN = 10


def chinese_number(number: int) -> str:
    """A number up to 99 as chapters are counted: 十二."""
    tens, ones = divmod(number, _TEN)
    if not tens:
        return _DIGITS[ones]
    front = "十" if tens == 1 else f"{_DIGITS[tens]}十"
    return front + (_DIGITS[ones] if ones else "")
