# SPDX-License-Identifier: Apache-2.0
"""Text put into paragraphs, cells and content controls of a Word form, in the look that is there."""

from __future__ import annotations

import re
from copy import deepcopy
from typing import TYPE_CHECKING, Any

from models.rules.text import comparable
from reports.filling.sheet_part import XML_SPACE, local
from reports.filling.word_parts import paragraphs_of

if TYPE_CHECKING:
    from collections.abc import Callable, Collection

_UNSEEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_BOX = "□☐"
_TICKED = "☑"
_OPTION = re.compile(f"([{_BOX}])\\s*([^{_BOX}☑☒■\\s，,；;、（(]+)")
_RUN_KEEPS = "rPr"
_TEXTUAL = frozenset({"r", "hyperlink", "ins", "smartTag", "fldSimple", "proofErr", "bookmarkStart",
                      "bookmarkEnd"})  # fmt: skip


def replace_names(
    paragraph: Any, pattern: re.Pattern[str], value: Callable[[str], str | None]
) -> bool:
    """Replace names in braces, however they are split over runs; whether there was any.

    Args:
        paragraph: Whose text it is.
        pattern: Finds a name; its first group is the name.
        value: What stands for a name; None where it is not known, and stays.
    """
    holders = [
        item
        for item in paragraph.iter()
        if local(item) == "t" and _paragraph_of(item) is paragraph and not _deleted(item)
    ]
    text = "".join(item.text or "" for item in holders)
    found = [
        (match.start(), match.end(), said)
        for match in pattern.finditer(text)
        if (said := value(match[1])) is not None
    ]
    for start, end, said in reversed(found):
        _splice(holders, start, end, said)
    return bool(found)


def set_text(element: Any, text: str) -> None:
    """Put a text into a cell or a control: its first paragraph keeps its look, the others go."""
    paragraphs = paragraphs_of(element)
    if not paragraphs:
        return
    first = paragraphs[0]
    for other in paragraphs[1:]:
        if not _holds_more(other):
            other.getparent().remove(other)
    set_paragraph(first, text)


def set_paragraph(paragraph: Any, text: str) -> None:
    """Put a text into a paragraph in the look of its first run."""
    runs = [item for item in paragraph.iter() if local(item) == "r"]
    look = next((deepcopy(x) for run in runs for x in run if local(x) == _RUN_KEEPS), None)
    if look is None:
        look = _paragraph_look(paragraph)
    for child in list(paragraph):
        if local(child) in _TEXTUAL and not _holds_more(child):
            paragraph.remove(child)
    space = paragraph.tag.rpartition("}")[0] + "}"
    run = paragraph.makeelement(f"{space}r")
    if look is not None:
        run.append(look)
    paragraph.append(run)
    _write(run, text)


def tick(element: Any, labels: Collection[str]) -> bool:
    """Tick the boxes before some words of a cell; whether all were found."""
    wanted = {comparable(label) for label in labels}
    ticked: set[str] = set()
    for paragraph in paragraphs_of(element):
        holders = [item for item in paragraph.iter() if local(item) == "t"]
        text = "".join(item.text or "" for item in holders)
        for match in reversed(list(_OPTION.finditer(text))):
            word = comparable(match[2])
            if word in wanted:
                _splice(holders, match.start(1), match.end(1), _TICKED)
                ticked.add(word)
    return ticked == wanted


def has_boxes(element: Any) -> bool:
    """Whether a cell offers boxes to tick."""
    text = "".join(item.text or "" for item in element.iter() if local(item) == "t")
    return bool(_OPTION.search(text))


def text_of(element: Any) -> str:
    """The text of an element, a line a paragraph."""
    return "\n".join(
        "".join(item.text or "" for item in paragraph.iter() if local(item) == "t")
        for paragraph in element.iter()
        if local(paragraph) == "p"
    )


def _splice(holders: list[Any], start: int, end: int, said: str) -> None:
    """Put a text where characters of several texts were; it takes the look of the first."""
    place = 0
    put = False
    for holder in holders:
        text = holder.text or ""
        first, last = max(start - place, 0), min(end - place, len(text))
        place += len(text)
        if first >= last:
            continue
        before, after = text[:first], text[last:]
        if put:
            _set(holder, before + after)
            continue
        put = True
        lines = said.split("\n")
        _set(holder, before + lines[0] + (after if len(lines) == 1 else ""))
        added = holder
        for line in lines[1:]:
            more = [_like(holder, "br"), _like(holder, "t")]
            _set(more[1], line + (after if line is lines[-1] else ""))
            for item in more:
                added.addnext(item)
                added = item


def _write(run: Any, text: str) -> None:
    space = run.tag.rpartition("}")[0] + "}"
    for number, line in enumerate(text.split("\n")):
        if number:
            run.append(run.makeelement(f"{space}br"))
        holder = run.makeelement(f"{space}t")
        _set(holder, line)
        run.append(holder)


def _set(holder: Any, text: str) -> None:
    holder.text = _UNSEEN.sub("\ufffd", text)
    holder.set(XML_SPACE, "preserve")


def _like(element: Any, name: str) -> Any:
    return element.makeelement(element.tag.rpartition("}")[0] + "}" + name)


def _paragraph_look(paragraph: Any) -> Any | None:
    """The look that a paragraph gives to what is typed into it."""
    for item in paragraph:
        if local(item) == "pPr":
            return next((deepcopy(x) for x in item if local(x) == _RUN_KEEPS), None)
    return None


def _paragraph_of(element: Any) -> Any:
    above = element.getparent()
    while above is not None and local(above) != "p":
        above = above.getparent()
    return above


def _deleted(element: Any) -> bool:
    above = element.getparent()
    while above is not None:
        if local(above) in {"del", "moveFrom"}:
            return True
        above = above.getparent()
    return False


def _holds_more(element: Any) -> bool:
    """Whether an element holds more than text: a picture, a field, a note, a control."""
    return any(
        local(item) in {"drawing", "pict", "object", "fldChar", "footnoteReference", "sdt", "sectPr",
                        "endnoteReference", "commentReference", "tbl", "AlternateContent"}
        for item in element.iter()
    )  # fmt: skip
