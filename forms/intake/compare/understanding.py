# SPDX-License-Identifier: Apache-2.0
"""Rows of a file as applications: understood, checked, and made ready to be written.

This is the greater part of an import's work and asks nothing of the register, so it is shared among
processes (`sharing`). What the writing verb takes comes back packed, and is opened only when it is
written or compared.
"""

from __future__ import annotations

import pickle
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property
from typing import TYPE_CHECKING

from forms.intake.cells.incoming import CellProblem
from models.errors import Severity
from models.programme.answers import Answers, Row
from models.programme.problems import problems_of_answers, unreadable_problems
from models.programme.schema import FieldType
from models.programme.values import read
from models.search.material import material
from models.verbs.entries import NewApplication, prepare

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from forms.intake.cells.incoming import IncomingRow, Place, Repair
    from models.programme.problems import KnownProblems
    from models.programme.schema import FormField, Programme
    from models.programme.vocabulary import Vocabulary
    from models.verbs.entries import Known, Prepared


@dataclass(frozen=True)
class Rules:
    """What rows are understood and judged by.

    Attributes:
        dates: `opens` and `closes` of the call, `received` of what comes in.
        meant, said: What values of earlier rows were found to mean, and what was said about them.
    """

    programme: Programme
    vocabularies: Mapping[str, Vocabulary]
    dates: Mapping[str, date | None]
    meant: Known = field(default_factory=dict, compare=False, repr=False)
    said: KnownProblems = field(default_factory=dict, compare=False, repr=False)

    def tables_of(self, rule: str) -> frozenset[str]:
        """The repeating tables that a rule looks at."""
        return self._tables_by_rule.get(rule, frozenset())

    @cached_property
    def _tables_by_rule(self) -> Mapping[str, frozenset[str]]:
        tables = self.programme.tables.keys()
        heads = {
            rule.id: {name.partition(".")[0] for name in rule.check.names}
            for rule in self.programme.rule
        }
        return {rule: frozenset(names & tables) for rule, names in heads.items()}

    @cached_property
    def amounts(self) -> tuple[FormField, ...]:
        """The fields that hold an amount of money."""
        fields = self.programme.fields.values()
        return tuple(field for field in fields if field.type is FieldType.MONEY)


@dataclass(frozen=True, slots=True)
class Understood:
    """A row as far as it is told from others and from the register.

    Attributes:
        refused: It holds a value that is wrong, so it is kept out unless somebody wants it as it is.
        amounts: Of money, by field id, as far as they are understood.
        found: What was found in its cells, as far as only the file shows it.
    """

    place: Place
    number: str
    title: str
    applicant: str
    credit_code: str
    variant: str
    amounts: Mapping[str, Decimal]
    refused: bool
    problems: tuple[CellProblem, ...]
    found: tuple[CellProblem, ...]
    repairs: tuple[Repair, ...]
    places: Mapping[str, Place]


@dataclass(frozen=True, slots=True)
class Chunk:
    """Some rows, and what is to be written for them.

    Attributes:
        new: A pickled list of `NewApplication`.
        entries: A pickled list of `Prepared`, for those that are there already.
    """

    rows: tuple[Understood, ...]
    new: bytes
    entries: bytes


def understand_rows(rules: Rules, rows: Sequence[IncomingRow]) -> Chunk:
    """Understand rows, check them as new applications, and make them ready to be written."""
    understood: list[Understood] = []
    new: list[NewApplication] = []
    entries: list[Prepared] = []
    for row in rows:
        entry = {**row.values, **{table: list(some) for table, some in row.rows.items()}}
        prepared = prepare(rules.programme, rules.vocabularies, entry, "", rules.meant)
        stored = prepared.stored
        understood.append(
            Understood(
                row.place,
                row.number,
                str(stored.get("title") or ""),
                str(stored.get("applicant") or ""),
                str(stored.get("credit_code") or ""),
                str(stored.get("variant") or ""),
                _amounts(rules, prepared),
                *judged(rules, prepared, answers_of(rules, prepared), row.problems, row),
                row.problems,
                row.repairs,
                row.places,
            )
        )
        indexed = material(
            rules.programme, rules.vocabularies, prepared.columns(), prepared.cells()
        )
        new.append(NewApplication.of(prepared, indexed))
        entries.append(prepared)
    packed = (pickle.dumps(some, pickle.HIGHEST_PROTOCOL) for some in (new, entries))
    return Chunk(tuple(understood), *packed)


def answers_of(rules: Rules, prepared: Prepared) -> Answers:
    """The answers of a new application; rows of tables go by their place, from 1."""
    rows = {
        table: tuple(Row(str(place), values) for place, values in enumerate(some, start=1))
        for table, some in prepared.rows.items()
    }
    return Answers(rules.programme, prepared.stored, rows, dates=rules.dates)


def _amounts(rules: Rules, prepared: Prepared) -> dict[str, Decimal]:
    values = ((field.id, read(field, prepared.stored.get(field.id))) for field in rules.amounts)
    return {key: value for key, value in values if isinstance(value, Decimal)}


def judged(
    rules: Rules,
    prepared: Prepared,
    answers: Answers,
    found: Sequence[CellProblem],
    row: IncomingRow | Understood,
) -> tuple[bool, tuple[CellProblem, ...]]:
    """Whether a row is refused, and its problems, each at its cell, in the words of the screen.

    - A value that is there and wrong refuses the row. What is missing can follow, and what two right
      values have to do with one another is judged when the application is accepted, as for one that
      was typed.
    - What the file has no column for is not told row by row: attachments, fields that nobody could
      have filled in here, and rules that count the rows of a table which did not come.

    Args:
        answers: Of the new application, or of the one that the row changes with what the row brings.
        found: What was found in its cells.
    """
    broken = {item.problem.field for item in found if item.problem.severity is Severity.ERROR}
    refused, problems = bool(broken), [*found]
    unasked = answers.hidden & prepared.stored.keys()
    said = (
        *problems_of_answers(answers, rules.vocabularies, rules.said),
        *unreadable_problems(answers, sorted(unasked)),
    )
    for problem in said:
        field = problem.field.partition("/")[0]
        if field == "verified" or problem.field in broken:
            continue
        about_value = problem.rule == problem.field
        if about_value and field not in prepared.stored and field not in prepared.rows:
            continue
        if rules.tables_of(problem.rule) - answers.rows.keys():
            continue
        if about_value and problem.severity is Severity.ERROR:
            refused = refused or _given(problem.field, prepared)
        problems.append(CellProblem(row.places.get(problem.field, row.place), problem))
    return refused, tuple(sorted(problems, key=_weight))


def _given(path: str, prepared: Prepared) -> bool:
    """Whether the row brings a value of its own for a field or a cell."""
    field, _, cell = path.partition("/")
    if not cell:
        return prepared.stored.get(field) is not None
    place, _, column = cell.partition("/")
    return prepared.rows[field][int(place) - 1].get(column) is not None


def _weight(found: CellProblem) -> int:
    return list(Severity).index(found.problem.severity)
