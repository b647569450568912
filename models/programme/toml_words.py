# SPDX-License-Identifier: Apache-2.0
"""What is wrong with a TOML text: where, and what was expected there, in the user's language."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from models.language import Message, message

if TYPE_CHECKING:
    import tomllib

_PLACE = re.compile(r"\(at line (\d+), column (\d+)\)|\(at end of document\)")


def toml_fault(error: tomllib.TOMLDecodeError) -> Message:
    """The sentence of a fault that tomllib found; its own is in English only."""
    text = str(error)
    why = next((said for part, said in _WORDS if part in text), message("this cannot be read"))
    place = _PLACE.search(text)
    if place is None:
        return message("it is not valid TOML: {why}", why=why)
    if place[1] is None:
        return message("it is not valid TOML: at its end, {why}", why=why)
    return message(
        "it is not valid TOML: line {line}, column {column}: {why}",
        line=place[1],
        column=place[2],
        why=why,
    )


_WORDS = (
    ("Expected '=' after a key", message("after a key, = is expected")),
    ("Expected ']'", message("the heading of a table must end with ]")),
    ("Expected ']]'", message("the heading of a list of tables must end with ]]")),
    ("Expected newline", message("after a value, a new line is expected")),
    ("Expected", message("the quotes of a text do not close here")),
    ("Cannot declare", message("this table stands here a second time")),
    ("Cannot overwrite", message("this key stands here a second time")),
    ("Cannot redefine", message("this key stands here a second time")),
    ("Cannot mutate", message("this table was closed before; nothing can be added to it")),
    ("Duplicate inline table key", message("this key stands here a second time")),
    ("Invalid date", message("this is no date or time")),
    ("Invalid initial character", message("a key is expected: letters, digits, _ or - in ASCII")),
    ("Invalid statement", message("a key or the heading of a table is expected")),
    (
        "Invalid value",
        message("a value is expected: a text in quotes, a number, true, false, [ or {{"),
    ),
    ("Unclosed array", message("a list is not closed with ]")),
    ("Unclosed inline table", message("a table is not closed with }}")),
    ("Unterminated string", message("a text is not closed with its quotes")),
    ("Unescaped", message("a backslash in a text must be doubled")),
    ("hex", message("after \\u, four digits from 0 to f are expected")),
    ("Escaped character", message("there is no such character")),
    ("character", message("a character that may not stand here, such as a control character")),
)
