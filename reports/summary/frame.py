# SPDX-License-Identifier: Apache-2.0
"""What a summary is made of, and what comes back."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from models.language import message
from models.programme.display import date_text
from reports.contacts import contact_text
from reports.notices import notices_text

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping
    from datetime import date
    from pathlib import Path

    from models.dossier import CallFacts, HistoryHead, OfficeFacts
    from models.language import Language, Translatable
    from models.programme.answers import Answers
    from models.programme.schema import Programme, Quota
    from models.programme.vocabulary import Vocabulary
    from reports.summary.differences import Reason
    from reports.workbooks import Cut


@dataclass(frozen=True, slots=True)
class SummaryRow:
    """One application as the summary needs it.

    Attributes:
        tags: Term ids by vocabulary, besides the main direction and product.
        partners: Names of the other applicants (联合单位).
        uid: Tells it from others when two summaries are compared.
        places: The groups of the quotas against which it counts, by quota.
        due: The day by which it should leave its stage.
        errors: How many errors it has; None where nobody looked.
    """

    number: str
    stage: str
    answers: Answers
    tags: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    received: date | None = None
    partners: tuple[str, ...] = ()
    uid: str = ""
    places: Mapping[str, str] = field(default_factory=dict)
    due: date | None = None
    errors: int | None = None


@dataclass(frozen=True, slots=True)
class QuotaState:
    """How one quota stands in one of the groups that it counts apart.

    Attributes:
        group: The group as `SummaryRow.places` names it; empty where all count together.
        label: What the group is called.
    """

    quota: Quota
    group: str
    label: Translatable
    limit: int
    taken: int

    @property
    def left(self) -> int:
        """How many places are free; below zero where too many are taken."""
        return self.limit - self.taken


@dataclass(frozen=True, slots=True)
class Before:
    """The last report, with which this one is compared.

    Attributes:
        day: When it was made.
        head: Of the history then.
        rows: All applications as they were; read once.
        why: The last changes since of an application, by its uid, by path.
    """

    day: date
    head: HistoryHead
    rows: Iterable[SummaryRow]
    why: Callable[[str], Mapping[str, Reason]]


@dataclass(frozen=True, slots=True)
class SummaryResult:
    """A summary that was written.

    Attributes:
        rows: Applications in the detail sheet.
        listed: Those of them in the summary itself, by its stages.
        sha256: Of the file.
        public: Those that the list for publicity names.
        cuts: Texts that were too long for a cell.
        lost: Characters that no font has; printed as their code points.
        filters: Which applications it lists, in words; empty for those that its stages ask for.
    """

    path: Path
    rows: int
    listed: int
    sha256: str
    public: int = 0
    cuts: tuple[Cut, ...] = ()
    lost: tuple[str, ...] = ()
    filters: str = ""

    @property
    def files(self) -> tuple[Path, ...]:
        """What was written."""
        return (self.path,)


@dataclass(frozen=True, slots=True)
class Frame:
    """All that every part of one summary shares.

    Attributes:
        programme: Whose columns and lines it has.
        office: Who sends it.
        vocabularies: By id, with local terms.
        head: Of the history, at the moment of the snapshot.
        today: The day that it bears.
        filters: How the list was filtered, in words; empty for the whole call.
        narrowed: Not all applications of the call are in it.
        crosses: The cross tables, each by two or three dimensions; empty for the usual ones.
        group_by: The dimension by which the summary is grouped; empty for none.
        quotas: How the quotas of the call stand.
        before: The report with which it is compared, if with any.
        begins, ends: The days of publicity, the first and the last; None where they are to be filled in.
    """

    programme: Programme
    call: CallFacts
    office: OfficeFacts
    vocabularies: Mapping[str, Vocabulary]
    head: HistoryHead
    today: date
    language: Language
    filters: str = ""
    narrowed: bool = False
    crosses: tuple[tuple[str, ...], ...] = ()
    group_by: str = ""
    quotas: tuple[QuotaState, ...] = ()
    before: Before | None = None
    begins: date | None = None
    ends: date | None = None

    def say(self, text: Translatable) -> str:
        """A text in the language of this summary."""
        return text.text(self.language)

    def filled(self, text: Translatable) -> str:
        """A line of the definition with {office}, {region}, {year}, {call}, {notice}, {date}.

        Of lists for publicity also with {period} and {contact}.
        """
        year = (self.call.opens or self.today).year
        known = {
            "office": self.office.writes_as,
            "region": self.office.region,
            "year": str(year),
            "call": self.call.title,
            "notice": notices_text(self.call, self.language),
            "date": date_text(self.today, self.language),
            "period": self._period(),
            "contact": contact_text(
                self.office, self.language, of_call=self.call.contact, address=True
            ),
        }
        return _NAME.sub(lambda found: known.get(found[1], found[0]), self.say(text)).strip()

    def _period(self) -> str:
        """The days of publicity; room to write them in where they are not known."""
        if self.begins is None or self.ends is None:
            return self.say(message("____ to ____"))
        first, last = (date_text(day, self.language) for day in (self.begins, self.ends))
        return self.say(message("{first} to {last}", first=first, last=last))

    def stage_label(self, stage: str) -> str:
        """The inner name of a stage; its id where the programme does not know it."""
        found = self.programme.stages.get(stage)
        return self.say(found.label) if found else stage

    def mark(self) -> str:
        """What stands at the foot of each page: definition, its version, head of the history."""
        return f"{self.programme.id} {self.programme.version} · {self.head.short}"


_NAME = re.compile(r"\{(\w+)\}")
