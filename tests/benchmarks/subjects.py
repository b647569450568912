# SPDX-License-Identifier: Apache-2.0
"""All subjects, in the order of the table; to add one, import its file here."""

from __future__ import annotations

from tests.benchmarks import (
    importing,
    keeping,
    listing,
    packets,
    saving,
    searching,
    summaries,
    window,
)  # isort: skip

SUBJECTS = (listing, searching, saving, keeping, summaries, packets, importing, window)
