# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from pathlib import Path

from tests.screens.screens import MAIN, SCREENS, Stage
from tests.screens.waiting import let_the_first_operator_work, settle

_WIDE, _HIGH = 1280, 800


def main() -> int:
    """Take all pictures; those at 200 % in a process of their own, as Qt reads the scale once."""
    out = Path(sys.argv[1])
    out.mkdir(parents=True, exist_ok=True)
    large = "--large" in sys.argv
    with tempfile.TemporaryDirectory() as aside:
        folder = _office(Path(aside) / "office")
        taken = _take(out, folder, Path(aside), MAIN if large else tuple(SCREENS), large=large)
    if not large:
        command = [sys.executable, "-m", "tests.screens", str(out), "--large"]
        subprocess.run(command, env={**os.environ, "QT_SCALE_FACTOR": "2"}, check=True)
    print(f"{taken} pictures in {out}")
    return 0


def _office(folder: Path) -> Path:
    from models.demo import build_office
    from models.progress import NoProgress
    from reports.samples import write_sample_file

    build_office(folder, applications=40, make_file=write_sample_file, progress=NoProgress(),
                 operator="陈样例")  # fmt: skip
    return folder


def _take(out: Path, folder: Path, aside: Path, names: tuple[str, ...], *, large: bool) -> int:
    from gui.application import Program
    from gui.settings import LANGUAGE, THEME, Settings

    let_the_first_operator_work()
    settings = Settings(aside / "settings.ini")
    program = Program(settings)
    program.window.show()
    program.complete()
    count = 0
    for language in ("zh", "en"):
        for look in ("light", "dark"):
            settings.set(LANGUAGE, language)
            settings.set(THEME, look)
            program.renew()
            program.window.resize(_WIDE // (2 if large else 1), _HIGH // (2 if large else 1))
            stage = Stage(program, folder, lambda: settle(program))
            for name in names:
                screen = SCREENS[name](stage)
                screen.show()
                settle(program)
                suffix = "-200" if large else ""
                screen.grab().save(str(out / f"{name}-{language}-{look}{suffix}.png"))
                count += 1
                if screen is not program.window:
                    screen.close()
            program.opening.close()
    program.window.close()
    return count


if __name__ == "__main__":
    sys.exit(main())
