# SPDX-License-Identifier: Apache-2.0
"""Opening a PDF that was written by us, wherever it lies."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

from pikepdf import Pdf

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@contextmanager
def opened_pdf(path: Path) -> Iterator[Pdf]:
    """A PDF, closed at the end; pikepdf itself refuses names that are no UTF-8."""
    with path.open("rb") as file, Pdf.open(file) as pdf:
        yield pdf
