# SPDX-License-Identifier: Apache-2.0
"""Terms of trees and divisions level by level (direction → its field, 省 → 市 → 县), as texts and back.

Each text stands for itself: a division is its whole path, a term its name, or its id where the name
would mean another. So the deepest level alone says what is meant.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from models.language import Language, message
from models.programme.schema import FieldType
from models.programme.values import Unreadable, read
from models.rules.regions import regions

if TYPE_CHECKING:
    from collections.abc import Mapping

    from models.language import Message
    from models.programme.schema import FormField
    from models.programme.values import Stored
    from models.programme.vocabulary import Term, Vocabulary

REGION_LEVELS = 3
"""省级, 地级, 县级."""

_PARTS_TERMS = re.compile(r"[、，,;；\n]")


def level_count(field: FormField, vocabularies: Mapping[str, Vocabulary]) -> int:
    """How many levels the values of a field have; 0 where it has none to choose step by step."""
    if field.type is FieldType.REGION:
        return REGION_LEVELS
    vocabulary = vocabularies.get(field.vocabulary or "")
    if field.type is not FieldType.TERM or vocabulary is None:
        return 0
    deepest = max((len(_line(vocabulary, term)) for term in vocabulary.terms), default=0)
    return deepest if deepest > 1 else 0


def term_text(vocabulary: Vocabulary, term: Term, language: Language) -> str:
    """The text of a term in a cell, which `Vocabulary.find` understands as this term and no other.

    Its name; else its code or its id, where the name means another or would be torn at a comma.
    """
    for text in (term.label.text(language), term.code):
        if text and vocabulary.find(text) is term and not _PARTS_TERMS.search(text):
            return text
    return term.id


def region_text(code: str) -> str:
    """The text of a division in a cell: its path where that means it alone, else its code."""
    path = regions().path(code)
    found = regions().find(path)
    return path if [region.code for region in found] == [code] else code


def level_texts(
    field: FormField,
    stored: Stored,
    vocabularies: Mapping[str, Vocabulary],
    language: Language,
) -> tuple[str, ...]:
    """A stored value of a field with levels, a text a level; empty for none.

    What nobody understood, and a division that was abolished, stand on the first level as they are.
    """
    value = read(field, stored)
    if value is None:
        return ()
    text = value.text if isinstance(value, Unreadable) else str(value)
    if field.type is FieldType.REGION:
        return _region_line(text)
    vocabulary = vocabularies.get(field.vocabulary or "")
    term = vocabulary.get(text) if vocabulary else None
    if vocabulary is None or term is None:
        return (text,)
    return tuple(term_text(vocabulary, item, language) for item in _line(vocabulary, term))


def contradiction(
    field: FormField, levels: tuple[Any, ...], vocabularies: Mapping[str, Vocabulary]
) -> Message | None:
    """What is wrong where the deepest level is not below the others; None for nothing.

    Args:
        field: With levels.
        levels: What the filled levels hold, from the first on.
        vocabularies: By id.
    """
    if len(levels) < 2:  # noqa: PLR2004 - one level contradicts nothing
        return None
    deepest = str(levels[-1])
    above = _above(field, deepest, vocabularies)
    if above is None:
        return None
    for text in map(str, levels[:-1]):
        meant = _id_of(field, text, vocabularies)
        if meant is not None and meant not in above:
            return message(
                "“{field}”: “{below}” does not belong to “{above}”",
                field=field.label,
                below=deepest[:80],
                above=text[:80],
            )
    return None


def _above(
    field: FormField, text: str, vocabularies: Mapping[str, Vocabulary]
) -> frozenset[str] | None:
    """The ids of what a text means and of all above it; None where it means nothing."""
    meant = _id_of(field, text, vocabularies)
    if meant is None:
        return None
    if field.type is FieldType.REGION:
        return frozenset({meant, f"{meant[:2]}0000", f"{meant[:4]}00"})
    vocabulary = vocabularies[field.vocabulary or ""]
    term = vocabulary.get(meant)
    return frozenset(item.id for item in _line(vocabulary, term)) if term else None


def _id_of(field: FormField, text: str, vocabularies: Mapping[str, Vocabulary]) -> str | None:
    if field.type is FieldType.REGION:
        found = regions().find(text)
        return found[0].code if len(found) == 1 else None
    vocabulary = vocabularies.get(field.vocabulary or "")
    term = vocabulary.find(text.strip()) if vocabulary else None
    return term.id if term else None


def _line(vocabulary: Vocabulary, term: Term) -> tuple[Term, ...]:
    """A term after all above it, the broadest first."""
    line = [term]
    while (above := vocabulary.get(line[0].parent)) is not None and above not in line:
        line.insert(0, above)
    return tuple(line)


def _region_line(code: str) -> tuple[str, ...]:
    """A present division after those above it; anything else alone."""
    region = regions().get(code)
    if region is None or region.until is not None:
        return (region_text(code) if region else code,)
    above = dict.fromkeys((f"{code[:2]}0000", f"{code[:4]}00", code))
    line = [item for item in above if _present(item)]
    texts = tuple(region_text(item) for item in line)
    return texts if code in texts or regions().path(code) == texts[-1] else (code,)


def _present(code: str) -> bool:
    region = regions().get(code)
    return region is not None and region.until is None
