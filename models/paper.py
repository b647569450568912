# SPDX-License-Identifier: Apache-2.0
"""How the papers of an office look (发文格式): its template for covers, packets and letters.

It lies in the register (`Office.paper`) as JSON, and is edited as a TOML file of the same keys. The
emblem is kept by its hash among the attachments. A paper without any key looks as the program sets it.
"""

from __future__ import annotations

import copy
import json
import tomllib
from decimal import Decimal
from typing import TYPE_CHECKING, Annotated, Any

from pydantic import BeforeValidator, Field, StringConstraints, ValidationError

from models.language import Label, message
from models.programme.faults import brace_faults
from models.programme.loading import DefinitionError, Fault
from models.programme.schema import Number, Part
from models.programme.shapes import shape_faults, with_labels
from models.programme.toml_words import toml_fault
from models.programme.trials import Found, nearest

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

COVER_NAMES = frozenset(
    {"office", "region", "object", "call", "notice", "number", "title", "applicant", "year", "date"}
)
"""What a cover may name."""

NUMBER_NAMES = frozenset({"year", "n"})
"""What a document number may name: the year and the running number."""

Line = Annotated[str, StringConstraints(max_length=200)]
Hash = Annotated[str, StringConstraints(pattern=r"^([0-9a-f]{64})?$")]


def _said(label: Any) -> Any:
    """A label; None where it says nothing in either language."""
    return None if label == Label("", "") else label


class OfficePart(Part):
    """Who writes.

    Attributes:
        name: As it is printed over papers (发文机关标志), and without 文件 in their texts and below them;
            the name of the office where empty.
        address: Where it sits, as lists for publicity print it.
        emblem: The SHA-256 of the picture; empty for none.
        emblem_mm: How high it is printed.
    """

    name: Line = ""
    address: Line = ""
    emblem: Hash = ""
    emblem_mm: Number = Field(default=Decimal(18), gt=0, le=60)


class CoverPart(Part):
    """The cover of a packet.

    Attributes:
        title: In large type; the object of the programme and “review packet” where not given.
        lines: Below the facts, instead of the call and its notices.
        foot: The last lines, instead of office and day.
    """

    title: Annotated[Label | None, BeforeValidator(_said)] = None
    lines: tuple[Label, ...] = ()
    foot: tuple[Label, ...] = ()


class PacketPart(Part):
    """What a packet holds.

    Attributes:
        parts: The ids of its parts, in order; all in the usual order where empty.
    """

    parts: tuple[str, ...] = ()


class LetterPart(Part):
    """Letters (公函).

    Attributes:
        number: The pattern of document numbers (发文字号), for instance `经信函〔{year}〕{n}号`.
        signature: Who signs (署名); the office as printed over papers where empty.
        contact: Whom to ask, below the text (联系人及电话); those of the office where empty.
        seal: A dotted square says where the seal goes.
        copies: Who gets a copy (抄送); with it letters end with a 版记.
    """

    number: Line = ""
    signature: Line = ""
    contact: Line = ""
    seal: bool = False
    copies: Line = ""


class Paper(Part):
    """The template of an office."""

    office: OfficePart = OfficePart()
    cover: CoverPart = CoverPart()
    packet: PacketPart = PacketPart()
    letter: LetterPart = LetterPart()

    def with_emblem(self, sha256: str) -> Paper:
        """The same with another emblem."""
        return self.model_copy(update={"office": self.office.model_copy(update={"emblem": sha256})})

    def numbered(self, year: int, n: int | None) -> str:
        """The document number of a letter; room to write the running number where there is none yet."""
        return self.letter.number.format(year=year, n="   " if n is None else n)


def read_paper(text: str, *, file: str, parts: Sequence[str]) -> Paper:
    """Read a template from TOML.

    Args:
        file: Its name, for messages.
        parts: The ids of the parts that packets have.

    Raises:
        DefinitionError: It has mistakes; the error lists all.
    """
    try:
        data = with_labels(tomllib.loads(text))
    except tomllib.TOMLDecodeError as error:
        raise DefinitionError(file, (Fault(file, "TOML", toml_fault(error)),)) from None
    try:
        paper = Paper.model_validate(data)
    except ValidationError as error:
        found = [*shape_faults(data, error.errors()), *_beyond(data, error, parts)]
        raise DefinitionError(file, tuple(Fault(file, *fault) for fault in found)) from None
    if faults := tuple(Fault(file, *fault) for fault in _faults(paper, parts)):
        raise DefinitionError(file, faults)
    return paper


def _beyond(data: Any, error: ValidationError, parts: Sequence[str]) -> list[Found]:
    """What is wrong besides the shape, as far as the rest can be read."""
    try:
        return list(_faults(Paper.model_validate(_without(data, error)), parts))
    except ValidationError:
        return []


def _without(data: Any, error: ValidationError) -> Any:
    """A copy without the values that are wrong."""
    found = copy.deepcopy(data)
    for fault in error.errors():
        section, *rest = fault["loc"]
        if rest and isinstance(found.get(section), dict):
            found[section].pop(rest[0], None)
        else:
            found.pop(section, None)
    return found


def _faults(paper: Paper, parts: Sequence[str]) -> Iterator[Found]:
    cover = paper.cover
    lines: list[tuple[str, Label | None]] = [("title", cover.title)]
    lines += [(f"lines[{index}]", line) for index, line in enumerate(cover.lines)]
    lines += [(f"foot[{index}]", line) for index, line in enumerate(cover.foot)]
    for key, label in lines:
        yield from brace_faults(f"cover.{key}", label, COVER_NAMES)
    number = paper.letter.number
    yield from brace_faults("letter.number", Label(number, number), NUMBER_NAMES)
    for index, part in enumerate(paper.packet.parts):
        key = f"packet.parts[{index}]"
        if part not in parts:
            yield key, message("there is no part “{name}”", name=part), nearest(part, parts)
        elif part in paper.packet.parts[:index]:
            yield key, message("the part “{name}” is there already", name=part), ""


def paper_from_json(stored: Mapping[str, Any] | None) -> Paper:
    """A template as the register keeps it; keys that this program does not know are left out."""
    known = {
        name: {key: value for key, value in stored[name].items() if key in kind.model_fields}
        for name, kind in _KINDS.items()
        if stored and name in stored
    }
    return Paper.model_validate(with_labels(known))


_KINDS: Mapping[str, type[Part]] = {
    "office": OfficePart,
    "cover": CoverPart,
    "packet": PacketPart,
    "letter": LetterPart,
}


def paper_to_json(paper: Paper) -> dict[str, Any]:
    """A template as the register keeps it: what is as the program has it is left out."""
    kept: dict[str, Any] = {}
    for name in _KINDS:
        part, usual = getattr(paper, name), getattr(Paper(), name)
        changed = {
            key: _plain(getattr(part, key))
            for key in type(part).model_fields
            if getattr(part, key) != getattr(usual, key)
        }
        if changed:
            kept[name] = changed
    return kept


def _plain(value: Any) -> Any:
    match value:
        case Label():
            return {"zh": value.zh, "en": value.en}
        case tuple():
            return [_plain(item) for item in value]
        case bool() | str():
            return value
        case _:
            return float(value)


def paper_to_toml(paper: Paper) -> str:
    """A template as the file in which it is edited: every key, with what it is for."""
    written: list[str] = []
    for name, kind in _KINDS.items():
        written.append(f"[{name}]")
        part = getattr(paper, name)
        for key in kind.model_fields:
            if (name, key) in _ABOUT:
                written.append(f"# {_ABOUT[name, key]}")
                written.append(f"{key} = {_toml(getattr(part, key))}")
        written.append("")
    return "\n".join(written)


_ABOUT = {
    ("office", "name"): message(
        "The office as printed over papers, and signed by; its name where empty."
    ),
    ("office", "address"): message("The office's address, for lists for publicity."),
    ("office", "emblem_mm"): message("How high the emblem is printed, in millimetres."),
    ("cover", "title"): message(
        "The large title of a cover. May name {names}.",
        names=", ".join(f"{{{name}}}" for name in sorted(COVER_NAMES)),
    ),
    ("cover", "lines"): message("Lines below the facts, instead of the call and its notices."),
    ("cover", "foot"): message("The last lines of a cover, instead of office and day."),
    ("packet", "parts"): message("The parts of a packet in their order; all where empty."),
    ("letter", "number"): message(
        "The document number; {year} and {n} are filled in.", year="{year}", n="{n}"
    ),
    ("letter", "signature"): message(
        "Who signs letters; the office as printed over papers where empty."
    ),
    ("letter", "contact"): message("Whom to ask; contact and telephone of the office where empty."),
    ("letter", "seal"): message("Whether a dotted square says where the seal goes."),
    ("letter", "copies"): message("Who gets a copy; printed at the end of a letter."),
}


def _toml(value: Any) -> str:
    match value:
        case None:
            return '{ zh = "", en = "" }'
        case bool():
            return "true" if value else "false"
        case Label():
            return f"{{ zh = {_toml(value.zh)}, en = {_toml(value.en)} }}"
        case tuple():
            return f"[{', '.join(map(_toml, value))}]"
        case str():
            return json.dumps(value, ensure_ascii=False)
        case _:
            return f"{value:g}" if isinstance(value, float) else str(value)
