# SPDX-License-Identifier: Apache-2.0
"""How the application form looks in Word: the page of official papers, faces by name, tables with lines."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from docx.enum.style import WD_STYLE_TYPE
from docx.enum.table import WD_CELL_VERTICAL_ALIGNMENT, WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor

from models.language import Language
from reports.workbooks.styles import FANG_SONG, HEI

if TYPE_CHECKING:
    from collections.abc import Sequence

_SONG = "宋体"
_TITLE_FACE = "方正小标宋简体"
_WESTERN = "Times New Roman"
_SHADE = "F2F2F2"
_TOP, _BOTTOM, _LEFT, _RIGHT = Mm(37), Mm(35), Mm(28), Mm(26)
"""Margins of official papers (GB/T 9704-2012)."""
_WIDTH_MM = 156.0
_BODY_POINTS = 10.5
_UNSEEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")


@dataclass(frozen=True, slots=True)
class Look:
    """How a paragraph looks.

    Attributes:
        name: Of its style in Word.
        level: Of a heading, from 1; 0 for none.
    """

    name: str
    face: str
    points: float
    centred: bool = False
    before: float = 0
    after: float = 0
    level: int = 0


TITLE = Look("Form Title", _TITLE_FACE, 22, centred=True, after=12)
NOTE = Look("Form Note", FANG_SONG, 12, after=4)
CHAPTER = Look("Heading 1", HEI, 14, before=12, after=6, level=1)
LABEL = Look("Form Label", HEI, _BODY_POINTS, centred=True)
VALUE = Look("Form Value", _SONG, _BODY_POINTS)


def set_up(document: Any, language: Language) -> None:
    """The page and the styles."""
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.top_margin, section.bottom_margin = _TOP, _BOTTOM
    section.left_margin, section.right_margin = _LEFT, _RIGHT
    for look in (TITLE, NOTE, CHAPTER, LABEL, VALUE):
        _style(document, look, language)


def _style(document: Any, look: Look, language: Language) -> None:
    styles = document.styles
    style = (
        styles[look.name] if look.level else styles.add_style(look.name, WD_STYLE_TYPE.PARAGRAPH)
    )
    style.font.name, style.font.size, style.font.bold = _WESTERN, Pt(look.points), False
    style.font.color.rgb = RGBColor(0, 0, 0)
    form = style.paragraph_format
    form.space_before, form.space_after = Pt(look.before), Pt(look.after)
    form.keep_with_next = bool(look.level)
    if look.centred:
        form.alignment = WD_ALIGN_PARAGRAPH.CENTER
    settings = style.element.get_or_add_rPr()
    fonts = settings.get_or_add_rFonts()
    for key in list(fonts.attrib):
        if key.endswith("Theme"):
            del fonts.attrib[key]
    fonts.set(qn("w:eastAsia"), look.face)
    tongue = settings.makeelement(qn("w:lang"))
    tongue.set(qn("w:val"), "en-US")
    tongue.set(qn("w:eastAsia"), "zh-CN" if language is Language.ZH else "en-US")
    settings.append(tongue)


def add_paragraph(document: Any, text: str, look: Look) -> None:
    """A paragraph of the document."""
    document.add_paragraph(_seen(text), style=look.name)


def add_table(document: Any, shares: Sequence[float]) -> Any:
    """An empty table with lines, as wide as the page; its columns share the width."""
    table = document.add_table(rows=0, cols=len(shares))
    table.style = "Table Grid"
    table.alignment = WD_TABLE_ALIGNMENT.CENTER
    table.autofit = False
    for column, share in zip(table.columns, shares, strict=True):
        column.width = Mm(_WIDTH_MM * share / sum(shares))
    return table


def label_cell(cell: Any, text: str) -> None:
    """A shaded cell with a label."""
    settings = _element(cell).get_or_add_tcPr()
    shade = settings.makeelement(qn("w:shd"))
    shade.set(qn("w:val"), "clear")
    shade.set(qn("w:color"), "auto")
    shade.set(qn("w:fill"), _SHADE)
    settings.append(shade)
    cell.vertical_alignment = WD_CELL_VERTICAL_ALIGNMENT.CENTER
    _write(cell.paragraphs[0], text, LABEL)


def value_cell(cell: Any, text: str) -> None:
    """A cell with an answer, a paragraph a line."""
    first, *others = text.split("\n")
    if not others:
        cell.vertical_alignment = WD_CELL_VERTICAL_ALIGNMENT.CENTER
    _write(cell.paragraphs[0], first, VALUE)
    for line in others:
        _write(cell.add_paragraph(), line, VALUE)


def keep_whole(cell: Any) -> None:
    """Let the row of a cell end on the page where it begins."""
    row = _element(cell).getparent()
    row.get_or_add_trPr().append(row.makeelement(qn("w:cantSplit")))


def repeat_on_pages(cell: Any) -> None:
    """Let the row of a cell stand at the top of each page that its table reaches."""
    row = _element(cell).getparent()
    row.get_or_add_trPr().append(row.makeelement(qn("w:tblHeader")))


def _element(cell: Any) -> Any:
    return cell.paragraphs[0].paragraph_format.element.getparent()


def _write(paragraph: Any, text: str, look: Look) -> None:
    paragraph.style = look.name
    paragraph.add_run(_seen(text))


def _seen(text: str) -> str:
    """A text without what XML cannot hold."""
    return _UNSEEN.sub("\ufffd", text)
