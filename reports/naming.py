# SPDX-License-Identifier: Apache-2.0
"""Names of files by a pattern that the user may change: {number} {applicant} {title}."""

from __future__ import annotations

from string import Formatter
from typing import TYPE_CHECKING

from models.errors import UserError
from models.language import message

if TYPE_CHECKING:
    from collections.abc import Sequence


class NamePatternError(UserError):
    """A pattern for file names uses a word that is not known there."""

    def __init__(self, pattern: str, known: Sequence[str]) -> None:
        super().__init__(
            message(
                "“{pattern}” cannot name files. It may use {known}.",
                pattern=pattern,
                known=", ".join(f"{{{name}}}" for name in known),
            )
        )


def check_pattern(pattern: str, words: Sequence[str]) -> None:
    """Make sure that a pattern uses nothing but plain words that are known.

    Raises:
        NamePatternError: It does not.
    """
    try:
        named = [name for _, name, _, _ in Formatter().parse(pattern) if name is not None]
        pattern.format_map(dict.fromkeys(words, ""))
    except (KeyError, ValueError, IndexError, AttributeError):
        named = [""]
    if not set(named) <= set(words):
        raise NamePatternError(pattern, words)


def unused(name: str, used: set[str]) -> str:
    """A name that none of `used` is, numbered where it must be; it is noted there."""
    stem, dot, suffix = name.rpartition(".")
    if not dot:
        stem, suffix = name, ""
    found, count = name, 1
    while found.casefold() in used:
        count += 1
        found = f"{stem} ({count}){dot}{suffix}"
    used.add(found.casefold())
    return found
