# SPDX-License-Identifier: Apache-2.0
"""The definition language: what the TOML file of a programme may say, as frozen models.

Everything that changes from one notice to the next is here: sections and fields, tables, rules with
their legal basis, checklist, attachment slots, stages and moves, score sheet, quotas, summary
columns. Read it from `Programme` at the bottom upwards.
"""

from __future__ import annotations

from decimal import Decimal
from enum import StrEnum
from functools import cached_property
from typing import TYPE_CHECKING, Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, StringConstraints

from models.errors import Severity
from models.language import Label, Language
from models.programme.conditions import Condition, parse_condition
from models.programme.outline import Outcome
from models.rules.text import comparable

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping


def _to_condition(source: Any) -> Any:
    return parse_condition(source) if isinstance(source, str) else source


def _to_requirement(source: Any) -> Any:
    return parse_condition(source) if isinstance(source, str) else source


def _to_decimal(number: Any) -> Any:
    return Decimal(str(number)) if isinstance(number, int | float) else number


Id = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]*$", max_length=60)]
TermId = Annotated[str, StringConstraints(pattern=r"^[a-z0-9][a-z0-9_.-]*$", max_length=80)]
Expression = Annotated[Condition, BeforeValidator(_to_condition)]
Requirement = Annotated[bool | Condition, BeforeValidator(_to_requirement)]
Number = Annotated[Decimal, BeforeValidator(_to_decimal)]
Mark = Literal["personal", "internal", "commercial", "work_secret"]


class Part(BaseModel):
    """What every part of a definition has in common: it is frozen and knows all of its keys."""

    model_config = ConfigDict(
        frozen=True,
        extra="forbid",
        arbitrary_types_allowed=True,
        ignored_types=(cached_property,),
    )


class FieldType(StrEnum):
    """The types of fields; the values stand in definitions."""

    TEXT = "text"
    LONG_TEXT = "long_text"
    INTEGER = "integer"
    DECIMAL = "decimal"
    MONEY = "money"
    PERCENT = "percent"
    DATE = "date"
    MONTH = "month"
    SERIES = "series"
    BOOLEAN = "boolean"
    CHOICE = "choice"
    CHOICES = "choices"
    TERM = "term"
    TERMS = "terms"
    CREDIT_CODE = "credit_code"
    REGION = "region"
    PERSON = "person"
    PHONE = "phone"
    EMAIL = "email"
    ADDRESS = "address"
    TABLE = "table"
    HEADING = "heading"


NUMERIC = frozenset(
    {FieldType.INTEGER, FieldType.DECIMAL, FieldType.MONEY, FieldType.PERCENT, FieldType.SERIES},
)
"""Types whose values are exact numbers; a series is one number a year."""


class Filler(StrEnum):
    """Who fills a field."""

    APPLICANT = "applicant"
    OFFICE = "office"
    EXPERT = "expert"


class Uses(StrEnum):
    """Which value counts where the office verified another than the applicant claims."""

    VERIFIED = "verified"
    CLAIMED = "claimed"


class Choice(Part):
    """One of the answers that a choice offers."""

    id: TermId
    label: Label


class FormField(Part):
    """One field of the form, or one column of a repeating table.

    Attributes:
        unit: What a number counts; money without one is in 万元.
        required: True, or the condition under which it is.
        show_if: The condition under which it is asked; a hidden answer is kept, not exported.
        uses: Which value rules, packets and summaries use where a verified one was recorded.
        grouped: Digits are grouped by thousands; those of a year are not.
        years: How many years a series asks for, the last one before the call opens.
        listed: May be shown, sorted and filtered in the list.
        total: In a table, the column is added up.
        mark: A mark of confidentiality; ordinary exports know it.
        hidden_from: Audiences that never see it, besides those whose profile hides it.
        identifies: Its values name whose application it is, or somebody who leads there: those who
            judge blind do not see it, and do not read its values in other texts either.
        evidence: The attachment slot that proves it.
    """

    id: Id
    type: FieldType
    label: Label
    help: Label | None = None
    unit: Label | None = None
    required: Requirement = False
    show_if: Expression | None = None
    filled_by: Filler = Filler.APPLICANT
    uses: Uses = Uses.VERIFIED
    min_length: int | None = Field(default=None, ge=0)
    max_length: int | None = Field(default=None, ge=1)
    min: Number | None = None
    max: Number | None = None
    decimals: int | None = Field(default=None, ge=0, le=6)
    grouped: bool = True
    choices: tuple[Choice, ...] = ()
    vocabulary: TermId | None = None
    depends_on: Id | None = None
    min_items: int | None = Field(default=None, ge=0)
    max_items: int | None = Field(default=None, ge=1)
    columns: tuple[FormField, ...] = ()
    years: int | None = Field(default=None, ge=1, le=10)
    listed: bool = False
    total: bool = False
    mark: Mark | None = None
    hidden_from: tuple[Id, ...] = ()
    identifies: bool = False
    basis: Label | None = None
    evidence: Id | None = None

    @property
    def places(self) -> int | None:
        """Decimal places of its numbers; None for as many as were typed."""
        if self.decimals is not None:
            return self.decimals
        return {FieldType.INTEGER: 0, FieldType.MONEY: 2}.get(self.type)

    @cached_property
    def choice_labels(self) -> Mapping[str, Label]:
        """What its choices are called, by id."""
        return {choice.id: choice.label for choice in self.choices}

    @cached_property
    def choices_by_name(self) -> Mapping[str, str]:
        """The ids of its choices by what somebody may call them, made comparable; the first counts."""
        found: dict[str, str] = {}
        for choice in self.choices:
            for name in (choice.id, *map(choice.label.text, Language)):
                found.setdefault(comparable(name), choice.id)
        return found

    def column(self, column_id: str) -> FormField | None:
        """A column of a repeating table by its id."""
        return next((column for column in self.columns if column.id == column_id), None)


class Section(Part):
    """A page of the form and a chapter of the packet."""

    id: Id
    label: Label
    help: Label | None = None
    show_if: Expression | None = None
    field: tuple[FormField, ...] = ()


class Rule(Part):
    """A rule across fields, with the clause that asks for it.

    Attributes:
        check: Must hold; while an operand is empty it is not yet known.
        when: The rule applies only if this holds.
        field: The field beside which a failure shows; the first of `check` where not named.
    """

    id: Id
    check: Expression
    when: Expression | None = None
    field: Id | None = None
    severity: Severity = Severity.ERROR
    message: Label
    fix: Label | None = None
    basis: Label | None = None
    evidence: Id | None = None


class ChecklistItem(Part):
    """One line of the eligibility checklist: answered by its condition or by the office.

    Attributes:
        check: Decides by itself; without one the office ticks yes, no or not applicable.
        shows: The figure to print beside it.
        limit: The threshold to print beside it.
        veto: A no refuses the application (一票否决).
    """

    id: Id
    label: Label
    check: Expression | None = None
    when: Expression | None = None
    shows: Expression | None = None
    limit: Expression | None = None
    unit: Label | None = None
    veto: bool = False
    basis: Label | None = None
    evidence: Id | None = None


class Slot(Part):
    """A place for attachments of one kind.

    Attributes:
        mark: A mark of confidentiality of whatever lies in it.
        hidden_from: Audiences that never get what lies in it.
    """

    id: Id
    label: Label
    help: Label | None = None
    scope: Literal["application", "applicant", "call", "list"] = "application"
    required: Requirement = False
    variants: tuple[TermId, ...] = ()
    types: tuple[Literal["pdf", "image", "office", "any"], ...] = ("any",)
    max_mb: Number | None = None
    max_pages: int | None = None
    min_files: int = 0
    max_files: int | None = None
    mark: Mark | None = None
    hidden_from: tuple[Id, ...] = ()
    basis: Label | None = None


class Stage(Part):
    """A stage: its id never changes, its inner and outward names may.

    Attributes:
        days: Working days that an application may stay here.
        final: Nothing follows in the ordinary way; an amendment leaves the application alone.
    """

    id: Id
    label: Label
    outward: Label | None = None
    days: int | None = Field(default=None, ge=1)
    final: bool = False
    outcome: Outcome = Outcome.OPEN


class Need(StrEnum):
    """Conditions of moves that every programme may name."""

    NO_ERRORS = "no_errors"
    NO_WARNINGS = "no_warnings"
    ATTACHMENTS = "attachments"
    CHECKLIST = "checklist"
    WITHIN_QUOTA = "within_quota"


class MoveCondition(Part):
    """A condition of a move that is the programme's own."""

    check: Expression
    message: Label
    basis: Label | None = None


class Move(Part):
    """An allowed move between stages."""

    source: tuple[Id, ...] = Field(alias="from")
    to: Id
    label: Label
    reason: bool = False
    duty: Literal["enter", "check", "approve"] | None = None
    needs: tuple[Need, ...] = ()
    condition: tuple[MoveCondition, ...] = ()


QUOTA_SCOPES = frozenset({"direction", "variant", "region", "product"})
"""The facts by which quotas may count apart."""


class Quota(Part):
    """How many may be in a stage at once.

    Attributes:
        scope: What is counted apart: everything, or each direction, variant, region or product.
        number: The most that may be there; or
        share: this share of `of`, rounded up (向上取整).
        when: Only applications for which this holds count against it.
        counted: False for places of their own (名额单列): shown, never blocking.
    """

    id: Id
    label: Label
    stage: Id
    scope: Literal["total", "direction", "variant", "region", "product"] = "total"
    number: int | None = Field(default=None, ge=0)
    share: Number | None = None
    of: Id | None = None
    when: Expression | None = None
    counted: bool = True
    basis: Label | None = None


class Criterion(Part):
    """One indicator of the score sheet; a tree of at most three levels by `parent`."""

    id: Id
    label: Label
    parent: Id | None = None
    kind: Literal["score", "bonus", "veto", "yes_no", "text"] = "score"
    max: Number | None = None
    weight: Number | None = None
    step: Number | None = None
    minimum: Number | None = None
    optional: bool = False
    when: Expression | None = None
    guide: Label | None = None


class SummaryColumn(Part):
    """One column of the summary: a field id, or one of `SUMMARY_SOURCES`."""

    source: str
    label: Label | None = None
    width: Number | None = None
    total: bool = False


SUMMARY_SOURCES = frozenset({"index", "number", "stage", "applicant_other", "empty"})
"""Columns of a summary that are no field: running number, application number, stage, an empty one."""


class Summary(Part):
    """The summary (推荐汇总表): title, lines above and below, columns, and who is in it.

    Title and lines may name {office}, {region}, {year}, {call}, {notice}, {date}.
    """

    title: Label
    left: Label | None = None
    right: Label | None = None
    foot: tuple[Label, ...] = ()
    stages: tuple[Id, ...] = ()
    order: tuple[str, ...] = ("number",)
    column: tuple[SummaryColumn, ...]


class Publicity(Part):
    """The list for publicity (公示名单): only what everybody may read, of whom is made public.

    Title and lines may name what those of the summary may, besides {period} and {contact}.

    Attributes:
        foot: Lines below it, such as where objections go.
        stages: Who is made public; the days of the first are those of publicity.
    """

    title: Label
    foot: tuple[Label, ...] = ()
    stages: tuple[Id, ...]
    column: tuple[SummaryColumn, ...]


class NumberRule(Part):
    """How application numbers are made, for instance `{year:4}{channel:3}{county:2}{serial:3}`."""

    pattern: str
    values: dict[str, str] = Field(default_factory=dict)


class Relief(Part):
    """By how much thresholds are lowered, and for whom (艰苦边远地区 −20 %)."""

    share: Number
    when: Expression
    basis: Label | None = None


class PacketRule(Part):
    """What the packets of a programme are made of.

    Attributes:
        parts: By id and in order; empty for all there are, in the usual order.
    """

    parts: tuple[Id, ...] = ()


class LetterAnnex(Part):
    """What goes with a letter (附件).

    Attributes:
        label: Its title.
        prints: What is printed with the letter: a short list of the applications, the summary table,
            or nothing, since it goes along as a file of its own.
    """

    label: Label
    prints: Literal["list", "summary", "nothing"] = "nothing"


class Letter(Part):
    """A letter of the office (公函).

    Attributes:
        scope: Whom it is about: one application, or those of a call that its summary lists.
        title: Over the text; a letter about a call has one.
        to: Whom it is addressed to (主送机关).
        text: May name fields, or what is known of the call. Lines that begin with 一、 （一） 1. （1）
            are headings of their levels.
        annex: What goes with it, in order.
    """

    id: Id
    label: Label
    scope: Literal["application", "call"] = "application"
    title: Label | None = None
    to: Label | None = None
    text: Label
    annex: tuple[LetterAnnex, ...] = ()


class Programme(Part):
    """A programme (专项): everything that one notice fixes.

    Attributes:
        format: The version of this language; a newer one is refused politely.
        constants: Numbers that several rules share; names like fields.
    """

    format: Literal[1] = 1
    id: TermId
    version: str
    label: Label
    object: Label
    about: Label
    basis: Label
    number: NumberRule
    relief: Relief | None = None
    constants: dict[Id, Number] = Field(default_factory=dict)
    section: tuple[Section, ...]
    rule: tuple[Rule, ...] = ()
    checklist: tuple[ChecklistItem, ...] = ()
    slot: tuple[Slot, ...] = ()
    stage: tuple[Stage, ...]
    move: tuple[Move, ...]
    criterion: tuple[Criterion, ...] = ()
    quota: tuple[Quota, ...] = ()
    summary: Summary
    publicity: Publicity | None = None
    packet: PacketRule = PacketRule()
    letter: tuple[Letter, ...] = ()

    @cached_property
    def fields(self) -> Mapping[str, FormField]:
        """Every field that takes an answer, by id, in the order of the form."""
        return {
            item.id: item
            for section in self.section
            for item in section.field
            if item.type is not FieldType.HEADING
        }

    @cached_property
    def conditional(self) -> tuple[tuple[Section, tuple[FormField, ...]], ...]:
        """The sections that, or some of whose fields, are not always asked; each with those fields."""
        found = (
            (section, tuple(item for item in section.field if item.show_if is not None))
            for section in self.section
        )
        return tuple(
            (section, some) for section, some in found if some or section.show_if is not None
        )

    @cached_property
    def listed(self) -> Mapping[str, FormField]:
        """The fields that lists may show, sort and filter by, by id."""
        return {key: field for key, field in self.fields.items() if field.listed}

    @cached_property
    def ids_by_name(self) -> Mapping[str, str]:
        """The ids of fields by what somebody may call them: by label in either language, or by id."""
        labels = {
            text: key
            for key, field in self.fields.items()
            for text in (field.label.zh, field.label.en)
        }
        return {**labels, **{key: key for key in self.fields}}

    @cached_property
    def tables(self) -> Mapping[str, FormField]:
        """The repeating tables, by id."""
        return {key: item for key, item in self.fields.items() if item.type is FieldType.TABLE}

    @cached_property
    def stages(self) -> Mapping[str, Stage]:
        """The stages by id, in their order."""
        return {stage.id: stage for stage in self.stage}

    @cached_property
    def quota_fields(self) -> frozenset[str]:
        """The fields that decide who counts against which quota; `answer_row` stands for all tables."""
        counted = [quota for quota in self.quota if quota.counted]
        names = {
            name.partition(".")[0]
            for quota in counted
            if quota.when is not None
            for name in quota.when.names
        }
        rows = set() if names.isdisjoint(self.tables) else {"answer_row"}
        return frozenset(names | rows | (QUOTA_SCOPES if counted else set()))

    @cached_property
    def slots(self) -> Mapping[str, Slot]:
        """The attachment slots by id."""
        return {slot.id: slot for slot in self.slot}

    @cached_property
    def first_stage(self) -> str:
        """Where an application begins."""
        return self.stage[0].id

    def moves_from(self, stage: str) -> Iterator[Move]:
        """The moves that the definition allows from a stage."""
        return (move for move in self.move if stage in move.source)

    def label_of(self, path: str) -> Label:
        """The name of a field or a cell by path (`tenants/3/name` is the column `name`)."""
        head, _, rest = path.partition("/")
        found = self.fields.get(head)
        if found is None:
            return Label(path, path)
        column = found.column(rest.rpartition("/")[2]) if rest else None
        if column is None:
            return found.label
        return Label(f"{found.label.zh}·{column.label.zh}", f"{found.label.en}: {column.label.en}")


FACTS: Mapping[str, frozenset[FieldType]] = {
    "title": frozenset({FieldType.TEXT}),
    "applicant": frozenset({FieldType.TEXT}),
    "credit_code": frozenset({FieldType.CREDIT_CODE}),
    "region": frozenset({FieldType.REGION}),
    "direction": frozenset({FieldType.TERM}),
    "product": frozenset({FieldType.TERM}),
    "variant": frozenset({FieldType.CHOICE}),
    "amount_wan": frozenset({FieldType.MONEY}),
    "secondary_directions": frozenset({FieldType.TERMS}),
    "secondary_products": frozenset({FieldType.TERMS}),
    "tasks": frozenset({FieldType.TERMS}),
}
"""Field ids that every list knows, and the types they may have; the last three are tags."""

REQUIRED_FACTS = ("title", "applicant", "credit_code", "direction")

TAG_FACTS = ("secondary_directions", "secondary_products", "tasks")
