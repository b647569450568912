# SPDX-License-Identifier: Apache-2.0
# /// script
# requires-python = ">=3.11"
# dependencies = ["fonttools>=4.50"]
# ///
"""Make RareHan-Regular.ttf: the characters of names that the Noto fonts beside it lack.

Usage, with Debian's packages fonts-hanazono and unicode-data installed:

    python resources/fonts/make_rare_han.py \
        /usr/share/fonts/truetype/hanazono/HanaMinA.ttf \
        /usr/share/fonts/truetype/hanazono/HanaMinB.ttf \
        --unihan /usr/share/unicode/Unihan_IRGSources.txt.bz2

What goes in, as far as one of the three Noto fonts lacks it and a source font has it:

- `ALWAYS`: 𠮷, 𰻝, 𬱖 and the few symbols that GBK and forms ask for (≒ ☐ ☑ ☒ ✓ ✗);
- compatibility ideographs U+F900–FAFF and the "urgently needed" ones of Extension D;
- what Hong Kong, Japan and Korea encode (HKSCS, JIS X 0213, KS X 1001), because names from there
  arrive in applications: taken from Python's own codecs, so no list is shipped;
- with `--unihan`: characters with a simplified radical, which are modern Chinese ones, and those
  that China submitted from identity cards, maps, standard lists and dictionaries (`NAME_SOURCES`).

The result is the same byte for byte on each run. Debian's fonts-hanazono may be used and altered
without conditions ("Hanazono Font License", LICENSE-RareHan.txt); its other licence, the OFL,
reserves its names, so the family is renamed.
"""

from __future__ import annotations

import argparse
import bz2
import sys
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

from fontTools.merge import Merger
from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

HERE = Path(__file__).parent
NOTO = ("NotoSerifSC-Regular.ttf", "NotoSansSC-Regular.ttf", "NotoSansSC-Bold.ttf")
ALWAYS = frozenset(map(ord, "𠮷𰻝𬱖≒☐☑☒✓✗"))
RANGES = ((0xF900, 0xFAFF), (0x2B740, 0x2B81F))
HAN = ((0x3400, 0x9FFF), (0xF900, 0xFAFF), (0x20000, 0x323AF))
CODECS = ("gb2312", "gbk", "big5hkscs", "euc_jis_2004", "cp949")
# Prefixes of Unihan's kIRG_GSource (UAX #38).
NAME_SOURCES = {
    "GIDC": "identity cards, Ministry of Public Security",
    "GCYY": "maps, Chinese Academy of Surveying and Mapping",
    "GPGLG": "通用规范汉字表",
    "GXC": "现代汉语词典",
    "GFC": "现代汉语规范词典",
    "GXH": "新华字典",
    "GXHZ": "新华大字典",
    "GCH": "辞海",
    "GCY": "辞源",
    "GGH": "古代汉语词典",
    "GHC": "汉语大词典",
    "GZH": "中华字海",
    "GBK": "中国大百科全书",
    "GKJ": "terms of science and technology",
    "GDZ": "geology",
    "GRM": "人民日报",
}
DROPPED = ["FFTM", "BASE", "GDEF", "GSUB", "GPOS", "vhea", "vmtx", "prop", "fpgm", "prep", "cvt "]
FAMILY = "Rare Han"
NAMES = {
    0: "Glyphs: Created by GlyphWiki (http://glyphwiki.org/), Hanazono Font License",
    1: FAMILY,
    2: "Regular",
    3: "1.000;RareHan-Regular",
    4: "Rare Han Regular",
    5: "Version 1.000",
    6: "RareHan-Regular",
    10: "Subset of a free kanji font: characters that the Noto fonts lack, under another name",
    13: "Free software: unlimited permission to use, copy and distribute, with or without"
    " modification, commercially and noncommercially. Provided as is, without warranty.",
}


def encodable(codec: str) -> Iterator[int]:
    """The Chinese characters that a codec knows."""
    for low, high in HAN:
        for code in range(low, high + 1):
            if chr(code).encode(codec, "ignore"):
                yield code


def from_unihan(lines: Iterable[str]) -> Iterator[int]:
    """The characters with a simplified radical or of a source in `NAME_SOURCES`."""
    for line in lines:
        code, _, rest = line.rstrip("\n").partition("\t")
        key, _, value = rest.partition("\t")
        simplified = key == "kRSUnicode" and "'" in value
        named = key == "kIRG_GSource" and value.partition("-")[0] in NAME_SOURCES
        if simplified or named:
            yield int(code.removeprefix("U+"), 16)


def wanted(unihan: Path | None) -> set[int]:
    """Every character that should be printable, whether Noto has it or not."""
    found = set(ALWAYS)
    for low, high in RANGES:
        found.update(range(low, high + 1))
    for codec in CODECS:
        found.update(encodable(codec))
    if unihan is not None:
        with bz2.open(unihan, "rt", encoding="utf-8") as lines:
            found.update(from_unihan(lines))
    return found


def covered(path: Path) -> set[int]:
    """The characters that a font has a glyph for."""
    with TTFont(path, lazy=True) as font:
        return set(font.getBestCmap())


def subset(source: Path, codes: set[int], target: Path) -> None:
    """Write the glyphs of those characters, without hints, layout and vertical metrics."""
    options = Options()
    options.drop_tables = DROPPED
    options.hinting = False
    options.glyph_names = False
    options.notdef_outline = True
    options.name_IDs = []
    options.recalc_timestamp = False
    with TTFont(source, recalcTimestamp=False) as font:
        subsetter = Subsetter(options)
        subsetter.populate(unicodes=codes)
        subsetter.subset(font)
        font.save(target)


def rename(font: Any) -> None:
    """Give the merged font its own names (Windows, English), and none of the reserved ones."""
    font["name"].names = []
    for name_id, text in NAMES.items():
        font["name"].setName(text, name_id, 3, 1, 0x409)


def make(sources: list[Path], unihan: Path | None, target: Path) -> int:
    """Write the fallback font and say how many characters it holds.

    Each character comes from the first source that has it.
    """
    serif, sans, bold = (covered(HERE / name) for name in NOTO)
    missing = wanted(unihan) - (serif & sans & bold)
    taken: set[int] = set()
    with TemporaryDirectory() as folder:
        parts = []
        for number, source in enumerate(sources):
            codes = (missing & covered(source)) - taken
            taken |= codes
            part = Path(folder, f"{number}.ttf")
            subset(source, codes, part)
            parts.append(str(part))
        with TTFont(sources[0], lazy=True) as first:
            born = first["head"].created
        merged = Merger().merge(parts)
    rename(merged)
    merged.recalcTimestamp = False
    merged["head"].created = merged["head"].modified = born
    merged["post"].formatType = 3.0
    merged["OS/2"].fsType = 0
    merged.save(target)
    return len(taken)


def main() -> None:
    """Read the arguments and write the font beside this file."""
    parser = argparse.ArgumentParser(description="Make RareHan-Regular.ttf.")
    parser.add_argument("sources", nargs="+", type=Path, help="HanaMinA.ttf HanaMinB.ttf")
    parser.add_argument("--unihan", type=Path, help="Unihan_IRGSources.txt.bz2")
    parser.add_argument("--out", type=Path, default=HERE / "RareHan-Regular.ttf")
    given = parser.parse_args()
    count = make(given.sources, given.unihan, given.out)
    size = given.out.stat().st_size
    sys.stdout.write(f"{given.out.name}: {count} characters, {size} bytes\n")


if __name__ == "__main__":
    main()
