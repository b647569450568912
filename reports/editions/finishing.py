# SPDX-License-Identifier: Apache-2.0
"""The last step of every edition: what the file says about itself, and how it is written."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pikepdf import Array, Dictionary, Name, ObjectStreamMode, Stream

from models.orders import Edition
from reports.editions.archive import mark_as_archive
from reports.editions.fitness import require_archive

if TYPE_CHECKING:
    from pathlib import Path

    from pikepdf import Pdf

_VERSION = "1.7"


def finish(pdf: Pdf, path: Path, edition: Edition) -> None:
    """Write a document as an edition; the same document gives the same bytes.

    Args:
        pdf: The document, set and joined; its files are embedded.
        path: Where it is written; not where it was read from.
        edition: What it is made for.

    Raises:
        NotArchivableError: It would be no PDF/A-3b.
    """
    _tidy(pdf)
    if edition is Edition.PRINT:
        _ask_for_both_sides(pdf)
    if edition is Edition.ARCHIVE:
        mark_as_archive(pdf)
    pdf.save(
        path,
        min_version=_VERSION,
        object_stream_mode=ObjectStreamMode.generate,
        deterministic_id=True,
    )
    if edition is Edition.ARCHIVE:
        require_archive(path)


def _tidy(pdf: Pdf) -> None:
    """Drop what says nothing, and let qpdf see which streams are compressed already."""
    for page in pdf.pages:
        if Name.Trans in page:
            del page.Trans
    for item in pdf.objects:
        if isinstance(item, Stream):
            filters = item.get(Name.Filter)
            if isinstance(filters, Array) and len(filters) == 1:
                item.Filter = filters[0]  # qpdf compresses anew what has a list of filters


def _ask_for_both_sides(pdf: Pdf) -> None:
    """Two pages beside each other on the screen, and on paper both sides, not scaled (12.2)."""
    root = pdf.Root
    root.PageLayout = Name.TwoPageRight
    if Name.ViewerPreferences not in root:
        root.ViewerPreferences = Dictionary()
    root.ViewerPreferences.Duplex = Name.DuplexFlipLongEdge
    root.ViewerPreferences.PrintScaling = Name("/None")
