# SPDX-License-Identifier: Apache-2.0
"""What those who write and those who read the JSON of applications agree on (EX-4)."""

from __future__ import annotations

FORMAT = "xiandao-applications"
"""The value of `format` by which a document is known."""

VERSION = 1
"""The value of `format_version`; a higher one is of a newer program."""

AS_TYPED = "as_typed"
"""The only key of an object that stands for a value which its field could not understand."""
