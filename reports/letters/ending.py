# SPDX-License-Identifier: Apache-2.0
"""What stands below the text: list of annexes, signature over the date, whom to ask, copies."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from reportlab.platypus.flowables import Flowable

from models.language import Language, message
from models.programme.display import date_text
from reports.contacts import contact_text
from reports.letters.layout import CHARACTER, HEIGHT, LINE, SIZE_3, SIZE_4, WIDTH
from reports.typesetting.fonts import draw_spans, spans, width_of
from reports.typesetting.styles import MM, QUIET, Align
from reports.typesetting.together import Together

if TYPE_CHECKING:
    from reports.letters.layout import Styles
    from reports.letters.letter import Letter
    from reports.typesetting.prose import Prose
    from reports.typesetting.setter import Setter

_FROM_RIGHT = 4 * CHARACTER
"""So far the date stays from the right edge (右空四字, 7.3.5.1)."""
_SEAL = 42 * MM
_RULE_THICK, _RULE_THIN = 0.35 * MM, 0.25 * MM


def ending(letter: Letter, styles: Styles, setter: Setter) -> Together:
    """The blocks that no page break parts."""
    blocks: list[Any] = annex_lines(letter, styles, setter)
    blocks.append(Signature(letter, styles, setter))
    if contact := _contact(letter, setter):
        asking = replace(styles.body, align=Align.LEFT)
        before = LINE if letter.office.paper.letter.seal else 0
        blocks.append(setter.block(contact, asking, before=before))
    return Together(blocks, page=HEIGHT, before=LINE)


def annex_lines(letter: Letter, styles: Styles, setter: Setter) -> list[Prose]:
    """The annexes by number and name (附件说明, 7.3.4); the names stand below each other."""
    titles = [annex.title for annex in letter.annexes]
    if not titles:
        return []
    lead = setter.text(message("Annex: "))
    if len(titles) == 1:
        return [setter.block(f"{lead}{titles[0]}", styles.body, after=LINE)]
    inset = 2 * CHARACTER + setter.width_of(lead, styles.body)
    below = replace(styles.body, indent=0, inset=inset, align=Align.LEFT)
    first = replace(styles.body, align=Align.LEFT)
    made = [setter.block(f"{lead}1. {titles[0]}", first)]
    made += [setter.block(f"{n}. {title}", below) for n, title in enumerate(titles[1:], 2)]
    return made


class Signature(Flowable):  # type: ignore[misc] # reportlab has no types
    """Who signs, centred over the date, which stays four characters from the right edge."""

    def __init__(self, letter: Letter, styles: Styles, setter: Setter) -> None:
        super().__init__()
        own = letter.office.paper.letter
        font, lost = styles.body.font, setter.lost
        self.spaceBefore = LINE
        self._name = spans(own.signature or letter.office.writes_as, font, lost)
        self._date = spans(date_text(letter.dated, setter.language), font, lost)
        self._seal = own.seal
        self._note = spans(setter.text(message("(seal)")), font, lost)

    def wrap(self, width: float, _height: float = 0) -> tuple[float, float]:
        """Two lines; with a seal the room that it takes."""
        return width, max(2 * LINE, _SEAL if self._seal else 0)

    def draw(self) -> None:
        """Draw both lines, and the dotted square round them."""
        canvas = self.canv
        name, date = width_of(self._name, SIZE_3), width_of(self._date, SIZE_3)
        middle = WIDTH - _FROM_RIGHT - date / 2
        middle = min(middle, WIDTH - max(name, date) / 2)
        below = (self.wrap(WIDTH)[1] - 2 * LINE) / 2
        canvas.setFillColorRGB(0, 0, 0)
        draw_spans(canvas, self._name, SIZE_3, middle - name / 2, below + LINE + _RAISE)
        draw_spans(canvas, self._date, SIZE_3, middle - date / 2, below + _RAISE)
        if self._seal:
            self._draw_seal(min(middle, WIDTH - _SEAL / 2))

    def _draw_seal(self, middle: float) -> None:
        canvas = self.canv
        canvas.saveState()
        canvas.setStrokeColor(QUIET)
        canvas.setLineWidth(0.4)
        canvas.setDash([1, 3])
        canvas.rect(middle - _SEAL / 2, 0, _SEAL, _SEAL)
        canvas.setFillColor(QUIET)
        draw_spans(canvas, self._note, 9, middle - width_of(self._note, 9) / 2, 4)
        canvas.restoreState()


_RAISE = (LINE - SIZE_3) / 2 + 0.14 * SIZE_3


def _contact(letter: Letter, setter: Setter) -> str:
    """Whom to ask, in brackets (附注, 7.3.6); empty where nobody is known."""
    text = contact_text(letter.office, setter.language)
    if not text:
        return ""
    return f"（{text}）" if setter.language is Language.ZH else f"({text})"


class Copies(Flowable):  # type: ignore[misc] # reportlab has no types
    """Who gets a copy (版记, 7.4), between two rules at the foot of the last page."""

    def __init__(self, copies: str, styles: Styles, setter: Setter) -> None:
        super().__init__()
        style = replace(styles.small, inset=SIZE_4)
        text = setter.text(message("Copies to: {copies}", copies=copies))
        self._text = setter.block(text, style)

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        """All the room that is left, so that it stands at the foot."""
        own = self._text.wrap(width - SIZE_4)[1] + 8
        return width, max(own, height - 1 if height < HEIGHT + 1 else own)

    def draw(self) -> None:
        """Draw the text between its rules."""
        canvas = self.canv
        height = self._text.wrap(WIDTH - SIZE_4)[1]
        self._text.drawOn(canvas, 0, 4)
        canvas.saveState()
        canvas.setLineWidth(_RULE_THICK)
        canvas.line(0, height + 8, WIDTH, height + 8)
        canvas.line(0, 0, WIDTH, 0)
        canvas.restoreState()
