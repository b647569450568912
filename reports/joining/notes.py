# SPDX-License-Identifier: Apache-2.0
"""What a reader of joined pages must know about the file that they are from."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pikepdf import Array, Dictionary, Name

from models.language import message, plural
from reports.joining.annotations import Shown, becomes, on_page
from reports.joining.boxes import inherited

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from pikepdf import Object, Pdf

    from models.language import Message

_DEEPEST = 32
_MOST_FIELDS = 20_000


def pdf_notes(pdf: Pdf, pages: Sequence[Object]) -> tuple[Message, ...]:
    """The notes on a PDF, the weightiest first."""
    return tuple(_notes(pdf, pages))


def _notes(pdf: Pdf, pages: Sequence[Object]) -> Iterator[Message]:
    form = pdf.Root.get(Name.AcroForm)
    if isinstance(form, Dictionary):
        yield from _form_notes(pdf, form)
    shown = [becomes(item) for page in pages for item in on_page(page)]
    comments, pinned = shown.count(Shown.COMMENT), shown.count(Shown.FILE)
    if comments:
        yield plural(
            "{n} comment in the file is not shown here; see the original.",
            "{n} comments in the file are not shown here; see the original.",
            n=comments,
        )
    embedded = len(pdf.attachments) + pinned
    if embedded:
        yield plural(
            "{n} file inside this file is not printed; see the original.",
            "{n} files inside this file are not printed; see the original.",
            n=embedded,
        )
    if pdf.is_encrypted:
        yield message(
            "Its author restricted what may be done with the file. It opens without a password and"
            " is shown here for the review only."
        )
    if pdf.get_warnings():
        yield message("The file is slightly damaged; what is shown here was repaired.")


def _form_notes(pdf: Pdf, form: Dictionary) -> Iterator[Message]:
    if any(inherited(field, "/FT") == Name.Sig and _value(field) for field in _fields(form)):
        yield message(
            "It is signed electronically. The signature can be checked in the original file only; the"
            " pages here no longer carry it."
        )
    if Name.XFA in form:
        if bool(pdf.Root.get(Name.NeedsRendering)):
            yield message(
                "It is a dynamic form (XFA), which only some readers can show: the page here may only"
                " ask to wait. Ask for the form printed to PDF."
            )
        else:
            yield message(
                "It is a form of two kinds (XFA); shown here is its ordinary part. Compare it with the"
                " original."
            )


def _value(field: Any) -> bool:
    return isinstance(inherited(field, "/V"), Dictionary)


def _fields(form: Dictionary) -> Iterator[Any]:
    """The fields of a form and those below them; one that comes again is not looked at twice."""
    seen: set[tuple[int, int]] = set()
    waiting: list[tuple[Any, int]] = [(form.get(Name.Fields), 0)]
    while waiting:
        found, depth = waiting.pop()
        if not isinstance(found, Array) or depth > _DEEPEST:
            continue
        for index in range(min(len(found), _MOST_FIELDS)):
            field: Any = found[index]
            if not isinstance(field, Dictionary):
                continue
            if field.is_indirect and field.objgen in seen:
                continue
            seen.add(field.objgen)
            yield field
            waiting.append((field.get(Name.Kids), depth + 1))
