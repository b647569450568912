# SPDX-License-Identifier: Apache-2.0
"""The form as the screen shows it: pages, lines, what is asked now and how complete it is.

Pure: from answers, problems and vocabularies to frozen pages. A page that is not asked is not there.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from models.errors import Severity
from models.language import Label, Language, message
from models.programme.checklist import checklist_figure, checklist_outcome
from models.programme.conditions import Condition
from models.programme.display import date_text, display, unit_text
from models.programme.schema import TAG_FACTS, FieldType, FormField
from models.programme.values import Unreadable, read

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from models.errors import Problem
    from models.programme.answers import Answers
    from models.programme.schema import ChecklistItem, Programme, Section
    from models.programme.values import Stored
    from models.programme.vocabulary import Vocabulary

CHECKLIST = "@checklist"
TAGS = "@tags"
"""The ids of the two pages that no section makes; a section's id cannot begin like this."""

LABELS = "labels"
"""The key of the free labels among the tags."""


@dataclass(frozen=True, slots=True)
class VerifiedText:
    """What the office found beside what is claimed."""

    text: str
    source: str
    on: str


@dataclass(frozen=True, slots=True)
class Line:
    """One field of a page, or a heading.

    Attributes:
        unit: What a number counts, without the blank before it.
        required: Whether it is required now.
        text: The stored value as the text to edit; empty for series and tables.
        problems: Those of the field, of its verified value and of its cells.
        years: The years of a series: those asked for, and any that are filled besides.
    """

    field: FormField
    label: str
    unit: str = ""
    help: str = ""
    basis: str = ""
    required: bool = False
    stored: Any = None
    text: str = ""
    verified: VerifiedText | None = None
    problems: tuple[Problem, ...] = ()
    years: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class CheckLine:
    """One line of the eligibility checklist.

    Attributes:
        answer: What the office ticked: yes, no, na, or nothing.
        outcome: What counts: yes, no, na or open.
        automatic: Whether its condition can answer it.
        figure, limit: The figure by which it is judged, and its threshold; empty where none.
    """

    item: ChecklistItem
    label: str
    answer: str
    note: str
    outcome: str
    automatic: bool
    figure: str = ""
    limit: str = ""
    basis: str = ""


@dataclass(frozen=True, slots=True)
class TagLine:
    """The terms or labels of one vocabulary that no field of the form asks for."""

    vocabulary: str
    label: str
    terms: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Page:
    """A page of the form.

    Attributes:
        required, filled: How many of its fields are required now, and how many of them are filled.
        errors: What is filled in and wrong; what is missing is not counted again.
    """

    id: str
    label: str
    help: str = ""
    lines: tuple[Line, ...] = ()
    checks: tuple[CheckLine, ...] = ()
    tags: tuple[TagLine, ...] = ()
    required: int = 0
    filled: int = 0
    errors: int = 0

    @property
    def complete(self) -> bool:
        """Whether nothing is missing or wrong."""
        return self.filled == self.required and not self.errors


def form_pages(
    answers: Answers,
    problems: Sequence[Problem],
    vocabularies: Mapping[str, Vocabulary],
    language: Language,
    tags: Mapping[str, tuple[str, ...]] | None = None,
) -> tuple[Page, ...]:
    """The pages of the form as they are asked now: sections, then the checklist, then tags."""
    by_field: dict[str, list[Problem]] = {}
    for problem in problems:
        by_field.setdefault(field_of(problem.field), []).append(problem)
    make = _Maker(answers, by_field, vocabularies, language)
    pages = [make.page(part) for part in answers.programme.section if answers.visible(part)]
    pages = [page for page in pages if page.lines]
    if answers.programme.checklist:
        pages.append(make.checklist())
    return (*pages, make.tags(tags or {}))


def field_of(path: str) -> str:
    """The id of the field to which a path belongs: of a cell its table, of a verified value its claim."""
    head, _, rest = path.partition("/")
    return rest.partition("/")[0] if head == "verified" else head


def page_of(pages: Sequence[Page], path: str) -> str:
    """The id of the page on which a path is asked; empty where it is not asked now."""
    if path.startswith("checklist/"):
        return CHECKLIST
    wanted = field_of(path)
    found = (page.id for page in pages for line in page.lines if line.field.id == wanted)
    return next(found, "")


def deciding_fields(programme: Programme) -> frozenset[str]:
    """The ids of the fields on which it depends what is asked and what is required."""
    parts: list[Any] = [part for section in programme.section for part in (section, *section.field)]
    conditions = [part.show_if for part in parts]
    conditions += [getattr(part, "required", None) for part in parts]
    found = (item for item in conditions if isinstance(item, Condition))
    return frozenset(name.split(".")[0] for item in found for name in item.names)


def text_to_edit(
    field: FormField,
    stored: Stored,
    language: Language,
    vocabularies: Mapping[str, Vocabulary],
) -> str:
    """A stored value as somebody would type it; what was not understood, as it was typed."""
    value = read(field, stored)
    if value is None or isinstance(value, dict):
        return ""
    if isinstance(value, Unreadable):
        return value.text
    if isinstance(value, bool):
        return display(field, value, language, vocabularies)
    if isinstance(value, int | Decimal):
        return format(value, "f") if isinstance(value, Decimal) else str(value)
    if isinstance(value, date):
        return date_text(value, Language.EN, month=field.type is FieldType.MONTH)
    return display(field, value, language, vocabularies)


class _Maker:
    """Makes the pages of one application."""

    def __init__(
        self,
        answers: Answers,
        problems: Mapping[str, Sequence[Problem]],
        vocabularies: Mapping[str, Vocabulary],
        language: Language,
    ) -> None:
        self._answers, self._problems = answers, problems
        self._vocabularies, self._language = vocabularies, language

    def page(self, section: Section) -> Page:
        """The page of a section."""
        lines = tuple(self._line(item) for item in section.field if self._answers.visible(item))
        wanted = [line for line in lines if line.required]
        return Page(
            section.id,
            self._text(section.label),
            self._text(section.help),
            lines,
            required=len(wanted),
            filled=sum(not self._empty(line.field) for line in wanted),
            errors=sum(
                self._is_wrong(line, problem) for line in lines for problem in line.problems
            ),
        )

    def checklist(self) -> Page:
        """The page of the eligibility checklist; each line that is not answered yet is missing."""
        lines = tuple(self._check(item) for item in self._answers.programme.checklist)
        return Page(
            CHECKLIST,
            message("Eligibility checklist").text(self._language),
            checks=lines,
            required=len(lines),
            filled=sum(line.outcome != "open" for line in lines),
            errors=sum(line.outcome == "no" for line in lines),
        )

    def tags(self, tags: Mapping[str, tuple[str, ...]]) -> Page:
        """The page of free labels and of vocabularies that no field asks for."""
        return Page(TAGS, message("Labels").text(self._language), tags=(*self._tag_lines(tags),))

    def _tag_lines(self, tags: Mapping[str, tuple[str, ...]]) -> Iterator[TagLine]:
        free = message("Free labels").text(self._language)
        yield TagLine(LABELS, free, tuple(tags.get(LABELS, ())))
        asked = {field.vocabulary for field in self._answers.programme.fields.values()}
        for key, vocabulary in self._vocabularies.items():
            if key not in asked and (vocabulary.local or key in _TAGGED):
                label = self._text(vocabulary.label)
                yield TagLine(key, label, tuple(tags.get(key, ())))
        fields = self._answers.programme.fields
        for fact, key in zip(TAG_FACTS, _TAGGED, strict=True):
            if fact not in fields and key in asked:
                other = message("Other: {name}", name=self._vocabularies[key].label)
                yield TagLine(key, other.text(self._language), tuple(tags.get(key, ())))

    def _line(self, field: FormField) -> Line:
        if field.type is FieldType.HEADING:
            return Line(field, self._text(field.label), help=self._text(field.help))
        stored = self._answers.stored.get(field.id)
        return Line(
            field,
            self._text(field.label),
            unit_text(field, self._language).strip(),
            self._text(field.help),
            self._text(field.basis),
            self._required(field),
            stored,
            text_to_edit(field, stored, self._language, self._vocabularies),
            self._verified(field),
            tuple(self._problems.get(field.id, ())),
            self._years(field),
        )

    def _years(self, field: FormField) -> tuple[int, ...]:
        if field.type is not FieldType.SERIES:
            return ()
        days = self._answers.dates
        start = days.get("opens") or days.get("received") or datetime.now(UTC).date()
        asked = range(start.year - (field.years or _YEARS), start.year)
        found = self._answers.claimed(field.id)
        return tuple(sorted({*asked, *(found if isinstance(found, dict) else ())}))

    def _check(self, item: ChecklistItem) -> CheckLine:
        tick = self._answers.checklist.get(item.id)
        figure, limit = checklist_figure(item, self._answers)
        unit = self._text(item.unit)
        return CheckLine(
            item,
            self._text(item.label),
            tick.answer if tick else "",
            tick.note if tick else "",
            checklist_outcome(item, self._answers),
            item.check is not None,
            f"{figure} {unit}".strip() if figure else "",
            f"{limit} {unit}".strip() if limit else "",
            self._text(item.basis),
        )

    def _verified(self, field: FormField) -> VerifiedText | None:
        found = self._answers.verified.get(field.id)
        if found is None:
            return None
        value = read(field, found.value)
        text = display(field, value, self._language, self._vocabularies, unit=True)
        return VerifiedText(text, found.source, found.on.isoformat() if found.on else "")

    def _required(self, field: FormField) -> bool:
        if isinstance(field.required, Condition):
            return bool(field.required.holds(self._answers.scope))
        return field.required

    def _empty(self, field: FormField) -> bool:
        if field.type is FieldType.TABLE:
            return not self._answers.rows.get(field.id)
        return self._answers.claimed(field.id) is None

    def _is_wrong(self, line: Line, problem: Problem) -> bool:
        missing = problem.field == line.field.id and line.required and self._empty(line.field)
        return problem.severity is Severity.ERROR and not missing

    def _text(self, label: Label | None) -> str:
        return label.text(self._language) if label else ""


_YEARS = 3

_TAGGED = ("directions", "products", "tasks")
"""The vocabularies of the facts that are tags, in the order of `TAG_FACTS`."""
