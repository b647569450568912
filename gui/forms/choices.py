# SPDX-License-Identifier: Apache-2.0
"""What can go into a place of a form, by name: fields, facts of the office and the list, columns."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from forms.intake.compare.understanding import Rules
from gui.intake.targets import targets_of
from models.filling.mapping import Put, Scope
from models.filling.sources import (
    ALIASES,
    APPLICATION_NAMES,
    LIST_NAMES,
    NAME,
    OF_APPLICATION,
    ROW_NAMES,
    money_unit,
    names_in_list,
    names_of_application,
    names_of_rows,
    names_of_sums,
)
from models.language import message

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from models.filling.sources import Names
    from models.language import Message
    from models.programme.schema import Programme
    from models.programme.vocabulary import Vocabulary

_NAMES: Mapping[str, Message] = {
    "office": message("Name of the office"),
    "office_region": message("Division of the office"),
    "office_contact": message("Contact of the office"),
    "office_phone": message("Telephone of the office"),
    "year": message("Year of the call"),
    "call": message("Title of the call"),
    "notice": message("Notice of the call"),
    "date": message("Day of filling"),
    "count": message("Number of applications"),
    "index": message("Running number"),
    "number": message("Application number"),
    "stage": message("Stage"),
    "received": message("Day received"),
    "applicant_other": message("Other applicants"),
    "empty": message("Stays empty"),
}
TEXT = "text"
"""The choice of a text that somebody types."""


@dataclass(frozen=True, slots=True)
class Choice:
    """Something that can go into a place.

    Attributes:
        of: The table whose column it is, empty for applications; None for a cell by itself.
    """

    id: str
    text: str
    detail: str
    put: Put
    of: str | None = None


@dataclass(frozen=True)
class Choices:
    """What a programme lets one choose from.

    Attributes:
        year: That of the call; numbers a year have the years before it.
    """

    programme: Programme
    vocabularies: Mapping[str, Vocabulary]
    year: int

    def of_cell(self, scope: Scope, *, begins_table: bool) -> list[Choice]:
        """What can go into a cell by itself; where it may begin a table, the columns of one too."""
        found = [Choice(TEXT, str(message("A text, with names in braces")), "", Put())]
        if scope is Scope.APPLICATION:
            found += self._fields("")
            found += _listed(APPLICATION_NAMES)
        found += _listed(LIST_NAMES)
        if scope is Scope.CALL:
            found += self._sums()
        if begins_table:
            tables = self.programme.tables
            for of in ("", *tables) if scope is Scope.CALL else tables:
                found += self._beginning(of)
        return found

    def of_column(self, of: str) -> list[Choice]:
        """What can go into a column of a table."""
        found = [Choice(TEXT, str(message("A text, with names in braces")), "", Put(), of)]
        found += self._columns(of)
        return found

    def canonical(self, name: str, scope: Scope) -> str:
        """What a name in a text means by itself; empty where nothing is called so."""
        names = names_in_list() if scope is Scope.CALL else self._of_application
        return names.canonical(name, self.vocabularies)

    def name(self, put: Put, of: str | None) -> str:
        """What goes into a place, in words."""
        if put.text:
            return NAME.sub(lambda found: f"〔{self._said(found[1], of)}〕", put.text)
        said = self._said(put.source, of)
        if put.sum:
            said = str(message("Sum of {what}", what=said))
        return f"{said}（{put.unit}）" if put.unit else said

    def money(self, put: Put, of: str | None) -> str:
        """The unit in which an amount of money counts by itself; empty for what is none."""
        names = (
            names_of_rows(self.programme, self.programme.tables[of])
            if of and of in self.programme.tables
            else self._of_application
        )
        found = names.field(put.source)
        return money_unit(found) if found is not None else ""

    def _said(self, source: str, of: str | None) -> str:
        above = source.removeprefix(OF_APPLICATION)
        if above != source:
            return str(message("{what} of the application", what=self._said(above, "")))
        known = self._labels.get((of or "", source)) or self._labels.get(("", source))
        named = _NAMES.get(ALIASES.get(source, source))
        return known or (str(named) if named else source)

    def _beginning(self, of: str) -> Iterator[Choice]:
        """The columns of a table that begins here."""
        label = str(self.programme.tables[of].label) if of else ""
        detail = (
            message("column of “{table}”, first row here", table=label)
            if of
            else message("column of the list, first row here")
        )
        for item in self._columns(of):
            yield Choice(f"column:{of}:{item.id}", item.text, str(detail), item.put, of)

    def _columns(self, of: str) -> Iterator[Choice]:
        if not of:
            yield from self._fields("", of="")
            yield from _listed((*APPLICATION_NAMES, *LIST_NAMES), of="")
            return
        yield from self._fields(of, of=of)
        yield from _listed(ROW_NAMES, of=of)
        for item in (*self._fields(""), *_listed((*APPLICATION_NAMES, *LIST_NAMES))):
            put = Put(f"{OF_APPLICATION}{item.put.source}")
            said = str(message("{what} of the application", what=item.text))
            yield Choice(f"{OF_APPLICATION}{item.id}", said, item.detail, put, of)

    def _fields(self, table: str, *, of: str | None = None) -> Iterator[Choice]:
        for target in self._targets.get(table, ()):
            yield Choice(target[0], target[1], target[2], Put(target[0]), of)

    def _sums(self) -> Iterator[Choice]:
        known = names_of_sums(self.programme)
        for source, label, detail in self._targets[""]:
            if known.canonical(source, self.vocabularies):
                said = str(message("Sum of {what}", what=label))
                yield Choice(f"sum:{source}", said, detail, Put(source, sum=True))

    @cached_property
    def _targets(self) -> dict[str, list[tuple[str, str, str]]]:
        """Fields by table: what a map calls them, their names, their sections."""
        rules = Rules(self.programme, self.vocabularies, {})
        found: dict[str, list[tuple[str, str, str]]] = {}
        for table, targets in targets_of(rules, year=self.year, used={}).items():
            names: Names = (
                names_of_rows(self.programme, self.programme.tables[table])
                if table
                else self._of_application
            )
            found[table] = [
                (item.id, item.label, item.detail)
                for item in targets
                if names.field(item.id) is not None and names.canonical(item.id, self.vocabularies)
            ]
        return found

    @cached_property
    def _labels(self) -> dict[tuple[str, str], str]:
        found = {
            (table, source): label
            for table, targets in self._targets.items()
            for source, label, _ in targets
        }
        fields = self.programme.fields
        return {("", key): str(item.label) for key, item in fields.items()} | found

    @cached_property
    def _of_application(self) -> Names:
        return names_of_application(self.programme)


def _listed(names: tuple[str, ...], *, of: str | None = None) -> Iterator[Choice]:
    for name in names:
        yield Choice(name, str(_NAMES[name]), "", Put(name), of)


def named_in_text(put: Put, text: str) -> Put:
    """What goes into a cell that holds a text already: that text with the name after it.

    A label that stands there would be lost otherwise.
    """
    if put.sum or not put.source or not text.strip():
        return put
    return Put(text=f"{text}{{{put.source}}}")
