# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

import argparse
import json
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from tests.benchmarks import subjects
from tests.benchmarks.figures import HEADS, cells, plain, table
from tests.benchmarks.running import LINES, Run, figures

if TYPE_CHECKING:
    from collections.abc import Sequence


def main(arguments: Sequence[str] | None = None, *, share: float = 1.0) -> int:
    """Measure and print; 0, whatever came out."""
    options = _options(arguments)
    sizes = [int(size) for size in options.sizes.split(",") if size]
    with tempfile.TemporaryDirectory(prefix="xiandao-benchmarks-") as aside:
        folder = Path(options.registers) if options.registers else Path(aside)
        folder.mkdir(parents=True, exist_ok=True)
        run = Run(folder, share=share)
        found = []
        for figure in figures(run, sizes, options.only):
            found.append(figure)
            print(f"… {figure.name}", file=sys.stderr, flush=True)
    for text in table([HEADS, *(cells(figure) for figure in found)]):
        print(text)
    if options.json:
        text = json.dumps([plain(figure) for figure in found], ensure_ascii=False, indent=1)
        Path(options.json).write_text(text, encoding="utf-8")
    return 0


def _options(arguments: Sequence[str] | None) -> argparse.Namespace:
    names = ", ".join(dict.fromkeys(name for name, _, _ in LINES))
    parser = argparse.ArgumentParser(
        prog="python -m tests.benchmarks", description=subjects.__doc__
    )
    parser.add_argument("--sizes", default="1000,100000", help="how large the registers are")
    parser.add_argument("--only", action="append", default=[], help=f"lines by name: {names}")
    parser.add_argument("--json", default="", help="a file for the figures")
    parser.add_argument("--registers", default="", help="a folder where registers are kept")
    return parser.parse_args(arguments)


if __name__ == "__main__":
    sys.exit(main())
