# SPDX-License-Identifier: Apache-2.0
"""Which applications are found by words of other records: names of applicants, terms of the office.

`renew` makes the words of an application from these as well, so a change of one makes it stale.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from sqlalchemy import func, literal, select, true

from models.programme.vocabulary import read_vocabulary
from models.storage.prepared import among
from models.tables import AnswerRow, Applicant, Application, LocalTerm, VocabularyVersion

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from sqlalchemy import Select

    from models.reader import Reader


def dependants(reader: Reader, records: Iterable[tuple[str, str]]) -> set[int]:
    """The ids of the applications whose words follow from records (by table and uid) that were changed."""
    touched: dict[str, set[str]] = {}
    for table, record in records:
        if table in _OF:
            touched.setdefault(table, set()).add(record)
    return {found for table, uids in touched.items() for found in _OF[table](reader, uids)}


def _of_applicants(reader: Reader, uids: Iterable[str]) -> set[Any]:
    return _found(reader, select(Application.id).where(Application.applicant_uid.in_(_among(uids))))


def _of_local_terms(reader: Reader, uids: Iterable[str]) -> set[Any]:
    keys = select(LocalTerm.key).where(LocalTerm.uid.in_(_among(uids)))
    return _naming(reader, _found(reader, keys))


def _of_vocabularies(reader: Reader, uids: Iterable[str]) -> set[Any]:
    """Those that name a term of an own vocabulary: calls are bound to versions of all others."""
    own = VocabularyVersion.local.is_(True) & VocabularyVersion.uid.in_(_among(uids))
    texts = _found(reader, select(VocabularyVersion.text).where(own))
    return _naming(reader, {term.id for text in texts for term in read_vocabulary(text).terms})


def _naming(reader: Reader, terms: set[str]) -> set[Any]:
    """Applications that name a term anywhere; asks all of them, as vocabularies change seldom."""
    if not terms:
        return set()
    wanted = _among(terms)
    found = _found(
        reader,
        select(Application.id).where(
            Application.direction.in_(wanted) | Application.product.in_(wanted)
        ),
    )
    for document in (Application.tags, Application.answers, Application.office_answers,
                     Application.verified):  # fmt: skip
        leaf = func.json_tree(document).table_valued("atom")
        some = select(Application.id).join(leaf, true()).where(leaf.c.atom.in_(wanted))
        found |= _found(reader, some)
    leaf = func.json_tree(AnswerRow.__table__.c["values"]).table_valued("atom")
    rows = select(Application.id).join(AnswerRow, AnswerRow.application_uid == Application.uid)
    return found | _found(reader, rows.join(leaf, true()).where(leaf.c.atom.in_(wanted)))


_OF: Mapping[str, Callable[[Reader, set[str]], set[Any]]] = {
    str(Applicant.__tablename__): _of_applicants,
    str(LocalTerm.__tablename__): _of_local_terms,
    str(VocabularyVersion.__tablename__): _of_vocabularies,
}


def _among(values: Iterable[str]) -> Select[Any]:
    """Any number of values as one parameter."""
    return among(literal(json.dumps(list(values))))


def _found(reader: Reader, statement: Select[Any]) -> set[Any]:
    return {row[0] for row in reader.rows(statement)}
