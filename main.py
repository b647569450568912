# SPDX-License-Identifier: Apache-2.0
"""The door: a word is a command; without any, the window opens."""

from __future__ import annotations

import sys


def main() -> int:
    """Run the program; the exit code comes back."""
    from gui.commands import run

    return run(sys.argv[1:])


if __name__ == "__main__":
    sys.exit(main())
