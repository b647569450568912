# SPDX-License-Identifier: Apache-2.0
"""The pictures of the README, made from a sample office: `python -m tests.pictures [FOLDER]`."""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

import pypdfium2

from gui.commands import run

ROOT = Path(__file__).resolve().parents[1]
WIDTH = 900


def picture(pdf: Path, page: int, target: Path) -> None:
    """Draw a page of a PDF as a picture of one width."""
    document = pypdfium2.PdfDocument(pdf)
    sheet = document[min(page, len(document) - 1)]
    image = sheet.render(scale=WIDTH / sheet.get_width()).to_pil()
    image.convert("P", palette=1, colors=64).save(target, optimize=True)


def window(office: Path, language: str, look: str, target: Path) -> None:
    """Draw the window with an office open."""
    from PIL import Image

    from gui.application import Program
    from gui.settings import LANGUAGE, THEME, Settings
    from tests.screens.screens import Stage
    from tests.screens.screens import office as opened
    from tests.screens.waiting import let_the_first_operator_work, settle

    let_the_first_operator_work()
    with tempfile.TemporaryDirectory() as aside:
        settings = Settings(Path(aside) / "settings.ini")
        settings.set(LANGUAGE, language)
        settings.set(THEME, look)
        program = Program(settings)
        program.window.resize(1280, 800)
        program.window.show()
        opened(Stage(program, office, lambda: settle(program)))
        settle(program)
        program.window.grab().save(str(target))
        program.window.close()
    image = Image.open(target)
    image.convert("RGB").quantize(256).save(target, optimize=True)


def main() -> int:
    """Make the sample office, and from its papers the pictures."""
    target = Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT / "resources" / "manual"
    target.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        office = Path(folder) / "office"
        if run(["demo", str(office), "--lang", "zh", "--no-window"]):
            return 2
        [packet, *_] = sorted((office / "exports" / "packets").glob("*.pdf"))
        picture(packet, 3, target / "packet.png")
        [summary, *_] = sorted((office / "exports").glob("*.pdf"))
        picture(summary, 0, target / "summary.png")
        for language, look in (("zh", "light"), ("en", "dark")):
            window(office, language, look, target / f"window-{language}.png")
    return 0


if __name__ == "__main__":
    sys.exit(main())
