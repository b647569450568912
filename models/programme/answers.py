# SPDX-License-Identifier: Apache-2.0
"""What is recorded about one application, as rules and reports see it: plain and frozen."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any

from models.programme.conditions import Scope, Table
from models.programme.schema import FormField, Programme, Uses
from models.programme.values import Unreadable, read

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from models.language import Translatable
    from models.programme.conditions import Condition
    from models.programme.values import Stored, Value


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a repeating table."""

    uid: str
    values: Mapping[str, Stored]


@dataclass(frozen=True, slots=True)
class Verified:
    """What the office found beside what the applicant claims (N23).

    Attributes:
        value: The stored value.
        source: Where it was found (审计报告 …).
        on: When.
    """

    value: Stored
    source: str = ""
    on: date | None = None


@dataclass(frozen=True, slots=True)
class Tick:
    """The office's answer to a line of the checklist: yes, no, na, and why."""

    answer: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class Cleared:
    """Who found that nothing in a file tells whose application it is, and when.

    Attributes:
        by: The name of the operator.
        on: The day, ISO.
    """

    by: str
    on: str


@dataclass(frozen=True, slots=True)
class File:
    """An attachment as facts; its bytes stay in the workspace.

    Attributes:
        size: In bytes.
        pages: None where the file has no pages or does not say.
        fault: Why it cannot be opened, if so.
        path: Where its bytes are; empty where they are missing.
        cleared: That those who judge blind may see it; None where nobody said so.
    """

    uid: str
    slot: str
    name: str
    sha256: str
    size: int
    media_type: str
    pages: int | None = None
    fault: Translatable | None = None
    path: str = ""
    cleared: Cleared | None = None

    @property
    def readable(self) -> bool:
        """Whether its bytes are there and open."""
        return bool(self.path) and self.fault is None


@dataclass(frozen=True)
class Answers:
    """The recorded answers of an application under its programme.

    Attributes:
        stored: Stored values by field id, facts and tags included, tables not.
        rows: Rows of repeating tables by table id.
        dates: `opens`, `closes` of the call and `received` of the application.
        other_names: Names under which the same credit code is recorded elsewhere.
        known_names: Every name of the applicant's master record: present, former, others.
        known_contacts: The people of the master record: name, post, phone, email.
    """

    programme: Programme
    stored: Mapping[str, Stored]
    rows: Mapping[str, tuple[Row, ...]] = field(default_factory=dict)
    verified: Mapping[str, Verified] = field(default_factory=dict)
    checklist: Mapping[str, Tick] = field(default_factory=dict)
    waivers: Mapping[str, str] = field(default_factory=dict)
    files: tuple[File, ...] = ()
    dates: Mapping[str, date | None] = field(default_factory=dict)
    other_names: tuple[str, ...] = ()
    known_names: tuple[str, ...] = ()
    known_contacts: tuple[Mapping[str, str], ...] = ()

    @property
    def partners(self) -> tuple[str, ...]:
        """The other applicants (联合单位): the names in the table `partners`, where there is one."""
        names = (row.values.get("name") for row in self.rows.get("partners", ()))
        return tuple(str(name) for name in names if name)

    def claimed(self, field_id: str) -> Value:
        """The typed value that was claimed."""
        return self.claims.get(field_id)

    @cached_property
    def claims(self) -> Mapping[str, Value]:
        """All typed values that were claimed, by field id; tables and empty ones are not there."""
        fields = self.programme.fields
        return {
            key: read(fields[key], stored)
            for key, stored in self.stored.items()
            if key in fields and stored is not None
        }

    def value(self, field_id: str) -> Value:
        """The typed value that counts: the verified one where there is one, if the field says so."""
        found = self.programme.fields.get(field_id)
        if found is not None and self.counts_verified(found):
            return read(found, self.verified[field_id].value)
        return self.claimed(field_id)

    def counts_verified(self, found: FormField) -> bool:
        """Whether rules, packets and summaries use a verified value for this field."""
        return found.id in self.verified and found.uses is Uses.VERIFIED

    def cell(self, column: FormField, row: Row) -> Value:
        """The typed value of a cell."""
        return read(column, row.values.get(column.id))

    def visible(self, part: Any) -> bool:
        """Whether a section or field is asked, as its `show_if` says; not yet known hides it."""
        return part.show_if is None or bool(self.holds(part.show_if))

    def holds(self, condition: Condition) -> bool | None:
        """True, False, or None for not yet known: at once, where a name that it needs is empty."""
        if not condition.needed.isdisjoint(self.empty):
            return None
        return condition.holds(self.scope)

    @cached_property
    def hidden(self) -> frozenset[str]:
        """The ids of the fields that are not asked: kept, but not exported (IN-5)."""
        found: set[str] = set()
        for section, asked_if in self.programme.conditional:
            if self.visible(section):
                found.update(item.id for item in asked_if if not self.visible(item))
            else:
                found.update(item.id for item in section.field)
        return frozenset(found)

    @cached_property
    def empty(self) -> frozenset[str]:
        """The names of `scope` that stand for nothing."""
        return frozenset([name for name, value in self.scope.values.items() if value is None])

    @cached_property
    def scope(self) -> Scope:
        """What the names of conditions stand for."""
        fields = self.programme.fields
        verified = {key: self.value(key) for key in self.verified if key in fields}
        found = {**dict.fromkeys(fields), **self.claims, **verified}
        values: dict[str, Any] = {
            **self.programme.constants,
            **self.dates,
            **{
                key: None if isinstance(value, Unreadable) else value
                for key, value in found.items()
            },
        }
        for key, item in self.programme.tables.items():
            values[key] = Table([self._row(item, row) for row in self.rows.get(key, ())])
        relief = self.programme.relief
        if relief is not None and relief.when.holds(Scope(values)):
            return Scope(values, relief.share)
        return Scope(values)

    def _row(self, table: FormField, row: Row) -> Mapping[str, Any]:
        found = {column.id: self.cell(column, row) for column in table.columns}
        return {
            key: None if isinstance(value, Unreadable) else value for key, value in found.items()
        }
