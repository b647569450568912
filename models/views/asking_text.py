# SPDX-License-Identifier: Apache-2.0
"""What a list shows, written as a filter that somebody could have typed (`models.views.asking`)."""

from __future__ import annotations

import shlex
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from models.errors import UserError
from models.language import current_language, message
from models.views.asking import asked

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping, Sequence

    from models.language import Translatable
    from models.programme.schema import Programme
    from models.programme.vocabulary import Vocabulary
    from models.reader import Reader
    from models.views.filters import Query


def filter_text(reader: Reader, call: Any, query: Query) -> str | None:
    """The filter that takes of the applications of a call what a list shows; by the row of the call.

    None where it cannot be written: the list shows the trash, or what one step changed, or it asks for
    what the definition of the call does not know. Where there is a text, it asks for just that.
    """
    if query.entry or query.trashed or query.fields:
        return None
    writer = _Writer(reader, call, query)
    return next((text for text in writer.texts() if _is_same(reader, call, query, text)), None)


class _Writer:
    """Writes conditions with the names that people read, else with ids."""

    def __init__(self, reader: Reader, call: Any, query: Query) -> None:
        self._query = query
        self._programme: Programme = reader.library.programme(call.definition_uid)
        self._vocabularies: Mapping[str, Vocabulary] = reader.library.vocabularies()

    def texts(self) -> Iterator[str]:
        """The filter by names, and by ids."""
        for named in (True, False):
            yield " ".join(map(_quoted, self._items(named=named)))

    def _items(self, *, named: bool) -> Iterator[str]:
        query, fields = self._query, self._programme.fields
        if query.stages:
            stages = {key: stage.label for key, stage in self._programme.stages.items()}
            yield _condition("stage", message("Stage"), query.stages, stages, named=named)
        for fact, ids in (("direction", query.directions), ("product", query.products)):
            if ids:
                terms = self._vocabularies[f"{fact}s"]
                tops = _tops(terms, ids)
                labels = {key: terms.label_of(key) for key in tops}
                name = fields[fact].label if fact in fields else message("Direction")
                yield _condition(fact, name, tops, labels, named=named and fact in fields)
        if query.variants and "variant" in fields:
            labels = dict(fields["variant"].choice_labels)
            label = fields["variant"].label
            yield _condition("variant", label, query.variants, labels, named=named)
        if query.region:
            name = fields["region"].label if "region" in fields else message("Division")
            yield _condition("region", name, (query.region,), {}, named=named)
        if query.label:
            yield _condition("label", message("Label"), (query.label,), {}, named=named)
        yield from query.text.replace("=", " ").replace("＝", " ").split()


def _condition(
    field: str,
    label: Translatable,
    ids: Sequence[str],
    labels: Mapping[str, Translatable],
    *,
    named: bool,
) -> str:
    """`field=value,value`."""
    language = current_language()
    values = [labels[key].text(language) if named and key in labels else key for key in ids]
    return f"{label.text(language) if named else field}={','.join(values)}"


def _quoted(item: str) -> str:
    """Quoted where it has to be; `shlex.quote` quotes every 汉字."""
    return shlex.quote(item) if any(char.isspace() or char in _SPECIAL for char in item) else item


_SPECIAL = frozenset("'\"\\")


def _tops(terms: Vocabulary, ids: Collection[str]) -> list[str]:
    """Those terms of which none above is among them as well."""
    below = {item for key in ids for item in terms.below(key) if item != key}
    return [key for key in ids if key not in below]


def _is_same(reader: Reader, call: Any, query: Query, text: str) -> bool:
    try:
        found = asked(reader, call, text)
    except UserError:
        return False
    return _plain(found, call.uid) == _plain(query, call.uid)


def _plain(query: Query, call: str) -> Query:
    """A query with what makes no difference made the same."""
    return replace(
        query,
        text=" ".join(query.text.replace("=", " ").replace("＝", " ").split()),
        call=call,
        stages=tuple(sorted(query.stages)),
        directions=tuple(sorted(query.directions)),
        products=tuple(sorted(query.products)),
        variants=tuple(sorted(query.variants)),
        sort="",
    )
