# SPDX-License-Identifier: Apache-2.0
"""Collect every text of the program, update the Chinese catalogue, compile it; or prove it fresh.

    python resources/locale/make_catalogue.py            update the .po and .mo files
    python resources/locale/make_catalogue.py --check    fail if they are stale or incomplete

English is the source. Babel is needed; the program itself reads the .mo with gettext.
"""

from __future__ import annotations

import ast
import gettext
import io
import sys
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).resolve().parents[2]
FOLDER = Path(__file__).resolve().parent / "zh" / "LC_MESSAGES"
ROOMS = ("main.py", "gui", "models", "forms", "reports")
KEYWORDS = {"message": None, "plural": (1, 2)}
HEADER = "# Chinese catalogue of Xiandao; made by make_catalogue.py, translated by hand.\n#"


def collect() -> Catalog:
    """All texts as they stand in the code."""
    found = Catalog(charset="utf-8")
    for room in ROOMS:
        path = ROOT / room
        source = path if path.is_dir() else path.parent
        methods = [("**.py" if path.is_dir() else room, "python")]
        rows = extract_from_dir(source, methods, keywords=KEYWORDS)
        if path.is_file():
            rows = (row for row in rows if row[0] == room)
        for _file, _line, text, _comments, _context in rows:
            found.add(text)
    return found


def catalogue() -> Catalog:
    """The catalogue as it is kept."""
    path = FOLDER / "xiandao.po"
    if not path.is_file():
        return Catalog(locale="zh", header_comment=HEADER)
    with path.open("rb") as file:
        return read_po(file, locale="zh")


def merged() -> Catalog:
    """The kept translations for the texts as they stand; what is gone is dropped."""
    kept, result = catalogue(), Catalog(locale="zh", header_comment=HEADER, charset="utf-8")
    for item in collect():
        if item.id:
            old = kept.get(item.id if isinstance(item.id, str) else item.id[0])
            result.add(item.id, old.string if old else None)
    return result


def compiled(texts: Catalog) -> bytes:
    """The bytes of the .mo file."""
    buffer = io.BytesIO()
    write_mo(buffer, texts)
    return buffer.getvalue()


def as_po(texts: Catalog) -> bytes:
    """The bytes of the .po file: sorted, without places and dates, so that it only changes with texts."""
    buffer = io.BytesIO()
    write_po(buffer, texts, sort_output=True, omit_header=False, no_location=True, width=0)
    lines = buffer.getvalue().splitlines(keepends=True)
    return b"".join(line for line in lines if b"-Date:" not in line)


def untranslated(texts: Catalog) -> list[str]:
    """The texts that have no Chinese yet."""
    return [str(item.id) for item in texts if item.id and not _filled(item.string)]


def _filled(string: object) -> bool:
    return all(string) if isinstance(string, list | tuple) else bool(string)


def _same(texts: Catalog) -> bool:
    """Whether the compiled catalogue says what the texts say, and nothing else."""
    path = FOLDER / "xiandao.mo"
    if not path.is_file():
        return False
    with path.open("rb") as file:
        kept = gettext.GNUTranslations(file)
    known = {key[0] if isinstance(key, tuple) else key for key in kept._catalog}  # type: ignore[attr-defined] # noqa: SLF001 - gettext tells it nowhere else
    wanted = {_first(item.id): _first(item.string) for item in texts if item.id}
    return known - {""} == wanted.keys() and all(
        _compiled_text(kept, item.id) == wanted[_first(item.id)] for item in texts if item.id
    )


def _first(text: object) -> str:
    return str(text[0]) if isinstance(text, list | tuple) else str(text)


def _compiled_text(kept: gettext.GNUTranslations, source: object) -> str:
    if isinstance(source, list | tuple):
        return kept.ngettext(source[0], source[1], 2)
    return kept.gettext(str(source))


def hidden() -> list[str]:
    """Texts that stand inside an f-string, where the extractor cannot see them."""
    found: list[str] = []
    for room in ROOMS:
        path = ROOT / room
        for file in sorted(path.rglob("*.py")) if path.is_dir() else [path]:
            for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
                if isinstance(node, ast.JoinedStr):
                    calls = (item for item in ast.walk(node) if isinstance(item, ast.Call))
                    names = {item.func.id for item in calls if isinstance(item.func, ast.Name)}
                    if names & KEYWORDS.keys():
                        found.append(f"{file.relative_to(ROOT)}:{node.lineno}")
    return found


def main() -> int:
    """Update or check; the exit code is 1 where something is missing."""
    texts = merged()
    missing = untranslated(texts) + hidden()
    if "--check" in sys.argv:
        if not _same(texts):
            print("The catalogue is stale: run python resources/locale/make_catalogue.py")
            return 1
    else:
        FOLDER.mkdir(parents=True, exist_ok=True)
        (FOLDER / "xiandao.po").write_bytes(as_po(texts))
        (FOLDER / "xiandao.mo").write_bytes(compiled(texts))
    for text in missing:
        print(f"not translated: {text}")
    return 1 if missing else 0


if __name__ == "__main__":
    sys.exit(main())
