# SPDX-License-Identifier: Apache-2.0
"""Applicants: one master record each, with former names, aliases and contacts (IN-9)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import select

from models.language import message
from models.rules.text import comparable
from models.tables import Applicant, Trash
from models.tables.base import new_uid

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from models.change import Change
    from models.workspace import Workspace


def match_applicants(change: Change, facts: Sequence[Mapping[str, Any]]) -> list[str | None]:
    """The master records of applicants by credit code, else by name; made where there is none.

    A known code with another name stays the same applicant: the name is kept as an alias, and the
    application keeps the name as it was given.
    """
    by_code, by_name = _known(change, facts)
    result: list[str | None] = []
    made: list[dict[str, Any]] = []
    aliases: dict[str, list[str]] = {}
    for item in facts:
        name, code = str(item.get("applicant") or ""), str(item.get("credit_code") or "")
        if not name and not code:
            result.append(None)
            continue
        key = comparable(name)
        found = by_code.get(code) if code else by_name.get(key)
        if found is None and code and (same := by_name.get(key)) and not same["credit_code"]:
            found = same
            found["credit_code"] = code
            change.set(Applicant, found["uid"], {"credit_code": code})
        if found is None:
            found = {
                "uid": new_uid(),
                "name": name or code,
                "name_key": key,
                "credit_code": code or None,
                "region": item.get("region"),
                "keys": {key},
            }
            made.append(found)
            by_name.setdefault(key, found)
        elif name and key not in found["keys"]:
            found["keys"].add(key)
            aliases.setdefault(found["uid"], []).append(name)
        if code:
            by_code[code] = found
        result.append(found["uid"])
    if made:
        fresh = {item["uid"]: item for item in made}
        change.insert_many(
            Applicant,
            [
                {key: value for key, value in item.items() if key != "keys"}
                | {"aliases": aliases.pop(uid, None)}
                for uid, item in fresh.items()
            ],
        )
    for uid, names in aliases.items():
        row = change.reader.first(select(Applicant.aliases).where(Applicant.uid == uid))
        change.set(Applicant, uid, {"aliases": [*((row.aliases if row else None) or []), *names]})
    return result


def rename_applicant(workspace: Workspace, *, uid: str, name: str, reason: str = "") -> None:
    """Give an applicant its new name; the old one stays among its former names.

    Applications keep the name under which they were made.
    """
    row = workspace.reader.first(select(Applicant.__table__).where(Applicant.uid == uid))
    assert row is not None
    step = message("Rename {old} to {new}", old=row.name, new=name)
    with workspace.change(step, reason=reason) as change:
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
    change: Change, facts: Sequence[Mapping[str, Any]]
) -> tuple[dict[str, dict[str, Any]], dict[str, dict[str, Any]]]:
    codes = {str(item["credit_code"]) for item in facts if item.get("credit_code")}
    keys = {comparable(str(item["applicant"])) for item in facts if item.get("applicant")}
    by_code: dict[str, dict[str, Any]] = {}
    by_name: dict[str, dict[str, Any]] = {}
    for column, wanted in ((Applicant.credit_code, codes), (Applicant.name_key, keys)):
        listed = sorted(wanted)
        for start in range(0, len(listed), 400):
            statement = select(Applicant.__table__).where(
                column.in_(listed[start : start + 400]), Applicant.trashed == Trash.LIVE
            )
            for row in change.reader.rows(statement):
                names = (row.name, *(row.former_names or ()), *(row.aliases or ()))
                entry = by_code.get(row.credit_code or "") or by_name.get(row.name_key)
                if entry is None or entry["uid"] != row.uid:
                    entry = {
                        "uid": row.uid,
                        "credit_code": row.credit_code,
                        "keys": {comparable(name) for name in names},
                    }
                if row.credit_code:
                    by_code.setdefault(row.credit_code, entry)
                by_name.setdefault(row.name_key, entry)
    _add_other_names(change, keys, by_code, by_name)
    return by_code, by_name


def _add_other_names(
    change: Change,
    wanted: set[str],
    by_code: Mapping[str, dict[str, Any]],
    by_name: dict[str, dict[str, Any]],
) -> None:
    """Applicants whose former names or aliases are asked for; the present names come first."""
    statement = select(Applicant.__table__).where(
        Applicant.trashed == Trash.LIVE,
        Applicant.former_names.is_not(None) | Applicant.aliases.is_not(None),
    )
    known = {entry["uid"]: entry for entry in (*by_code.values(), *by_name.values())}
    for row in change.reader.rows(statement):
        names = (row.name, *(row.former_names or ()), *(row.aliases or ()))
        keys = {comparable(name) for name in names}
        for key in keys & wanted:
            entry = {"uid": row.uid, "credit_code": row.credit_code, "keys": keys}
            by_name.setdefault(key, known.setdefault(row.uid, entry))
