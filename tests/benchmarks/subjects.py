# SPDX-License-Identifier: Apache-2.0
"""All subjects, in the order of the table; to add one, import its file here."""

from __future__ import annotations

from tests.benchmarks import listing, searching, saving, keeping  # isort: skip
from tests.benchmarks import summaries, packets, joining, books, importing, window  # isort: skip

SUBJECTS = (
    listing,
    searching,
    saving,
    keeping,
    summaries,
    packets,
    joining,
    books,
    importing,
    window,
)
