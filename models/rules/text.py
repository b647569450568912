# SPDX-License-Identifier: Apache-2.0
"""Text at the boundary: what is tidied before it is kept, and what only for comparing.

`clean` changes next to nothing, because what was typed is kept. `comparable` changes a great deal,
so its result serves duplicates and search and is never shown or stored as the text.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from models.language import plural

if TYPE_CHECKING:
    from collections.abc import Mapping

    from models.language import Message

REPLACEMENT = "\ufffd"
INVISIBLE = "\u200b\ufeff"  # zero-width space, byte order mark
DASHES = "-‐‑‒–—―−─━"

# What GBK kept in its private use rows FE50 to FEA0 (U+E815 to U+E864), as Unicode has it today:
# GB 18030-2005 annex and GB 18030-2022, table of code points moved out of private use.
_TODAY = (
    "⺁𠂇𠂉𠃌⺄㑳㑇⺈⺋龴㖞㘚㘎⺌⺗㥮㤘龵㧏㧟㩳㧐龶龷㭎㱮㳠⺧𡗗龸"
    "⺪䁖䅟⺮䌷⺳⺶⺷𢦏䎱䎬⺻䏝䓖䙡䙌龹䜣䜩䝼䞍⻊䥇䥺䥽䦂䦃䦅䦆䦟"
    "䦛䦷䦶龺𤇾䲣䲟䲠䲡䱷䲢䴓䴔䴕䴖䴗䴘䴙䶮龻"
)
PRIVATE_USE_TODAY: Mapping[str, str] = MappingProxyType(
    {chr(0xE815 + place): today for place, today in enumerate(_TODAY)},
)

_SURROGATE_PAIR = re.compile("[\ud800-\udbff][\udc00-\udfff]")
# What most cells hold; nothing in it is to be cleaned.
_PLAIN = re.compile(r"[!-~\u3007\u4e00-\u9fff\uff01-\uff5e]*")
_UNSTORABLE = re.compile("[\x00\ud800-\udfff]")
_DOUBTFUL = re.compile(
    "[\ue000-\uf8ff\U000f0000-\U000ffffd\U00100000-\U0010fffd\u2ff0-\u2fff" + REPLACEMENT + "]",
)
_FULL_WIDTH = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)} | {0x3000: 0x20}
_WRITTEN_AS_NUMBER = re.compile(r"[0-9](?:\.[0-9]+)?[Ee]\+?[0-9]{1,2}|[0-9]{15,}\.0+")
_EXACT_DIGITS = 15  # a spreadsheet keeps so many digits of a number

_STRAY_T = re.compile("^t(?=[\u3400-\u9fff\U00020000-\U0003ffff])")
_DASH_RUN = re.compile(f"[{re.escape(DASHES)}]+")
_DROPPED_WHEN_COMPARING = re.compile(
    r"[\s\u00ad\u180b-\u180d\u200b-\u200f\u2060\ufe00-\ufe0f\ufeff\U000e0100-\U000e01ef"
    r"\"'`´ʹ‘’‚‛“”„‟′″〝〞〟«»‹›「」『』《》〈〉<>"
    r"·•・‧∙⋅●]",
)
_BRACKETS = str.maketrans("[]{}【】〔〕〖〗〘〙⟨⟩", "()" * 7)
_TODAY_WHEN_COMPARING = str.maketrans(dict(PRIVATE_USE_TODAY))


@dataclass(frozen=True, slots=True)
class Cleaned:
    """A text as it may be kept, and what had to be said about it."""

    text: str
    notes: tuple[Message, ...] = ()


def clean(text: str) -> Cleaned:
    r"""Make a text storable and leave everything that a person can see as it was typed.

    - NUL and lone surrogates become U+FFFD, and a note says how many.
    - Zero-width spaces and byte order marks go, line ends become `\n`, outer blanks are trimmed.
    - Full width, variants, traditional and private use characters stay.
    """
    if _PLAIN.fullmatch(text):
        return Cleaned(text)
    joined = _SURROGATE_PAIR.sub(_join_surrogates, text)
    storable, replaced = _UNSTORABLE.subn(REPLACEMENT, joined)
    for character in INVISIBLE:
        storable = storable.replace(character, "")
    tidy = storable.replace("\r\n", "\n").replace("\r", "\n").strip()
    if not replaced:
        return Cleaned(tidy)
    note = plural(
        "{n} character that cannot be stored was replaced by \ufffd.",
        "{n} characters that cannot be stored were replaced by \ufffd.",
        n=replaced,
    )
    return Cleaned(tidy, (note,))


def storable(value: Any) -> Any:
    """A value, text or document, without what no database stores; all else stays as it is.

    Whatever goes to the database passes here, so a text from the command line, the clipboard or the
    name of a machine never is an error. `clean` does the same to one text and says what it did.
    """
    if isinstance(value, str):
        if not _UNSTORABLE.search(value):
            return value
        return _UNSTORABLE.sub(REPLACEMENT, _SURROGATE_PAIR.sub(_join_surrogates, value))
    if isinstance(value, dict):
        return {storable(key): storable(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return type(value)(map(storable, value))
    return value


def is_blank(text: str) -> bool:
    """Tell whether nobody could see anything in a text: blanks, marks of format, what was replaced."""
    return all(
        character == REPLACEMENT or unicodedata.category(character) in _UNSEEN for character in text
    )


_UNSEEN = frozenset({"Cc", "Cf", "Cs", "Mn", "Me", "Zs", "Zl", "Zp"})


def comparable(text: str) -> str:
    """Reduce a text to what two spellings of one name have in common; never show or keep it.

    Lists differ in widths, case, blanks, brackets, quotes, middle dots and dashes, and tables torn
    from a PDF leave a stray "t" before a name (domain facts 4.4).
    """
    return _short_comparable(text) if len(text) <= _REMEMBERED else _comparable(text)


def _comparable(text: str) -> str:
    today = text.translate(_TODAY_WHEN_COMPARING).strip()
    plain = unicodedata.normalize("NFKC", _STRAY_T.sub("", today)).casefold()
    bracketed = unicodedata.normalize("NFKC", plain).translate(_BRACKETS)
    return _DASH_RUN.sub("-", _DROPPED_WHEN_COMPARING.sub("", bracketed))


# Names of terms, choices and applicants come back all the time.
_REMEMBERED = 60
_short_comparable = lru_cache(maxsize=4_000)(_comparable)


def doubtful_characters(text: str) -> tuple[str, ...]:
    """List characters that other machines show differently or not at all, each once, in order.

    These are private use characters, ideographic description characters (a rare 汉字 spelt out by
    its parts) and U+FFFD. `PRIVATE_USE_TODAY` knows what some of them should be today.
    """
    return tuple(dict.fromkeys(_DOUBTFUL.findall(text)))


def length(text: str) -> int:
    """Count characters as a form counts them: 汉字 = 1, marks and variation selectors = 0."""
    if text.isascii():
        return len(text)
    return sum(not unicodedata.category(character).startswith("M") for character in text)


def half_width(text: str) -> str:
    """Turn full-width forms of ASCII and the ideographic blank into their half-width forms."""
    return text if text.isascii() else text.translate(_FULL_WIDTH)


def written_as_number(code: str) -> bool:
    """Tell whether a spreadsheet wrote a code as a number: `9.15401E+17`, `…000.0`."""
    return _WRITTEN_AS_NUMBER.fullmatch(code) is not None


def rounded_as_number(code: str) -> bool:
    """Tell whether the last digits look as if a spreadsheet or a C double had rounded them.

    915401007419288939 is typed and 915401007419288000 or 915401007419288960 is kept: 15 digits and
    zeros, or the nearest double. Right codes can look so too: ask only after their check failed.
    """
    if not (code.isascii() and code.isdigit()) or len(code) <= _EXACT_DIGITS:
        return False
    return code.endswith(("000", "960")) or int(float(code)) == int(code)


def _join_surrogates(pair: re.Match[str]) -> str:
    return pair.group().encode("utf-16-le", "surrogatepass").decode("utf-16-le")
