# SPDX-License-Identifier: Apache-2.0
"""Writing letters about the applications of a call: from the register through a report to a file."""

from __future__ import annotations

from collections import Counter
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from gui.outgoing.made import OutputNameError, Printed
from gui.outgoing.summary_rows import summary_rows
from models.errors import RefusedError
from models.language import Language, Listing, message
from models.programme.display import date_text, display, number_text
from models.programme.headings import with_unit
from models.unknown import UnknownNameError
from models.views import dossiers, register
from models.views.find import call_row

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from models.dossier import OfficeFacts
    from models.orders import LetterOrder
    from models.programme.answers import Answers
    from models.programme.schema import Letter as LetterForm
    from models.programme.schema import LetterAnnex, Programme
    from models.programme.vocabulary import Vocabulary
    from models.progress import Progress
    from models.reader import Reader
    from reports.letters import Annex, Letter, SummaryAnnex
    from reports.summary import Frame


class NobodyListedError(RefusedError):
    """No application has reached the stages that the letter is about."""

    def __init__(self, call: str, stages: Sequence[Any]) -> None:
        super().__init__(
            message(
                "No application of {call} is in a stage that the letter lists ({stages}); move them"
                " there first.",
                call=call,
                stages=Listing(tuple(stages)),
            )
        )


def make_letter(
    reader: Reader,
    order: LetterOrder,
    out: Path,
    *,
    day: date,
    replace: bool = False,
    progress: Progress,
) -> Printed:
    """Write a letter about a call with its annexes as PDF.

    `day` is the day on which it is made, and the one that it bears where the order names none.

    Raises:
        NobodyListedError: There is no application that it could list.
        FontGoneError: This machine lacks a font that the order names.
    """
    from reports.letters import write_letter
    from reports.typesetting.office_fonts import faces_of

    if out.suffix.lower() != ".pdf":
        raise OutputNameError(out)
    faces = faces_of(order.fonts)
    with reader.snapshot():
        progress.step(0, 1, message("Writing the letter"))
        letter = _Writer(reader, order, day).letter()
        written = write_letter(letter, out, language=order.language, faces=faces, replace=replace)
    return Printed((written.path,), written.pages, lost=written.lost)


def letter_form(programme: Programme, wanted: str) -> LetterForm:
    """A letter about a call by its id or name; the first where none is named.

    Raises:
        UnknownNameError: The programme has no such letter.
    """
    forms = [form for form in programme.letter if form.scope == "call"]
    for form in forms:
        if not wanted or wanted in {form.id, form.label.zh, form.label.en}:
            return form
    raise UnknownNameError(message("letter"), wanted, {form.id: form.label for form in forms})


class _Writer:
    """Fills a letter in."""

    def __init__(self, reader: Reader, order: LetterOrder, day: date) -> None:
        row = call_row(reader, order.call)
        self._reader = reader
        self._order = order
        self._day = day
        self._language = order.language
        self._programme = reader.library.programme(row.definition_uid)
        self._vocabularies = reader.library.vocabularies(row.definition_uid)
        self._form = letter_form(self._programme, order.letter)
        self._call = dossiers.call_facts(row)
        self._office: OfficeFacts = dossiers.office_facts(reader)
        summary = self._programme.summary
        query = register.Query(call=row.uid, stages=summary.stages, sort=",".join(summary.order))
        self._uids = register.uids(reader, query)
        if not self._uids:
            stages = [self._programme.stages[stage].label for stage in summary.stages]
            raise NobodyListedError(self._call.title, stages)
        self._answers = [answers for _, answers in dossiers.answers_in_order(reader, self._uids)]

    def letter(self) -> Letter:
        """The letter, its words filled in."""
        from reports.letters import Letter

        form, words = self._form, self._words()
        return Letter(
            office=self._office,
            title=_filled(form.title.text(self._language) if form.title else "", words),
            text=_filled(form.text.text(self._language), words),
            dated=self._dated,
            made=self._day,
            number=self._order.number,
            to=_filled(form.to.text(self._language), words) if form.to else "",
            annexes=tuple(
                self._annex(annex, _filled(annex.label.text(self._language), words))
                for annex in form.annex
            ),
        )

    @property
    def _dated(self) -> date:
        return date.fromisoformat(self._order.dated) if self._order.dated else self._day

    def _words(self) -> Mapping[str, str]:
        from reports.notices import notices_text

        call, language = self._call, self._language
        amounts = [
            Decimal(value)
            for answers in self._answers
            if isinstance(value := self._value(answers, "amount_wan"), int | Decimal)
        ]
        return {
            "office": self._office.writes_as,
            "region": self._office.region,
            "year": str((call.opens or self._dated).year),
            "call": call.title,
            "notice": notices_text(call, language) or call.title,
            "date": date_text(self._dated, language),
            "object": self._programme.object.text(language),
            "count": str(len(self._answers)),
            "amount": number_text(sum(amounts, Decimal(0)), 2),
            "directions": self._counted("direction"),
            "variants": self._counted("variant"),
        }

    def _counted(self, name: str) -> str:
        """How many applications have which answer, terms by the broadest above them; the most first."""
        field = self._programme.fields.get(name)
        terms = self._vocabularies.get(field.vocabulary or "") if field else None
        texts = (
            terms.label_of(terms.root_of(value)).text(self._language)
            if terms and isinstance(value := self._value(answers, name), str)
            else self._text(answers, name)
            for answers in self._answers
        )
        counted = Counter(text for text in texts if text)
        count = (
            message("{name} {n}", name=name, n=n).text(self._language)
            for name, n in counted.most_common()
        )
        return ("、" if self._language is Language.ZH else ", ").join(count) or "—"

    def _annex(self, annex: LetterAnnex, title: str) -> Annex | SummaryAnnex:
        """An annex with what it prints."""
        from reports.letters import Annex, SummaryAnnex

        if annex.prints == "summary":
            rows = summary_rows(self._reader, self._uids)
            return SummaryAnnex(title, self._frame(), rows, len(self._uids))
        return self._list(title) if annex.prints == "list" else Annex(title)

    def _frame(self) -> Frame:
        """What the summary is made of; it bears the day of the letter."""
        from reports.summary import Frame

        return Frame(
            programme=self._programme,
            call=self._call,
            office=self._office,
            vocabularies=self._vocabularies,
            head=dossiers.history_head(self._reader),
            today=self._dated,
            language=self._language,
        )

    def _list(self, title: str) -> Annex:
        """The applications in short."""
        from reports.letters import Annex

        shown = [name for name in _COLUMNS if name in self._programme.fields]
        heads = [message("No.").text(self._language)]
        for name in shown:
            field = self._programme.fields[name]
            heads.append(with_unit(field.label, field, self._language))
        rows = tuple(
            (str(number), *(" ".join(self._text(answers, name).split()) for name in shown))
            for number, answers in enumerate(self._answers, 1)
        )
        return Annex(title, tuple(heads), rows)

    def _text(self, answers: Answers, name: str) -> str:
        field = self._programme.fields.get(name)
        value = self._value(answers, name)
        return display(field, value, self._language, self._vocabularies) if field else ""

    def _value(self, answers: Answers, name: str) -> Any:
        if name not in self._programme.fields or name in answers.hidden:
            return None
        return answers.value(name)

    _vocabularies: Mapping[str, Vocabulary]


_COLUMNS = ("applicant", "title", "region", "variant", "direction", "product")


def _filled(text: str, words: Mapping[str, str]) -> str:
    return text.format_map(words)
