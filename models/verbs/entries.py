# SPDX-License-Identifier: Apache-2.0
"""Entries as they are handed in: understood field by field, or refused with every unknown name."""

from __future__ import annotations

import difflib
from typing import TYPE_CHECKING, Any, NamedTuple, TypeAlias

from models.errors import UserError
from models.fields import FREE_LABELS, writes_of
from models.history import encode_document
from models.language import Label, Message, message, plural
from models.programme.schema import FieldType, FormField, Programme
from models.programme.values import understand
from models.rules.text import clean

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from models.programme.values import Stored
    from models.programme.vocabulary import Vocabulary
    from models.search.material import Material


class UnknownFieldsError(UserError):
    """Answers name fields that the programme does not have; all of them are listed."""

    def __init__(self, faults: Sequence[tuple[str, str, str]]) -> None:
        super().__init__(
            plural(
                "{n} name is no field of the programme: {names}. Nothing was saved.",
                "{n} names are no fields of the programme: {names}. Nothing was saved.",
                n=len(faults),
                names="; ".join(
                    f"{place} {name}".strip() + (f" (→ {near}?)" if near not in {"", name} else "")
                    for place, name, near in faults
                ),
            )
        )


class NamedTwiceError(UserError):
    """One field is given two values, of which one would be lost."""

    def __init__(self, name: str) -> None:
        super().__init__(
            message("“{name}” is given twice. Nothing was saved; leave one of the two.", name=name)
        )


class WrongShapeError(UserError):
    """A value has a shape that its field cannot take, such as a text for a table."""

    def __init__(self, place: str, field: Label, expected: Message) -> None:
        super().__init__(
            message(
                "{place}: “{field}” takes {expected}. Nothing was saved.",
                place=place,
                field=field,
                expected=expected,
            )
        )


class Prepared(NamedTuple):
    """An entry whose values are understood, ready to be written; packed quickly for another process.

    Attributes:
        writes: Stored values by path.
        rows: Rows of repeating tables by table id, stored values by column id.
        notes: What was said about its values.
        stored: The values of `writes` by field id, free labels as `labels`.
    """

    writes: dict[str, Any]
    rows: dict[str, list[dict[str, Any]]]
    notes: list[Message]
    stored: dict[str, Stored]

    def columns(self) -> dict[str, Any]:
        """Values as a new record holds them: documents whole, without what is empty, by name."""
        found: dict[str, Any] = {}
        for path, value in sorted(self.writes.items()):
            column, _, key = path.partition("/")
            if not key:
                found[column] = value
            elif value is not None:
                found.setdefault(column, {})[key] = value
        return found

    def cells(self) -> Iterator[tuple[str, dict[str, Any]]]:
        """The rows of all tables, each with the id of its table."""
        for table, rows in self.rows.items():
            for row in rows:
                yield table, dict(sorted(row.items()))


class Meant(NamedTuple):
    """What a value means: what to write by path, how it is stored, and what was said about it."""

    writes: dict[str, Any]
    stored: Stored
    notes: tuple[Message, ...]


Known: TypeAlias = dict[tuple[str, str | int | None], Meant]
"""What values were found to mean, by field id and value."""


class NewApplication(NamedTuple):
    """What is written for a new application, as far as its entry alone says it.

    Documents are text already: an import makes it in other processes, and record and history hold the
    same.

    Attributes:
        columns: Values by column, without documents.
        documents: Canonical JSON by column (`encode_document`).
        cells: The rows of its repeating tables: id of the table, place from 1, values as canonical
            JSON.
        notes: What was said about its values.
        indexed: What the search needs of it, where somebody made it already (`material`).
    """

    columns: dict[str, Any]
    documents: dict[str, str]
    cells: list[tuple[str, int, str]]
    notes: list[Message]
    indexed: Material | None = None

    @classmethod
    def of(cls, entry: Prepared, indexed: Material | None = None) -> NewApplication:
        """What is written for an entry."""
        plain = {path: value for path, value in entry.writes.items() if "/" not in path}
        documents = {
            column: encode_document(value)
            for column, value in entry.columns().items()
            if column not in plain
        }
        cells = [
            (table, place, encode_document(values))
            for table, rows in entry.rows.items()
            for place, values in enumerate(rows, start=1)
        ]
        return cls(plain, documents, cells, entry.notes, indexed)


def by_field_id(programme: Programme, values: Mapping[str, Any]) -> dict[str, Any]:
    """Values whose names may be labels, by field id; an unknown name stays as it is.

    Raises:
        NamedTwiceError: A field is named by its id and by its label.
    """
    found: dict[str, Any] = {}
    for name, value in values.items():
        key = programme.ids_by_name.get(name, name)
        if key in found:
            raise NamedTwiceError(name)
        found[key] = value
    return found


def refuse_unknown(
    programme: Programme, entries: Sequence[Mapping[str, Any]], place: str = ""
) -> None:
    """Refuse entries that name fields the programme does not have; all of them at once.

    Raises:
        UnknownFieldsError: With every such name and the nearest valid one.
        WrongShapeError: `answers` is no document.
    """
    faults: list[tuple[str, str, str]] = []
    for index, entry in enumerate(entries, start=1):
        answers = entry.get("answers")
        if answers is not None and not isinstance(answers, dict):
            label = Label("answers", "answers")
            raise WrongShapeError(place or f"#{index}", label, message("answers by field id"))
        for name in _flat(entry):
            if name not in programme.fields and name != "labels":
                known = [*programme.fields, "labels"]
                near = difflib.get_close_matches(str(name), known, n=1)
                faults.append((place or f"#{index}", str(name), near[0] if near else ""))
    if faults:
        raise UnknownFieldsError(faults[:40])


LABELS_PATH = "tags/labels"
"""Where free labels lie in an application."""

_MANY = frozenset({FieldType.SERIES, FieldType.CHOICES, FieldType.TERMS})


def prepare(
    programme: Programme,
    vocabularies: Mapping[str, Vocabulary],
    entry: Mapping[str, Any],
    place: str,
    known: Known | None = None,
) -> Prepared:
    """Understand an entry: what to write where, its rows, and what was said about its values.

    Args:
        known: Empty at first, then what was made of the values of earlier entries of the same
            programme: most come back, and are then one and the same object.
    """
    known = {} if known is None else known
    writes: dict[str, Any] = {}
    rows: dict[str, list[dict[str, Any]]] = {}
    notes: list[Message] = []
    stored: dict[str, Stored] = {}
    for name, typed in _flat(entry).items():
        if name == "labels":
            writes[LABELS_PATH] = stored[name] = _free_labels(typed, place, notes)
            continue
        field = programme.fields[name]
        if field.type is FieldType.TABLE:
            rows[name] = list(_table_rows(field, typed, vocabularies, place, notes))
            continue
        if isinstance(typed, list | dict) and field.type not in _MANY:
            raise WrongShapeError(place, field.label, message("one value"))
        meant = _meant(programme, field, typed, vocabularies, known)
        notes += meant.notes
        stored[name] = meant.stored
        writes.update(meant.writes)
    return Prepared(writes, rows, notes, stored)


def _meant(
    programme: Programme,
    field: FormField,
    typed: Any,
    vocabularies: Mapping[str, Vocabulary],
    known: Known,
) -> Meant:
    """What a value means, remembered for nothing, a whole number or a short text."""
    short = type(typed) in _PLAIN or (type(typed) is str and len(typed) <= _SHORT)
    found = known.get((field.id, typed)) if short else None
    if found is None:
        understood = understand(field, typed, vocabularies)
        writes = writes_of(programme, field.id, understood.stored)
        found = Meant(writes, understood.stored, understood.notes)
        if short and len(known) < _MOST_KNOWN:
            known[field.id, typed] = found
    return found


_PLAIN = frozenset({int, type(None)})
_SHORT = 60
_MOST_KNOWN = 20_000


def _free_labels(typed: Any, place: str, notes: list[Message]) -> list[str] | None:
    """Labels of one's own, each once, from a list or from a text that parts them by 、."""
    items = typed if isinstance(typed, list) else [] if typed is None else str(typed).split("、")
    if isinstance(typed, dict) or any(isinstance(item, list | dict) for item in items):
        raise WrongShapeError(place, FREE_LABELS, message("a list of texts"))
    cleaned = [clean(str(item)) for item in items if item is not None]
    notes += [note for item in cleaned for note in item.notes]
    return list(dict.fromkeys(item.text for item in cleaned if item.text)) or None


def _table_rows(
    field: FormField,
    typed: Any,
    vocabularies: Mapping[str, Vocabulary],
    place: str,
    notes: list[Message],
) -> Iterator[dict[str, Any]]:
    if typed is None or typed == "":
        return
    if not isinstance(typed, list) or not all(isinstance(row, dict) for row in typed):
        raise WrongShapeError(place, field.label, message("a list of rows"))
    known = {column.id: column for column in field.columns}
    for index, row in enumerate(typed, start=1):
        unknown = [name for name in row if name not in known]
        if unknown:
            faults = [
                (f"{place} {field.id}[{index}]", name,
                 next(iter(difflib.get_close_matches(name, known, n=1)), ""))
                for name in unknown
            ]  # fmt: skip
            raise UnknownFieldsError(faults)
        values: dict[str, Any] = {}
        for name, cell in row.items():
            understood = understand(known[name], cell, vocabularies)
            notes += understood.notes
            if understood.stored is not None:
                values[name] = understood.stored
        yield values


_LEADING = {"answers"}


def _flat(entry: Mapping[str, Any]) -> dict[str, Any]:
    """An entry with its answers beside its facts, the applicant's name and code apart."""
    flat = {key: value for key, value in entry.items() if key not in _LEADING}
    flat |= entry.get("answers") or {}
    applicant = flat.get("applicant")
    if isinstance(applicant, dict):
        flat["applicant"] = applicant.get("name")
        flat.setdefault("credit_code", applicant.get("credit_code"))
    return flat
