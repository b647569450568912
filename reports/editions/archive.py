# SPDX-License-Identifier: Apache-2.0
"""Marking a document as PDF/A-3b: its metadata twice and alike, the colours it means, its links.

The clauses are those of ISO 19005-3:2012.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pikepdf import Array, Dictionary, Name, String

from reports.editions.metadata import Metadata, packet_of, scrubbed
from resources import open_binary

if TYPE_CHECKING:
    from pikepdf import Pdf

_PRINTED = 1 << 2  # ISO 32000-1, table 165
_UNSEEN = 1 << 0 | 1 << 1 | 1 << 5 | 1 << 8
_COLOURS = "sRGB IEC61966-2.1"


def mark_as_archive(pdf: Pdf) -> None:
    """Give a document what PDF/A-3b asks of it."""
    metadata = _settle_info(pdf)
    pdf.Root.Metadata = pdf.make_stream(
        packet_of(metadata).encode(), Type=Name.Metadata, Subtype=Name.XML
    )
    _name_colours(pdf)
    for page in pdf.pages:
        for note in page.get(Name.Annots, Array()):
            _show(note)


def _settle_info(pdf: Pdf) -> Metadata:
    """Keep of the information dictionary what the metadata repeat, without characters XML lacks."""
    info: Any = pdf.docinfo
    kept = {
        key: scrubbed(str(info[key])) for key in Metadata.KEYS if key in info and str(info[key])
    }
    for key in list(info.keys()):
        del info[key]
    for key, text in kept.items():
        info[key] = String(text)
    language = str(pdf.Root.get(Name.Lang, ""))
    return Metadata({key.removeprefix("/"): text for key, text in kept.items()}, language)


def _name_colours(pdf: Pdf) -> None:
    """Say once for the document which colours its numbers are (6.2.3)."""
    with open_binary("colour", "sRGB.icc") as file:
        profile = pdf.make_stream(file.read(), N=3, Alternate=Name.DeviceRGB)
    intent = Dictionary(
        Type=Name.OutputIntent,
        S=Name.GTS_PDFA1,
        OutputConditionIdentifier=String(_COLOURS),
        RegistryName=String("http://www.color.org"),
        Info=String(_COLOURS),
        DestOutputProfile=profile,
    )
    pdf.Root.OutputIntents = Array([pdf.make_indirect(intent)])


def _show(note: Any) -> None:
    """What lies on a page is seen and printed (6.3.2)."""
    flags = note.get(Name.F, 0)
    note.F = (int(flags) & ~_UNSEEN) | _PRINTED
