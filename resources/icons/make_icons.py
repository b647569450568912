# SPDX-License-Identifier: Apache-2.0
"""Take the icon font and the names of its icons from the npm package @phosphor-icons/web.

npm pack @phosphor-icons/web@2.1.2 && tar xzf *.tgz
python resources/icons/make_icons.py package
"""

from __future__ import annotations

import json
import re
import shutil
import sys
from pathlib import Path

HERE = Path(__file__).parent
_NAMED = re.compile(r"\.ph\.ph-([a-z0-9-]+):before \{\s*content: \"\\([0-9a-f]+)\"")


def main(package: Path) -> None:
    """Copy the font and write the code point of each name."""
    regular = package / "src" / "regular"
    shutil.copyfile(regular / "Phosphor.ttf", HERE / "Phosphor.ttf")
    shutil.copyfile(package / "LICENSE", HERE / "LICENSE-Phosphor.txt")
    found = _NAMED.findall((regular / "style.css").read_text(encoding="utf-8"))
    names = {name: int(code, 16) for name, code in sorted(found)}
    text = json.dumps(names, indent=0, separators=(",", ":"))
    (HERE / "names.json").write_text(text + "\n", encoding="utf-8")
    print(f"{len(names)} icons")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
