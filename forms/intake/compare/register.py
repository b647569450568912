# SPDX-License-Identifier: Apache-2.0
"""The register as an import sees it: which application is which, and which may be the same project."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from forms.intake.compare.preview import Likeness
from models.language import message
from models.rules.likeness import Titles, share_of_longer
from models.rules.text import comparable

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from models.language import Message
    from models.views.intake import KnownApplication

SURE = 95
"""From this likeness on, titles count as the same whoever applies."""


class Key(NamedTuple):
    """By what an application is known again: its applicant, by code or else by name, and its title.

    The title is empty for what was recorded without one.
    """

    applicant: str
    title: str


def key_of(credit_code: str, applicant: str, title: str) -> Key | None:
    """The key of an application; None where it does not say who applies."""
    who = credit_code or comparable(applicant)
    return Key(who, comparable(title)) if who else None


@dataclass(frozen=True)
class Register:
    """All applications, with the call that a file is for.

    Attributes:
        call: Its id (key).
    """

    call: str
    known: Sequence[KnownApplication]

    @cached_property
    def by_number(self) -> Mapping[str, KnownApplication]:
        """Those of all calls, in the trash or not."""
        return {item.number: item for item in self.known}

    @cached_property
    def here(self) -> Sequence[KnownApplication]:
        """Those of the call that are in use."""
        return [item for item in self.known if item.call == self.call and not item.trashed]

    @cached_property
    def by_key(self) -> Mapping[Key, Sequence[KnownApplication]]:
        """Those of the call that are in use; one applicant may apply twice with one title."""
        found: defaultdict[Key, list[KnownApplication]] = defaultdict(list)
        for item in self.here:
            key = key_of(item.credit_code, item.applicant, item.title)
            if key is not None:
                found[key].append(item)
        return found

    def trashed(self, key: Key) -> KnownApplication | None:
        """The latest of the call that lies in the trash under a key."""
        return self._trashed.get(key)

    @cached_property
    def _trashed(self) -> Mapping[Key, KnownApplication]:
        found = (item for item in self.known if item.call == self.call and item.trashed)
        keys = ((key_of(item.credit_code, item.applicant, item.title), item) for item in found)
        return {key: item for key, item in keys if key is not None}

    def elsewhere(self, credit_code: str, title: str) -> KnownApplication | None:
        """The latest application of the same applicant with the same title in another call."""
        if not credit_code or not title:
            return None
        return self._elsewhere.get((credit_code, comparable(title)))

    def like(self, credit_code: str, applicant: str, title: str) -> Iterator[Likeness]:
        """Those of the call that may be the same project, most like first.

        By the same applicant a like title is enough, or one that stands whole in the other; by another
        one it must be nearly the same.
        """
        name = comparable(applicant)
        seen: set[str] = set()
        for place, share in self._titles.like(title):
            item = self.here[place]
            same_code = bool(credit_code) and item.credit_code == credit_code
            if same_code or comparable(item.applicant) == name:
                why = message("The same applicant, with a like title")
            elif share >= SURE:
                why = message("Another applicant, with the same title")
            else:
                continue
            seen.add(item.uid)
            yield _likeness(item, share, why)
        untitled = (key_of(credit_code, applicant, ""), key_of("", applicant, ""))
        for key in dict.fromkeys(filter(None, untitled)):
            for item in self.by_key.get(key, ()):
                if item.uid not in seen:
                    seen.add(item.uid)
                    yield _likeness(
                        item, 0, message("The same applicant, recorded without a title")
                    )
        for item in (*self._by_applicant.get(credit_code, ()), *self._by_applicant.get(name, ())):
            share = share_of_longer(title, item.title)
            if share and item.uid not in seen:
                seen.add(item.uid)
                yield _likeness(item, share, message("The same applicant, with a like title"))

    @cached_property
    def _by_applicant(self) -> Mapping[str, Sequence[KnownApplication]]:
        """Those of the call by credit code and by comparable name."""
        found: defaultdict[str, list[KnownApplication]] = defaultdict(list)
        for item in self.here:
            for key in filter(None, (item.credit_code, comparable(item.applicant))):
                found[key].append(item)
        return found

    @cached_property
    def _titles(self) -> Titles:
        return Titles(item.title for item in self.here)

    @cached_property
    def _elsewhere(self) -> Mapping[tuple[str, str], KnownApplication]:
        others = (item for item in self.known if item.call != self.call and not item.trashed)
        return {(item.credit_code, comparable(item.title)): item for item in others}


def _likeness(item: KnownApplication, share: int, why: Message) -> Likeness:
    return Likeness(item.uid, item.number, item.title, item.applicant, item.call, share, why)
