# SPDX-License-Identifier: Apache-2.0
"""Whether what is to be kept may be kept: PDF/A-3b, checked on what was written.

The check is pikepdf's, which approves only what it knows to conform (rules of the veraPDF profiles).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from models.errors import UserError
from models.language import message

if TYPE_CHECKING:
    from pathlib import Path

_FLAVOUR = "3b"


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
