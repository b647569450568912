# SPDX-License-Identifier: Apache-2.0
"""What a row of a file would change in an application that is there.

An empty cell changes nothing: senders fill in what was asked for and leave out the rest, so what it
would empty is emptied in the form. A repeating table is replaced as a whole, if the file has rows of
it.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from forms.intake.compare.preview import Difference
from models.fields import FREE_LABELS
from models.language import Language, current_language, plural
from models.programme.answers import Row
from models.programme.display import display
from models.programme.values import read

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from forms.intake.compare.understanding import Rules
    from models.programme.answers import Answers
    from models.programme.schema import FormField, Programme
    from models.programme.values import Stored
    from models.verbs.entries import Prepared


def changed_fields(programme: Programme, prepared: Prepared, answers: Answers) -> dict[str, Stored]:
    """The new values of the fields in which a row brings another one than is there, by field id.

    A series keeps the years of which the row says nothing.
    """
    brought = {name: value for name, value in prepared.stored.items() if value is not None}
    for name, value in brought.items():
        there = answers.stored.get(name)
        if isinstance(value, dict) and isinstance(there, dict):
            brought[name] = {**there, **value}
    return {
        name: value for name, value in brought.items() if not _same(programme, name, value, answers)
    }


def changed_tables(programme: Programme, prepared: Prepared, answers: Answers) -> list[str]:
    """The ids of the repeating tables of which a row brings other rows than those that are there."""
    found = []
    for table, rows in prepared.rows.items():
        there = [row.values for row in answers.rows.get(table, ())]
        columns = programme.tables[table].columns
        if rows and typed_rows(columns, rows) != typed_rows(columns, there):
            found.append(table)
    return found


def with_row(programme: Programme, prepared: Prepared, answers: Answers) -> Answers:
    """The answers of an application with what a row brings; rows of its tables go by their place."""
    stored = changed_fields(programme, prepared, answers)
    rows = {
        table: tuple(
            Row(str(place), values) for place, values in enumerate(prepared.rows[table], start=1)
        )
        for table in changed_tables(programme, prepared, answers)
    }
    return replace(answers, stored={**answers.stored, **stored}, rows={**answers.rows, **rows})


def differences(rules: Rules, prepared: Prepared, answers: Answers) -> tuple[Difference, ...]:
    """What a row would change, as texts in the current language."""
    programme, language = rules.programme, current_language()
    found = []
    for name, after in changed_fields(programme, prepared, answers).items():
        before = answers.stored.get(name)
        field = programme.fields.get(name)
        if field is None:
            found.append(Difference(name, FREE_LABELS, _joined(before), _joined(after)))
            continue
        texts = (
            display(field, read(field, value), language, rules.vocabularies)
            for value in (before, after)
        )
        found.append(Difference(name, field.label, *texts))
    for name in changed_tables(programme, prepared, answers):
        counts = len(answers.rows.get(name, ())), len(prepared.rows[name])
        label = programme.tables[name].label
        found.append(Difference(name, label, *(_rows(count, language) for count in counts)))
    return tuple(found)


def _same(programme: Programme, name: str, stored: Stored, answers: Answers) -> bool:
    there = answers.stored.get(name)
    field = programme.fields.get(name)
    return there == stored or (field is not None and read(field, there) == read(field, stored))


def typed_rows(
    columns: Sequence[FormField], rows: Sequence[Mapping[str, Stored]]
) -> list[tuple[Any, ...]]:
    """The rows of a repeating table as values that can be compared."""
    return [tuple(read(column, row.get(column.id)) for column in columns) for row in rows]


def _joined(labels: Stored) -> str:
    return "、".join(labels or ())


def _rows(count: int, language: Language) -> str:
    return plural("{n} row", "{n} rows", n=count).text(language)
