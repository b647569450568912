# SPDX-License-Identifier: Apache-2.0
"""From what somebody names (a number, the id of a call, a stage, a direction) to what it is."""

from __future__ import annotations

import difflib
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

from sqlalchemy import bindparam, select

from models.language import Language, message
from models.rules.regions import regions
from models.rules.text import comparable
from models.storage.prepared import Prepared
from models.tables import Application, Call, Definition, Trash
from models.unknown import (
    InTrashError,
    UnknownCallError,
    UnknownDivisionError,
    UnknownNameError,
    UnknownNumberError,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from models.language import Label
    from models.reader import Reader


_NUMBERS = select(Application.number).where(Application.trashed < Trash.EMPTIED).limit(2000)


_DOCUMENTS = {"answers", "office_answers", "verified", "checklist", "waivers"}
_FACTS = [column for column in Application.__table__.columns if column.name not in _DOCUMENTS]
"""What verbs ask of an application before they write; its documents are read where they are wanted."""

_WHICH = Prepared(
    select(*(Application.__table__.c[name] for name in ("uid", "number", "definition_uid"))).where(
        (Application.number == bindparam("which")) | (Application.uid == bindparam("which")),
        Application.trashed == bindparam("live"),
    )
)


def application_row(reader: Reader, number: str) -> Any:
    """The row of an application by its number or uid, in the trash or not.

    Raises:
        UnknownNumberError: There is none.
    """
    return application_rows(reader, [number])[0]


def application_rows(reader: Reader, numbers: Sequence[str]) -> list[Any]:
    """The rows of applications in the order in which they were named, each once.

    Raises:
        UnknownNumberError: One is not there.
    """
    found: dict[str, Any] = {}
    for start in range(0, len(numbers), 400):
        some = numbers[start : start + 400]
        statement = select(*_FACTS).where(
            Application.number.in_(some) | Application.uid.in_(some),
            Application.trashed < Trash.EMPTIED,
        )
        for row in reader.rows(statement):
            found[row.number] = found[row.uid] = row
    for number in numbers:
        if number not in found:
            known = [row.number for row in reader.rows(_NUMBERS)]
            near = difflib.get_close_matches(number, known, n=1, cutoff=0.7)
            raise UnknownNumberError(number, near[0] if near else "")
    return list({found[number].uid: found[number] for number in numbers}.values())


def numbers_of(reader: Reader, uids: Sequence[str]) -> dict[str, str]:
    """The numbers of applications by uid, of erased ones as well."""
    found: dict[str, str] = {}
    for start in range(0, len(uids), 400):
        named = Application.uid.in_(uids[start : start + 400])
        statement = select(Application.uid, Application.number).where(named)
        found |= {row.uid: row.number for row in reader.rows(statement)}
    return found


def live_applications(reader: Reader, numbers: Sequence[str]) -> list[Any]:
    """The rows of applications that are in use.

    Raises:
        InTrashError: One is in the trash.
    """
    rows = application_rows(reader, numbers)
    for row in rows:
        if row.trashed:
            raise InTrashError(row.number)
    return rows


def live_application(reader: Reader, number: str) -> Any:
    """Which application in use is meant: its uid, number and definition, as every save asks.

    Raises:
        UnknownNumberError: There is none.
        InTrashError: It is in the trash.
    """
    for row in _WHICH.rows(reader.driver, which=number, live=Trash.LIVE.value):
        return SimpleNamespace(**row)
    return live_applications(reader, [number])[0]


def call_row(reader: Reader, key: str) -> Any:
    """The row of a call by its id, its uid or its title.

    Raises:
        UnknownCallError: There is none.
    """
    rows = reader.rows(select(Call.__table__).where(Call.trashed == Trash.LIVE).order_by(Call.id))
    for row in rows:
        if key in {row.key, row.uid} or comparable(key) == comparable(row.title):
            return row
    raise UnknownCallError(key, [row.key for row in rows])


_ENDINGS = ("", "市", "省", "区", "县", "自治区", "自治州", "地区", "盟")
_NEAR = 5


def division_code(text: str) -> str:
    """The six digits of a division by code, full name, or short name (东营 for 东营市).

    Raises:
        UnknownDivisionError: There is none, or there are several.
    """
    known = regions()
    tried = [some for ending in _ENDINGS if (some := known.find(f"{text}{ending}"))]
    # 滨海 is 滨海县, though a 滨海区 stood somewhere once.
    present = (some for some in tried if any(region.until is None for region in some))
    found = next(present, tried[0] if tried else ())
    if len(found) == 1:
        return found[0].code
    near = found or known.near(text, _NEAR)
    raise UnknownDivisionError(text, [f"{region.code} {region.path}" for region in near[:_NEAR]])


def stage_ids(reader: Reader, text: str) -> list[str]:
    """The ids of the stages that somebody means by id or by name.

    Raises:
        UnknownNameError: There is none.
    """
    wanted, known, found = comparable(text), {}, []
    for row in reader.rows(select(Definition.uid)):
        for stage in reader.library.programme(row.uid).stage:
            names = [stage.id, *(stage.label.text(language) for language in Language)]
            known[stage.id] = stage.label
            if wanted in {comparable(name) for name in names}:
                found.append(stage.id)
    if not found:
        raise UnknownNameError(message("stage"), text, known)
    return list(dict.fromkeys(found))


def term_ids(reader: Reader, vocabulary_id: str, text: str) -> list[str]:
    """The ids of a term that somebody means, and of all that is below it.

    Raises:
        UnknownNameError: There is none.
    """
    found: list[str] = []
    known: dict[str, Label] = {}
    definitions = reader.rows(select(Definition.uid))
    for uid in [row.uid for row in definitions] or [""]:
        vocabulary = reader.library.vocabularies(uid).get(vocabulary_id)
        term = vocabulary.find(text) if vocabulary else None
        if vocabulary and term:
            found += vocabulary.below(term.id)
        elif vocabulary:
            known |= {item.id: item.label for item in vocabulary.terms}
    if not found:
        raise UnknownNameError(message("term"), text, known)
    return list(dict.fromkeys(found))
