# SPDX-License-Identifier: Apache-2.0
"""What applications can be counted and grouped by: direction, region, stage, any single answer."""

from __future__ import annotations

from dataclasses import dataclass
from hashlib import sha256
from typing import TYPE_CHECKING, Any

from models.language import Label, message
from models.programme.dimensions import DIVISION_LEVELS, dimension_names
from models.programme.outline import Outcome
from models.programme.schema import FieldType
from models.rules.regions import regions
from models.rules.text import comparable
from models.unknown import UnknownNameError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from models.programme.answers import Answers
    from models.programme.schema import FormField
    from models.programme.vocabulary import Vocabulary
    from reports.summary.frame import Frame, SummaryRow

NONE = "_none"
"""The key of applications that have no value."""

OTHER = "_other"
"""The key of those whose value was not understood."""

_MARK = "#"
"""Begins every other key, so that no workbook takes one for a number, a truth value or a condition."""

_ENDS = (4, 2, 0)
"""So many zeros end the code of a division of each level."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One value of a dimension: the key that the detail sheet carries, and its name."""

    key: str
    label: str


@dataclass(frozen=True, slots=True)
class Dimension:
    """One way of telling applications apart.

    Attributes:
        id: As orders name it.
        of: The value of an application.
        official: Values that are known beforehand, in their official order.
        whole: Those of them that nobody has are shown as well.
    """

    id: str
    label: str
    of: Callable[[SummaryRow], Entry]
    official: tuple[Entry, ...] = ()
    whole: bool = False

    def entries(self, seen: Iterable[Entry]) -> tuple[Entry, ...]:
        """The values to show: in their official order, then by key, then what is no value."""
        found = {entry.key: entry for entry in seen}
        known = {entry.key for entry in self.official}
        first = [entry for entry in self.official if self.whole or entry.key in found]
        rest = (entry for key, entry in found.items() if key not in known)
        return (*first, *sorted(rest, key=_by_name))


def _by_name(entry: Entry) -> tuple[bool, bool, str]:
    hashed = entry.key.startswith(_HASHED)
    return entry.key == NONE, entry.key == OTHER, entry.label if hashed else entry.key


def make_dimension(wanted: str, frame: Frame) -> Dimension:
    """The dimension of that id.

    Raises:
        UnknownNameError: The programme has none, with the nearest that it has.
    """
    names = dimension_names(frame.programme)
    if wanted not in names:
        raise UnknownNameError(message("dimension of a summary"), wanted, names)
    label = frame.say(names[wanted])
    if wanted == "stage":
        return _stages(label, frame)
    if wanted == "outcome":
        return _outcomes(label, frame)
    if wanted in (*DIVISION_LEVELS, "region"):
        return _divisions(wanted, label, frame)
    return _answers(frame.programme.fields[wanted], label, frame)


_HASHED = f"{_MARK}~"


def _stages(label: str, frame: Frame) -> Dimension:
    official = tuple(
        Entry(_MARK + stage, frame.stage_label(stage)) for stage in frame.programme.stages
    )
    known = {entry.key: entry for entry in official}

    def of(row: SummaryRow) -> Entry:
        return known.get(_MARK + row.stage) or Entry(_MARK + row.stage, row.stage)

    return Dimension("stage", label, of, official)


def _outcomes(label: str, frame: Frame) -> Dimension:
    stages = frame.programme.stages
    known = {
        outcome: Entry(_MARK + outcome.value, frame.say(text)) for outcome, text in OUTCOMES.items()
    }

    def of(row: SummaryRow) -> Entry:
        stage = stages.get(row.stage)
        return known[stage.outcome if stage else Outcome.OPEN]

    return Dimension("outcome", label, of, tuple(known.values()))


OUTCOMES: Mapping[Outcome, Label] = {
    Outcome.POSITIVE: Label("通过", "Approved"),
    Outcome.PARTIAL: Label("部分通过", "Approved in part"),
    Outcome.OPEN: Label("在办", "In progress"),
    Outcome.NEGATIVE: Label("未通过", "Not approved"),
}
"""What final stages mean, as summaries name it."""


def _divisions(wanted: str, label: str, frame: Frame) -> Dimension:
    """Divisions of one level; `region` stands for those right below the office's own."""
    level = (
        _level_below(frame.office.region) if wanted == "region" else DIVISION_LEVELS.index(wanted)
    )
    none, other = _odd(frame)
    known: dict[str, Entry] = {}

    def made(code: str) -> Entry:
        whole = regions().get(code[: 6 - _ENDS[level]] + "0" * _ENDS[level])
        found = whole or regions().get(code)
        if found is None:
            return other
        province = regions().path(f"{found.code[:2]}0000")
        path = found.path
        return Entry(_MARK + found.code, path.removeprefix(province) or path)

    def of(row: SummaryRow) -> Entry:
        value = _value("region", row.answers)
        if value is None:
            return none
        if not isinstance(value, str):
            return other
        if value not in known:
            known[value] = made(value)
        return known[value]

    return Dimension(wanted, label, of)


def _level_below(region: str) -> int:
    """The level of the divisions below one; provinces where it is unknown."""
    found = regions().find(region) if region else ()
    if not found:
        return 0
    code = found[0].code
    return 1 if code.endswith("0000") else 2


def _answers(field: FormField, label: str, frame: Frame) -> Dimension:
    if field.type is FieldType.TEXT:
        return _texts(field, label, frame)
    none, other = _odd(frame)
    official: Sequence[Entry]
    if field.type is FieldType.TERM:
        vocabulary = frame.vocabularies.get(field.vocabulary or "")
        official = tuple(_terms(vocabulary, frame)) if vocabulary else ()
    elif field.type is FieldType.CHOICE:
        official = tuple(Entry(_MARK + item.id, frame.say(item.label)) for item in field.choices)
    else:
        official = (
            Entry(f"{_MARK}yes", frame.say(message("Yes"))),
            Entry(f"{_MARK}no", frame.say(message("No"))),
        )
    every = {entry.key: entry for entry in (*official, *_retired(field, frame))}

    def of(row: SummaryRow) -> Entry:
        key = key_of(field, row.answers, frame.vocabularies)
        return none if key == NONE else every.get(key, other)

    return Dimension(field.id, label, of, tuple(official), whole=field.id == "direction")


def _texts(field: FormField, label: str, frame: Frame) -> Dimension:
    """Texts that were typed: equal ones fall together, whatever their width and blanks."""
    none, _ = _odd(frame)
    known: dict[str, Entry] = {}

    def of(row: SummaryRow) -> Entry:
        value = _value(field.id, row.answers)
        text = str(value).strip() if value is not None else ""
        if not text:
            return none
        same = comparable(text)
        if same not in known:
            known[same] = Entry(_HASHED + sha256(same.encode()).hexdigest()[:16], text)
        return known[same]

    return Dimension(field.id, label, of)


def key_of(field: FormField, answers: Answers, vocabularies: Mapping[str, Vocabulary]) -> str:
    """Under which key an application is counted: its broadest term or its choice, or none."""
    value = _value(field.id, answers)
    if value is None or value == "":
        return NONE
    if isinstance(value, bool):
        return f"{_MARK}yes" if value else f"{_MARK}no"
    if not isinstance(value, str):
        return OTHER
    if field.type is FieldType.CHOICE:
        return _MARK + value if value in field.choice_labels else OTHER
    vocabulary = vocabularies.get(field.vocabulary or "")
    if vocabulary is None or vocabulary.get(value) is None:
        return OTHER
    return _MARK + vocabulary.root_of(value)


def _value(field_id: str, answers: Answers) -> Any:
    return None if field_id in answers.hidden else answers.value(field_id)


def _terms(vocabulary: Vocabulary, frame: Frame) -> Iterator[Entry]:
    for term in vocabulary.roots():
        if not term.retired:
            yield Entry(_MARK + term.id, frame.say(term.label))


def _retired(field: FormField, frame: Frame) -> Iterator[Entry]:
    vocabulary = frame.vocabularies.get(field.vocabulary or "")
    for term in vocabulary.roots() if vocabulary else ():
        if term.retired:
            yield Entry(_MARK + term.id, frame.say(term.label))


def _odd(frame: Frame) -> tuple[Entry, Entry]:
    none = Entry(NONE, frame.say(message("(none)")))
    return none, Entry(OTHER, frame.say(message("(not understood)")))
