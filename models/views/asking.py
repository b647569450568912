# SPDX-License-Identifier: Apache-2.0
"""A filter as somebody types it: words, and `field=value` for what must be the same."""

from __future__ import annotations

import shlex
from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from models.errors import UserError
from models.language import Language, message
from models.programme.schema import NUMERIC, FieldType
from models.programme.values import understand
from models.rules.text import comparable
from models.unknown import UnknownNameError
from models.views import find
from models.views.filters import Query

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from models.language import Translatable
    from models.programme.schema import FormField, Programme
    from models.programme.vocabulary import Vocabulary
    from models.reader import Reader


class FilterError(UserError):
    """A filter cannot be read: a quotation mark is open, or a value is none of its field."""

    def __init__(self, text: str) -> None:
        super().__init__(
            message(
                "The filter “{text}” cannot be understood. Write words, or field=value with spaces"
                " between: direction=energy stage=recommended 武汉",
                text=text,
            )
        )


def asked(reader: Reader, call: Any, text: str) -> Query:
    """What a filter asks of the applications of a call, by the row of the call.

    Values may be ids or names; several with commas between take any of them. Fields are `stage`,
    `direction`, `product`, `variant`, `region`, `label`, and those that the list can filter by.

    Raises:
        FilterError: It cannot be read.
        UnknownNameError: It names a field or a value that there is not, with the nearest.
    """
    query = Query(call=call.uid)
    words: list[str] = []
    for token in _tokens(text):
        name, equals, value = token.replace("＝", "=").partition("=")
        if equals and name and value:
            query = _Asking(reader, call).narrowed(query, name.strip(), value.strip())
        elif equals:
            raise FilterError(token)
        else:
            words.append(token)
    return replace(query, text=" ".join(words))


def _tokens(text: str) -> list[str]:
    try:
        return shlex.split(text.replace("\u3000", " "))
    except ValueError:
        raise FilterError(text) from None


class _Asking:
    """Finds what the names of one filter mean under the definition of its call."""

    def __init__(self, reader: Reader, call: Any) -> None:
        self._reader = reader
        self._programme: Programme = reader.library.programme(call.definition_uid)
        self._vocabularies: Mapping[str, Vocabulary] = reader.library.vocabularies(
            call.definition_uid
        )

    def narrowed(self, query: Query, name: str, value: str) -> Query:
        """A query with one more condition."""
        values = [item.strip() for item in value.replace("，", ",").split(",") if item.strip()]
        match self._field(name):
            case "stage":
                return replace(query, stages=self._stages(values))
            case "direction":
                return replace(query, directions=self._terms("directions", values))
            case "product":
                return replace(query, products=self._terms("products", values))
            case "variant":
                return replace(query, variants=self._choices("variant", values))
            case "region":
                return replace(query, region=find.division_code(value))
            case "label":
                return replace(query, label=value)
            case other:
                fields = {**query.fields, other: self._answer(self._programme.fields[other], value)}
                return replace(query, fields=fields)

    def _field(self, name: str) -> str:
        known: dict[str, Translatable] = {
            "stage": message("Stage"),
            "label": message("Label"),
        }
        facts = ("direction", "product", "variant", "region")
        known |= {
            key: field.label
            for key, field in self._programme.fields.items()
            if key in facts or (field.listed and field.type not in _UNASKED)
        }
        wanted = comparable(name)
        for key, label in known.items():
            if wanted in {comparable(key), *(comparable(label.text(item)) for item in Language)}:
                return key
        raise UnknownNameError(message("field to filter by"), name, known)

    def _stages(self, values: Sequence[str]) -> tuple[str, ...]:
        return tuple(item for value in values for item in find.stage_ids(self._reader, value))

    def _terms(self, vocabulary: str, values: Sequence[str]) -> tuple[str, ...]:
        return tuple(
            item for value in values for item in find.term_ids(self._reader, vocabulary, value)
        )

    def _choices(self, name: str, values: Sequence[str]) -> tuple[str, ...]:
        field = self._programme.fields[name]
        for value in values:
            if comparable(value) not in field.choices_by_name:
                raise UnknownNameError(field.label, value, field.choice_labels)
        return tuple(field.choices_by_name[comparable(value)] for value in values)

    def _answer(self, field: FormField, value: str) -> Any:
        if field.type is FieldType.CHOICE:
            return self._choices(field.id, [value])[0]
        understood = understand(field, value, self._vocabularies)
        if understood.as_typed or understood.stored is None:
            raise FilterError(f"{field.id}={value}")
        stored = understood.stored
        return Decimal(str(stored)) if field.type in NUMERIC else stored


_UNASKED = frozenset({FieldType.TABLE, FieldType.SERIES, FieldType.CHOICES, FieldType.TERMS,
                      FieldType.BOOLEAN, FieldType.LONG_TEXT})  # fmt: skip
"""Types of listed fields that have no one value to be the same as."""
