# SPDX-License-Identifier: Apache-2.0
"""The cover: office, what it is, the project, its key facts, and who hands it on when.

It follows the covers of application books that notices ask for (封面 first in the binding order,
domain: 2.5) and is always one page, however long a title is.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from reportlab.platypus.doctemplate import PageBreak
from reportlab.platypus.flowables import Flowable

from models.language import message
from reports.notices import notices
from reports.packet.values import date_or_empty, fact_label, fact_text, withheld_text
from reports.paper_words import filled_cover
from reports.typesetting.document import TEXT_HEIGHT
from reports.typesetting.emblem import Emblem
from reports.typesetting.fonts import BOLD, SANS, SERIF
from reports.typesetting.office_fonts import BUNDLED
from reports.typesetting.setter import DASH
from reports.typesetting.styles import ACCENT, INK, MM, QUIET, RULE, Align, TextStyle

if TYPE_CHECKING:
    from collections.abc import Iterator

    from models.dossier import Dossier
    from models.language import Label, Translatable
    from reports.typesetting.prose import Prose
    from reports.typesetting.setter import Setter

_OFFICE = TextStyle(BOLD, 15, 22, Align.CENTRE)
_OBJECT = TextStyle(BOLD, 30, 44, Align.CENTRE)
_OBJECT_LONG = TextStyle(BOLD, 22, 34, Align.CENTRE)
_TITLES = (
    (2, TextStyle(SERIF, 18, 28, Align.CENTRE)),
    (3, TextStyle(SERIF, 15, 23, Align.CENTRE)),
    (6, TextStyle(SERIF, 11, 17, Align.CENTRE)),
)
_LABEL = TextStyle(SANS, 10.5, 16, colour=QUIET)
_VALUE = TextStyle(SERIF, 11.5, 16)
_FOOT = TextStyle(BOLD, 12.5, 20, Align.CENTRE)
_SMALL = TextStyle(SANS, 9, 14, Align.CENTRE, QUIET)

_LABEL_WIDTH = 42 * MM
_FACTS_WIDTH = 136 * MM
_GAP = 10
_BELOW_FACT = 10
_BELOW_RULE = 8
_RAISED = 4 * MM
_MOST_LINES = 2
_CALL_LINES = 4


def cover(dossier: Dossier, setter: Setter) -> list[Any]:
    """One page."""
    return [_Cover(dossier, setter), PageBreak()]


def _key_facts(dossier: Dossier, setter: Setter) -> Iterator[tuple[Translatable, str]]:
    yield message("Number"), dossier.number
    applicant = withheld_text("applicant", dossier, setter) or dossier.applicant
    yield fact_label("applicant", dossier, message("Applicant")), applicant
    if not dossier.withholds("credit_code"):
        yield message("Credit code"), fact_text("credit_code", dossier, setter)
    yield message("Region"), fact_text("region", dossier, setter)
    yield message("Direction"), fact_text("direction", dossier, setter)
    yield message("Product category"), fact_text("product", dossier, setter)
    if "variant" in dossier.programme.fields:
        yield (
            fact_label("variant", dossier, message("Class")),
            fact_text("variant", dossier, setter),
        )
    yield message("Received on"), date_or_empty(dossier.received, setter)
    if dossier.withheld is not None:
        yield message("Prepared for"), setter.text(dossier.withheld.label)


class _Cover(Flowable):  # type: ignore[misc] # reportlab has no types
    """The cover as one block that fills its page."""

    def __init__(self, dossier: Dossier, setter: Setter) -> None:
        super().__init__()
        self._setter = setter
        self._width = setter.width
        block = setter.block
        self._dossier = dossier
        self._emblem = Emblem(dossier.office)
        name = dossier.office.heads
        self._office = block(name, self._titled(_OFFICE)).clipped(self._width, _MOST_LINES)
        self._object = self._fitted_object(dossier)
        title = withheld_text("title", dossier, setter) or dossier.title
        self._title = self._fitted_title(title)
        self._facts = [
            (setter.between_words(label, _LABEL, _LABEL_WIDTH - _GAP), self._value(text))
            for label, text in _key_facts(dossier, setter)
        ]
        self._call = block(self._call_lines(dossier), _SMALL).clipped(self._width, _CALL_LINES)
        self._foot = [
            block(self._foot_lines(dossier), _FOOT).clipped(self._width, _CALL_LINES),
            block(message("This system is for non-classified material only."), _SMALL),
        ]

    def wrap(self, width: float, _height: float = 0) -> tuple[float, float]:
        """The whole page."""
        return width, TEXT_HEIGHT

    def draw(self) -> None:
        """Draw from the top down; what room is left lies between the blocks."""
        facts = sum(self._fact_height(*fact) + _BELOW_FACT for fact in self._facts)
        blocks = (self._office, self._object, self._title, self._call, *self._foot)
        used = facts + _BELOW_RULE + sum(block.wrap(self._width)[1] for block in blocks)
        used += self._emblem.height
        spare = TEXT_HEIGHT + _RAISED - used
        y = TEXT_HEIGHT + _RAISED - self._emblem.height
        self._emblem.draw(self.canv, self._width / 2, y)
        y = self._draw_down(self._office, y) - _BELOW_RULE
        self._draw_double_rule(y)
        y = self._draw_down(self._object, y - 0.26 * spare)
        y = self._draw_down(self._title, y - 0.09 * spare)
        y = self._draw_facts(y - 0.19 * spare)
        y = self._draw_down(self._call, y - 0.06 * spare)
        office, secrecy = self._foot
        y = self._draw_down(office, y - 0.30 * spare)
        self._draw_down(secrecy, y - 0.10 * spare)

    def _fitted_object(self, dossier: Dossier) -> Prose:
        lines = self._object_lines(dossier)
        style = self._titled(_OBJECT)
        if max(self._setter.block(line, style).natural_width for line in lines) > self._width:
            style = self._titled(_OBJECT_LONG)
        blocks = self._setter.blocks(*((line, style) for line in lines))
        return blocks.clipped(self._width, 4)

    def _object_lines(self, dossier: Dossier) -> list[str]:
        own = dossier.office.paper.cover.title
        if own is not None:
            return [line for line in self._filled(own).splitlines() if line.strip()] or [DASH]
        name = self._setter.text(dossier.programme.object)
        return [name[:1].upper() + name[1:], self._setter.text(message("Review packet"))]

    def _call_lines(self, dossier: Dossier) -> str:
        """The lines of the office, or the call with its notice, and below it each later notice."""
        if own := dossier.office.paper.cover.lines:
            return "\n".join(map(self._filled, own))
        call = dossier.call.title
        first, *later = notices(dossier.call) or [""]
        if first:
            call = self._setter.text(message("{call} ({notice})", call=call, notice=first))
        return "\n".join([call, *later])

    def _foot_lines(self, dossier: Dossier) -> str:
        if own := dossier.office.paper.cover.foot:
            return "\n".join(map(self._filled, own))
        return f"{dossier.office.writes_as}\n{date_or_empty(dossier.today, self._setter)}"

    def _filled(self, label: Label) -> str:
        return filled_cover(label, self._dossier, self._setter)

    def _titled(self, style: TextStyle) -> TextStyle:
        """A style in the font for titles, where the office's machine has one."""
        faces = self._setter.faces
        return style if faces == BUNDLED else replace(style, font=faces.title)

    def _fitted_title(self, title: str) -> Prose:
        line = " ".join(title.split())
        for most, style in _TITLES:
            block = self._setter.block(line, style)
            if block.wrap(self._width)[1] <= most * style.leading:
                return block
        return block.clipped(self._width, most)

    def _value(self, text: str) -> Prose:
        block = self._setter.block(" ".join(text.split()), _VALUE)
        return block.clipped(_FACTS_WIDTH - _LABEL_WIDTH, _MOST_LINES)

    def _fact_height(self, label: Prose, value: Prose) -> float:
        return max(label.wrap(_LABEL_WIDTH - _GAP)[1], value.wrap(_FACTS_WIDTH - _LABEL_WIDTH)[1])

    def _draw_facts(self, top: float) -> float:
        left = (self._width - _FACTS_WIDTH) / 2
        y = top
        for label, value in self._facts:
            height = self._fact_height(label, value)
            label.drawOn(self.canv, left, y - label.wrap(_LABEL_WIDTH - _GAP)[1])
            value.drawOn(self.canv, left + _LABEL_WIDTH, y - height)
            y -= height + _BELOW_FACT
            self.canv.setStrokeColor(RULE)
            self.canv.setLineWidth(0.6)
            self.canv.line(left + _LABEL_WIDTH, y + 6, left + _FACTS_WIDTH, y + 6)
        return y

    def _draw_double_rule(self, y: float) -> None:
        self.canv.setStrokeColor(ACCENT)
        self.canv.setLineWidth(1.8)
        self.canv.line(0, y, self._width, y)
        self.canv.setLineWidth(0.6)
        self.canv.line(0, y - 3, self._width, y - 3)
        self.canv.setStrokeColor(INK)

    def _draw_down(self, block: Prose, top: float) -> float:
        height = block.wrap(self._width)[1]
        block.drawOn(self.canv, 0, top - height)
        return top - height
