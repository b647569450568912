# SPDX-License-Identifier: Apache-2.0
"""Small PDF files for the sample office: what a clerk would attach, plainly marked as made up."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from models.language import Language, message
from reports.typesetting.document import Identity, write_document
from reports.typesetting.setter import Setter
from reports.typesetting.styles import BODY, CHAPTER, NOTE

if TYPE_CHECKING:
    from pathlib import Path

_DAY = date(2026, 3, 2)


def write_sample_file(path: Path, title: str, text: str) -> None:
    """Write a PDF of a page or two with a title and a text; the same words give the same bytes."""
    identity = Identity(
        number="",
        title=title,
        subject=title,
        author="",
        code="",
        head="",
        day=_DAY,
    )
    setter = Setter(Language.ZH, identity.text_width)
    story = [
        setter.block(title, CHAPTER, after=12),
        setter.block(
            message("Made up for the sample office; not a real document."), NOTE, after=12
        ),
        setter.block(text, BODY),
    ]
    write_document(path, identity, setter, story)
