# SPDX-License-Identifier: Apache-2.0
"""What packets let one choose: for whom, and what they are made for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gui.printing.for_whom import add_for_whom
from gui.printing.options import Options
from models.audiences.profile import audience
from models.language import message
from models.orders import Edition, PacketOrder

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from PySide6.QtWidgets import QWidget

    from models.language import Language

EDITIONS = (
    (Edition.READING, message("Reading on a screen")),
    (Edition.PRINT, message("Printing on both sides")),
    (Edition.ARCHIVE, message("Archive (PDF/A with the originals)")),
)


class PacketOptions(Options):
    """Fills in the order for the packets of applications."""

    def __init__(
        self,
        applications: Sequence[str],
        names: tuple[str, str] = ("", ""),
        parent: QWidget | None = None,
    ) -> None:
        """Make it.

        Args:
            applications: Their uids.
            names: The name that is proposed for the file of one, and one that tells nobody whose it is.
        """
        super().__init__(parent)
        self._applications = tuple(applications)
        self._names = names
        self.audience = add_for_whom(self)
        self.edition = self.add_choice(message("Made for"), EDITIONS)

    def order(self, language: Language) -> PacketOrder:
        """The packets of all of them."""
        return self._order(self._applications, language)

    def sample(self, language: Language) -> PacketOrder:
        """The packet of the first."""
        return self._order(self._applications[:1], language)

    def fitting(self, target: Path) -> Path:
        """The proposed name does not say whose a packet is that must not say it."""
        named, plain = self._names
        key = str(self.audience.currentData())
        if named and key and audience(key).blind and target.name == f"{named}{self.suffix}":
            return target.with_name(f"{plain}{self.suffix}")
        return target

    @property
    def suffix(self) -> str:
        """A file for one, a folder for several."""
        return ".pdf" if len(self._applications) == 1 else ""

    @property
    def sample_suffix(self) -> str:
        """A file."""
        return ".pdf"

    def _order(self, applications: tuple[str, ...], language: Language) -> PacketOrder:
        return PacketOrder(
            applications=applications,
            language=language,
            audience=str(self.audience.currentData()),
            edition=Edition(self.edition.currentData()),
        )
