# SPDX-License-Identifier: Apache-2.0
"""What goes out: from an order (`models.orders`) through a report to files that the ledger notes.

A maker (`packets`, `summaries`, `exports`) is handed a reader, an order, where to, and the day that its files
bear; it writes nothing else, so that the same order over the same register gives the same bytes.
`issuing.issue` runs the maker of an order and notes what went out: the one door for window and
commands. PySide6 is not known here.
"""

from __future__ import annotations

from gui.outgoing.issuing import issue
from gui.outgoing.made import Noted, Printed

__all__ = ["Noted", "Printed", "issue"]
