# SPDX-License-Identifier: Apache-2.0
"""Applicants: one master record each, with former names, aliases and contacts (IN-9)."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from sqlalchemy import literal, select

from models.language import message
from models.rules.text import comparable
from models.storage.prepared import among
from models.tables import Applicant, Trash
from models.tables.base import new_uid
from models.verbs.required import required_text

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from models.change import Change
    from models.workspace import Workspace


@dataclass(slots=True)
class _Master:
    """A master record while applications look for theirs.

    Attributes:
        keys: All of its names, comparable.
        stored: Whether it is in the workspace already.
        gains: What is to be written to it, once all applications have found theirs.
    """

    uid: str
    credit_code: str | None
    keys: set[str]
    aliases: list[str]
    stored: bool = True
    gains: dict[str, Any] = field(default_factory=dict)

    def gain_code(self, code: str) -> None:
        self.credit_code = self.gains["credit_code"] = code

    def gain_alias(self, key: str, name: str) -> None:
        self.keys.add(key)
        self.aliases = self.gains["aliases"] = [*self.aliases, name]


def match_applicants(change: Change, facts: Sequence[Mapping[str, Any]]) -> list[str | None]:
    """The master records of applicants by credit code, else by name; made where there is none.

    A known code with another name stays the same applicant: the name is kept as an alias, and the
    application keeps the name as it was given. All find theirs before anything is written, so a batch
    may name an applicant first without its code and then with it.
    """
    keys = {name: comparable(name) for name in {str(item.get("applicant") or "") for item in facts}}
    by_code, by_name = _known(change, facts, {keys[name] for name in keys if name})
    result: list[str | None] = []
    named: dict[str, _Master] = {}
    for item in facts:
        name, code = str(item.get("applicant") or ""), str(item.get("credit_code") or "")
        if not name and not code:
            result.append(None)
            continue
        key = keys[name]
        found = by_code.get(code) if code else by_name.get(key)
        if found is None and code and (same := by_name.get(key)) and not same.credit_code:
            found = same
            found.gain_code(code)
        if found is None:
            facts_of = {"name": name or code, "name_key": key, "credit_code": code or None,
                        "region": item.get("region")}  # fmt: skip
            found = _Master(new_uid(), code or None, {key}, [], stored=False, gains=facts_of)
            by_name.setdefault(key, found)
        elif name and key not in found.keys:
            found.gain_alias(key, name)
        if code:
            by_code[code] = found
        named[found.uid] = found
        result.append(found.uid)
    made = [{"uid": item.uid, **item.gains} for item in named.values() if not item.stored]
    if made:
        change.insert_many(Applicant, [{"aliases": None, **row} for row in made])
    gains = {item.uid: item.gains for item in named.values() if item.stored and item.gains}
    change.set_many(Applicant, gains)
    return result


def rename_applicant(workspace: Workspace, *, uid: str, name: str, reason: str = "") -> None:
    """Give an applicant its new name; the old one stays among its former names.

    Applications keep the name under which they were made.

    Raises:
        EmptyTextError: The name says nothing.
    """
    name = required_text(name, message("name"))
    row = workspace.reader.first(select(Applicant.__table__).where(Applicant.uid == uid))
    assert row is not None
    step = message("Rename {old} to {new}", old=row.name, new=name)
    with workspace.change(step, reason=reason) as change:
        if name != row.name:
            former = [*(row.former_names or []), row.name]
            values = {"name": name, "name_key": comparable(name), "former_names": former}
            change.set(Applicant, uid, values)


def edit_applicant(workspace: Workspace, *, uid: str, values: Mapping[str, Any]) -> None:
    """Set contacts, aliases, region or note of an applicant."""
    row = workspace.reader.first(select(Applicant.name).where(Applicant.uid == uid))
    assert row is not None
    with workspace.change(message("Edit the applicant {name}", name=row.name)) as change:
        change.set(Applicant, uid, values)


def _known(
    change: Change, facts: Sequence[Mapping[str, Any]], keys: set[str]
) -> tuple[dict[str, _Master], dict[str, _Master]]:
    codes = {str(item["credit_code"]) for item in facts if item.get("credit_code")}
    by_code: dict[str, _Master] = {}
    by_name: dict[str, _Master] = {}
    for column, wanted in ((Applicant.credit_code, codes), (Applicant.name_key, keys)):
        some = among(literal(json.dumps(sorted(wanted))))
        statement = select(Applicant.__table__).where(
            column.in_(some), Applicant.trashed == Trash.LIVE
        )
        for row in change.reader.rows(statement):
            entry = by_code.get(row.credit_code or "") or by_name.get(row.name_key)
            if entry is None or entry.uid != row.uid:
                entry = _master(row)
            if row.credit_code:
                by_code.setdefault(row.credit_code, entry)
            by_name.setdefault(row.name_key, entry)
    _add_other_names(change, keys, by_code, by_name)
    return by_code, by_name


def _add_other_names(
    change: Change,
    wanted: set[str],
    by_code: Mapping[str, _Master],
    by_name: dict[str, _Master],
) -> None:
    """Applicants whose former names or aliases are asked for; the present names come first."""
    statement = select(Applicant.__table__).where(
        Applicant.trashed == Trash.LIVE,
        Applicant.former_names.is_not(None) | Applicant.aliases.is_not(None),
    )
    known = {entry.uid: entry for entry in (*by_code.values(), *by_name.values())}
    for row in change.reader.rows(statement):
        entry = _master(row)
        for key in entry.keys & wanted:
            by_name.setdefault(key, known.setdefault(row.uid, entry))


def _master(row: Any) -> _Master:
    names = (row.name, *(row.former_names or ()), *(row.aliases or ()))
    keys = {comparable(name) for name in names}
    return _Master(row.uid, row.credit_code, keys, list(row.aliases or ()))
