# SPDX-License-Identifier: Apache-2.0
"""Editions of a packet: what a PDF that is set and joined still needs for reading, print or keeping.

- Reading: small. Objects lie in compressed streams (ISO 32000-1, 7.5.7).
- Print: the same, and it asks the printer for both sides at the size that it has. What is seen of
  it, mirrored margins and blank pages, is set by `reports.typesetting.sides`.
- Archive: PDF/A-3b (ISO 19005-3). `archive` marks the file, `manifest` says in numbers what it
  holds, `fitness` checks it. Sheets from elsewhere that may not be kept as they are (a font is not
  embedded, a colour belongs to no device that is known) are shown as pictures by `outside`; their
  originals are inside.

Everything is derived from what the document says and from the order; no clock is read, so the same
data give the same bytes. Start reading at `finishing.finish`.
"""

from __future__ import annotations

from reports.editions.finishing import finish
from reports.editions.fitness import NotArchivableError
from reports.editions.manifest import MANIFEST, KeptFile, KeptPart, Shown, embed_manifest
from reports.editions.outside import lay_pictures, unfit_sheets

__all__ = [
    "MANIFEST",
    "KeptFile",
    "KeptPart",
    "NotArchivableError",
    "Shown",
    "embed_manifest",
    "finish",
    "lay_pictures",
    "unfit_sheets",
]
