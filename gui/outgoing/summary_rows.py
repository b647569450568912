# SPDX-License-Identifier: Apache-2.0
"""The applications of a summary as the report takes them, and how the quotas of its call stand."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any

from models.errors import Severity
from models.language import Label, message
from models.programme.problems import find_problems
from models.programme.schema import FieldType
from models.rules.regions import regions
from models.views import dossiers
from models.views.quotas import CallQuotas

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from models.audiences.listed import Listed
    from models.language import Translatable
    from models.programme.answers import Answers
    from models.programme.schema import Programme
    from models.programme.vocabulary import Vocabulary
    from models.reader import Reader
    from models.views.quotas import Standing
    from reports.summary import QuotaState, SummaryRow


def summary_rows(
    reader: Reader,
    uids: Sequence[str],
    places: Mapping[str, Mapping[str, str]],
    *,
    checked: bool = False,
    listed: Listed | None = None,
) -> Iterator[SummaryRow]:
    """The applications of some uids, in their order.

    Args:
        reader: Of the register.
        uids: Which.
        places: The groups of the quotas against which each counts, by uid.
        checked: Count the errors of each; that takes its time.
        listed: Takes out what an audience does not get to see.
    """
    from reports.summary import SummaryRow

    for facts, answers in dossiers.answers_in_order(reader, uids):
        seen, tags = answers, facts.tags
        if listed is not None:
            vocabularies = reader.library.vocabularies(facts.definition_uid)
            seen, tags = listed.answers(answers, vocabularies), listed.tags(facts.tags)
        yield SummaryRow(
            facts.number,
            facts.stage,
            seen,
            tags,
            facts.received,
            seen.partners,
            uid=facts.uid,
            places=places.get(facts.uid, {}),
            due=None if listed else facts.due,
            errors=_errors(answers, reader.library.vocabularies(facts.definition_uid))
            if checked
            else None,
        )


def quota_states(
    reader: Reader, call: Any
) -> tuple[tuple[QuotaState, ...], Mapping[str, Mapping[str, str]]]:
    """How the quotas of a call stand, by its row, and against which each application counts."""
    from reports.summary import QuotaState

    programme = reader.library.programme(call.definition_uid)
    vocabularies = reader.library.vocabularies(call.definition_uid)
    states: list[QuotaState] = []
    places: defaultdict[str, dict[str, str]] = defaultdict(dict)
    for item in CallQuotas(reader, call.uid).standings():
        label = _group_label(item, programme, vocabularies)
        taken = len(item.applications)
        states.append(QuotaState(item.quota, item.group, label, item.limit, taken))
        for uid in item.applications:
            places[uid][item.quota.id] = item.group
    return tuple(states), places


def _group_label(
    item: Standing, programme: Programme, vocabularies: Mapping[str, Vocabulary]
) -> Translatable:
    """What a group that a quota counts apart is called; nothing where all count together."""
    field = programme.fields.get(item.quota.scope)
    if item.quota.scope == "total" or field is None:
        return Label("", "")
    if not item.group:
        return message("(none)")
    if field.type is FieldType.REGION:
        path = regions().path(item.group)
        return Label(path, path)
    if field.type is FieldType.CHOICE:
        return field.choice_labels.get(item.group, Label(item.group, item.group))
    return vocabularies[field.vocabulary or ""].label_of(item.group)


def _errors(answers: Answers, vocabularies: Mapping[str, Vocabulary]) -> int:
    problems = find_problems(answers, vocabularies)
    return sum(item.severity is Severity.ERROR and not item.waived for item in problems)
