# SPDX-License-Identifier: Apache-2.0
"""The rules of the field, each against the numbers of its standard and against odd real input."""

from __future__ import annotations
