# SPDX-License-Identifier: Apache-2.0
"""Whether what is to be kept may be kept: PDF/A-3b, checked on what was written.

The check is pikepdf's, which approves only what it knows to conform (rules of the veraPDF profiles).
"""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from models.errors import UserError
from models.language import message

if TYPE_CHECKING:
    from pathlib import Path

    from pikepdf import Pdf

_FLAVOUR = "3b"

# What fontTools thinks odd in other people's fonts is nobody's business: it must not reach a terminal.
logging.getLogger("fontTools").addHandler(logging.NullHandler())


class NotArchivableError(UserError):
    """A packet cannot be kept as PDF/A."""

    def __init__(self, detail: str) -> None:
        super().__init__(
            message(
                "The packet would be no PDF/A-3b ({detail}), so it was not written. Print the reading"
                " edition instead, and report this.",
                detail=detail,
            )
        )
        self.detail = detail


def is_archive(pdf: Pdf) -> bool:
    """Whether an open document, once it is written, is PDF/A-3b."""
    from pikepdf.pdfa import check

    return check(pdf, _FLAVOUR).passed


def require_archive(path: Path) -> None:
    """Check a file that was written.

    Raises:
        NotArchivableError: It is not PDF/A-3b.
    """
    from pikepdf.pdfa import validate_written

    report = validate_written(path, _FLAVOUR)
    if not report.passed:
        first = (*report.violations, *report.findings)[0]
        raise NotArchivableError(f"{first.rule}: {first.message}"[:200])
