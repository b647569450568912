# SPDX-License-Identifier: Apache-2.0
# /// script
# requires-python = ">=3.11"
# dependencies = ["fonttools>=4.50"]
# ///
"""Make the More fonts: letters, small figures and signs that the other fonts here lack.

Usage, with npm and fontTools at hand:

    npm install --prefix FOLDER @expo-google-fonts/source-serif-4@0.4.1 \
        @expo-google-fonts/source-sans-3@0.4.1 @expo-google-fonts/noto-serif@0.4.2 \
        @expo-google-fonts/noto-sans@0.4.2 @expo-google-fonts/noto-sans-math@0.4.2 \
        @expo-google-fonts/noto-sans-symbols-2@0.4.1 @expo-google-fonts/noto-emoji@0.4.7
    python resources/fonts/make_more.py FOLDER/node_modules/@expo-google-fonts

Each of the three stands beside one Noto font, in its weight. The Latin letters of Noto Serif SC and
Noto Sans SC are those of Source Serif and Source Sans, made larger; from these, made larger by as
much, comes what is missing, so that the Š of Škoda and the ₂ of CO₂ look like their neighbours. Noto
Serif SC is lighter than other regular fonts, so glyphs for it lie between the light and the regular
ones. What Source lacks comes from Noto Serif and Noto Sans, and signs, which have one weight, from
Noto's fonts for mathematics, symbols and emoji into MoreSans-Regular alone.

The result is the same byte for byte on each run. All sources are under the SIL Open Font License
(OFL-More.txt). Source Sans and Source Serif reserve the name 'Source', and Noto is a trademark, so
the families are called otherwise.
"""

from __future__ import annotations

import argparse
import sys
import unicodedata
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

from fontTools.merge import Merger
from fontTools.pens.filterPen import DecomposingFilterPen
from fontTools.pens.transformPen import TransformPen
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont
from fontTools.ttLib.scaleUpem import scale_upem

if TYPE_CHECKING:
    from collections.abc import Iterable

HERE = Path(__file__).parent
OTHERS = (
    "NotoSerifSC-Regular.ttf",
    "NotoSansSC-Regular.ttf",
    "NotoSansSC-Bold.ttf",
    "RareHan-Regular.ttf",
)
LETTERS = (
    (0x0100, 0x02FF),  # Latin Extended-A and -B, phonetic letters, accents that stand alone
    (0x0370, 0x052F),  # Greek, Cyrillic
    (0x1D00, 0x1DBF),  # small raised and lowered letters
    (0x1E00, 0x1EFF),  # Latin Extended Additional: Vietnamese, transcriptions
    (0x2000, 0x218F),  # punctuation, raised and lowered figures, currencies, ℎ ℗ ℠, ⅓
    (0x2C60, 0x2C7F),  # Latin Extended-C
)
SIGNS = (
    (0x2190, 0x23FF),  # arrows, mathematics, technical signs
    (0x25A0, 0x27FF),  # shapes, ticks, crosses, bullets, brackets
    (0x2900, 0x2BFF),  # more arrows and mathematics
    (0x1D400, 0x1D7FF),  # the letters of formulas that come from word processors
)
NEVER_SET = frozenset({"Cc", "Cf", "Cn", "Co", "Cs", "Mc", "Me", "Mn", "Zl", "Zp", "Zs"})
STAYING = frozenset(map(ord, " ¹²³⁴"))  # after another of these characters, they stay in its font
EM = 1000
DROPPED = ["BASE", "GDEF", "GSUB", "GPOS", "STAT", "DSIG", "MATH", "fpgm", "prep", "cvt ", "gasp"]
DROPPED += ["vhea", "vmtx", "meta"]
BOLD = 700
COPYRIGHT = (
    "Copyright 2010-2023 Adobe (http://www.adobe.com/), with Reserved Font Name 'Source'."
    " Copyright 2013-2022 Google LLC and The Noto Project Authors."
)
LICENCE = "This Font Software is licensed under the SIL Open Font License, Version 1.1."


@dataclass(frozen=True)
class Source:
    """A font that glyphs are taken from.

    Attributes:
        path: In the folder of the packages.
        larger: How much larger its glyphs are made.
        lighter: The same font in a lighter weight, where glyphs lie between the two.
        share: How far they lie from the lighter one, of 1.
        moved: How much higher characters are put: the first, the last, by how much.
    """

    path: str
    larger: float = 1.0
    lighter: str = ""
    share: float = 1.0
    moved: tuple[tuple[int, int, int], ...] = ()


@dataclass(frozen=True)
class More:
    """A font to be made.

    Attributes:
        sources: Each character comes from the first that has it.
    """

    family: str
    weight: int
    ranges: tuple[tuple[int, int], ...]
    sources: tuple[Source, ...]

    @property
    def style(self) -> str:
        """As font files call it."""
        return "Bold" if self.weight == BOLD else "Regular"

    @property
    def name(self) -> str:
        """Of its file and within PDF."""
        return f"{self.family.replace(' ', '')}-{self.style}"


# Noto's small letters and signs stand as far from the line as Source's small figures.
SMALL = (
    (0x1D2C, 0x1D61, 150),
    (0x1D62, 0x1D6A, -100),
    (0x2070, 0x207F, 85),
    (0x2080, 0x209F, -100),
    (0x2C7C, 0x2C7C, -100),
)
# So much larger that the x is as high as that of the Noto font beside it.
FONTS = (
    More(
        "More Serif",
        400,
        LETTERS,
        (
            Source(
                "source-serif-4/400Regular/SourceSerif4_400Regular.ttf",
                1.058,
                lighter="source-serif-4/300Light/SourceSerif4_300Light.ttf",
                share=0.4,
            ),
            Source(
                "noto-serif/400Regular/NotoSerif_400Regular.ttf",
                lighter="noto-serif/300Light/NotoSerif_300Light.ttf",
                share=0.5,
                moved=SMALL,
            ),
        ),
    ),
    More(
        "More Sans",
        400,
        (*LETTERS, *SIGNS),
        (
            Source("source-sans-3/400Regular/SourceSans3_400Regular.ttf", 1.118),
            Source("noto-sans/400Regular/NotoSans_400Regular.ttf", 1.025, moved=SMALL),
            Source("noto-sans-math/400Regular/NotoSansMath_400Regular.ttf", 1.025),
            Source("noto-sans-symbols-2/400Regular/NotoSansSymbols2_400Regular.ttf"),
            Source("noto-emoji/400Regular/NotoEmoji_400Regular.ttf", 0.8),  # it is wider than an em
        ),
    ),
    More(
        "More Sans",
        BOLD,
        LETTERS,
        (
            Source("source-sans-3/700Bold/SourceSans3_700Bold.ttf", 1.128),
            Source("noto-sans/700Bold/NotoSans_700Bold.ttf", 1.025, moved=SMALL),
        ),
    ),
)


def covered(path: Path) -> set[int]:
    """The characters that a font has a glyph for."""
    with TTFont(path, lazy=True) as font:
        return set(font.getBestCmap())


def wanted(ranges: Iterable[tuple[int, int]]) -> set[int]:
    """The characters of ranges that leave ink and stand by themselves."""
    codes = {code for low, high in ranges for code in range(low, high + 1)}
    return {code for code in codes if unicodedata.category(chr(code)) not in NEVER_SET}


def between(font: Any, lighter: Any, share: float) -> None:
    """Draw each glyph between the same one of a lighter weight and its own."""

    def at(light: float, own: float) -> int:
        return round(light + share * (own - light))

    for name, glyph in font["glyf"].glyphs.items():
        light, metrics = lighter["glyf"][name], lighter["hmtx"]
        glyph.expand(font["glyf"])
        if glyph.isComposite():
            for part, other in zip(glyph.components, light.components, strict=True):
                part.x, part.y = at(other.x, part.x), at(other.y, part.y)
        elif glyph.numberOfContours:
            points = zip(light.coordinates, glyph.coordinates, strict=True)
            for index, ((left, low), (right, high)) in enumerate(points):
                glyph.coordinates[index] = at(left, right), at(low, high)
        pairs = zip(metrics[name], font["hmtx"][name], strict=True)
        font["hmtx"][name] = tuple(at(light, own) for light, own in pairs)


def move(font: Any, moved: Iterable[tuple[int, int, int]]) -> None:
    """Put characters higher or lower."""
    glyphs, drawn = font.getGlyphSet(), {}
    for low, high, by in moved:
        for code, name in font.getBestCmap().items():
            if low <= code <= high:
                pen = TTGlyphPen(None)
                higher = TransformPen(pen, (1, 0, 0, 1, 0, by))
                glyphs[name].draw(DecomposingFilterPen(higher, glyphs))
                drawn[name] = pen.glyph()
    for name, glyph in drawn.items():
        font["glyf"][name] = glyph


def subset(source: Source, packages: Path, codes: set[int], target: Path) -> None:
    """Write the glyphs of those characters, without hints, layout and vertical metrics."""
    options = Options()
    options.drop_tables = DROPPED
    options.hinting = False
    options.glyph_names = False
    options.notdef_outline = True
    options.layout_features = []
    options.name_IDs = []
    options.recalc_timestamp = False
    with TTFont(packages / source.path, recalcTimestamp=False) as font:
        if source.lighter:
            with TTFont(packages / source.lighter) as lighter:
                between(font, lighter, source.share)
        subsetter = Subsetter(options)
        subsetter.populate(unicodes=codes)
        subsetter.subset(font)
        move(font, source.moved)
        scale_upem(font, round(EM * source.larger))
        font["head"].unitsPerEm = EM
        font.save(target)


def rename(font: Any, more: More) -> None:
    """Give the merged font its own names (Windows, English), and none of the reserved ones."""
    names = {
        0: COPYRIGHT,
        1: more.family,
        2: more.style,
        3: f"1.000;{more.name}",
        4: f"{more.family} {more.style}",
        5: "Version 1.000",
        6: more.name,
        13: LICENCE,
        14: "https://scripts.sil.org/OFL",
    }
    font["name"].names = []
    for name_id, text in names.items():
        font["name"].setName(text, name_id, 3, 1, 0x409)
    bold = more.weight == BOLD
    font["OS/2"].usWeightClass = more.weight
    font["OS/2"].fsSelection = 0x20 if bold else 0x40
    font["OS/2"].fsType = 0
    font["head"].macStyle = int(bold)


def make(more: More, packages: Path, lacking: set[int], target: Path) -> int:
    """Write one of the fonts and say how many characters it holds."""
    taken: set[int] = set()
    with TemporaryDirectory() as folder:
        parts = []
        for number, source in enumerate(more.sources):
            codes = (lacking & covered(packages / source.path)) - taken
            taken |= codes
            part = Path(folder, f"{number}.ttf")
            subset(source, packages, codes, part)
            parts.append(str(part))
        with TTFont(packages / more.sources[0].path, lazy=True) as first:
            born = first["head"].created
        merged = Merger().merge(parts)
    rename(merged, more)
    merged.recalcTimestamp = False
    merged["head"].created = merged["head"].modified = born
    merged["post"].formatType = 3.0
    merged.save(target)
    return len(taken)


def main() -> None:
    """Read the arguments and write the fonts beside this file."""
    parser = argparse.ArgumentParser(description="Make the More fonts.")
    parser.add_argument("packages", type=Path, help="the folder with source-serif-4 and the others")
    parser.add_argument("--out", type=Path, default=HERE)
    given = parser.parse_args()
    there = set().union(*(covered(HERE / other) for other in OTHERS))
    for more in FONTS:
        target = given.out / f"{more.name}.ttf"
        count = make(more, given.packages, wanted(more.ranges) - there | STAYING, target)
        sys.stdout.write(f"{target.name}: {count} characters, {target.stat().st_size} bytes\n")


if __name__ == "__main__":
    main()
