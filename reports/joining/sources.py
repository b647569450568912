# SPDX-License-Identifier: Apache-2.0
"""PDFs that are copied from, without taking their weight into memory.

`Pdf.open` of pikepdf has streams copied the moment an object is copied; a job of qpdf (its command
line) leaves them in the file until the copy is saved. Each such file stays open that long, so only
heavy ones are read this way.
"""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING

from pikepdf import Job, Pdf

if TYPE_CHECKING:
    from pathlib import Path

_HEAVY = 1 << 20


def open_source(path: Path) -> Pdf:
    """Open a PDF whose pages or streams are to be copied.

    It is not closed by whoever copies: what is heavy is read when the copy is saved.

    Raises:
        PdfError: It is damaged, or asks for a password.
        OSError: It cannot be read.
    """
    try:
        str(path).encode()
    except UnicodeEncodeError:  # pikepdf refuses such names
        return Pdf.open(BytesIO(path.read_bytes()))
    if path.stat().st_size <= _HEAVY:
        return Pdf.open(path)
    order = {"inputFile": str(path), "outputFile": "-", "noWarn": ""}
    return Job(order).create_pdf()
