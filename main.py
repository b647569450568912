# SPDX-License-Identifier: Apache-2.0
"""The door: words are a command; without any, it says which there are until the window follows."""

from __future__ import annotations

import sys


def main() -> int:
    """Run the program; the exit code comes back."""
    from gui.commands import run

    return run(sys.argv[1:] or ["--help"])


if __name__ == "__main__":
    sys.exit(main())
