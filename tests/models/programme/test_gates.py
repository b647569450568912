# SPDX-License-Identifier: Apache-2.0
"""What stands between an application and its result: gates, figures against ticks, and their texts."""

from __future__ import annotations

import re
from typing import Any

import pytest

from models.language import Label, Language
from models.programme.answers import Answers, Tick, Verified
from models.programme.checklist import checklist_outcome
from models.programme.loading import (
    DefinitionError,
    programme_text,
    read_programme,
    shipped_programmes,
)
from models.programme.problems import find_problems
from models.programme.schema import Need, Programme
from models.programme.wording import with_constants

PROGRAMMES = shipped_programmes()
RESULTS = {"recommended", "approved", "cultivated", "planned"}
each = pytest.mark.parametrize("name", PROGRAMMES)


def programme(name: str, *changes: tuple[str, str]) -> Programme:
    text = programme_text(name)
    for old, new in changes:
        assert old in text
        text = text.replace(old, new, 1)
    return read_programme(text, file="ours.toml")


@each
def test_nothing_is_recommended_or_approved_with_an_error_or_a_failed_checklist(name: str) -> None:
    moves = [move for move in programme(name).move if move.to in RESULTS]
    assert {"recommended", "approved"} <= {move.to for move in moves}
    for move in moves:
        assert set(move.needs) == {Need.NO_ERRORS, Need.CHECKLIST, Need.WITHIN_QUOTA}, move


def problem_texts(found: Programme, **stored: Any) -> dict[str, str]:
    answers = Answers(found, {"variant": "standard", "carrier_kind": "comprehensive"} | stored)
    problems = find_problems(answers, {})
    return {item.rule: item.message.text(Language.EN) for item in problems}


def test_a_rule_tells_the_threshold_that_the_notice_of_this_year_set() -> None:
    small = {"area_m2": "5000", "amount_wan": "1"}
    texts = problem_texts(programme("incubator"), **small)
    assert "at least 10,000 m²" in texts["area_enough"]
    assert "must be at least 500 " in texts["fund_enough"]
    changed = programme("incubator", ("area_least = 10000", "area_least = 12500.5"))
    assert "at least 12,500.5 m²" in problem_texts(changed, **small)["area_enough"]


def test_the_advice_of_a_rule_tells_it_too() -> None:
    fix = ('en = "Check the proof of the fund"', 'en = "Raise it to {fund_least_wan}"')
    found = programme("incubator", fix)
    problems = find_problems(Answers(found, {"amount_wan": "1"}), {})
    advice = next(item.fix for item in problems if item.rule == "fund_enough")
    assert isinstance(advice, Label)
    assert advice.en == "Raise it to 500"


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("at least {area_least} m²", "at least 10,000 m²"),
        ("{tenants_least} or {tenants_least}", "50 or 50"),
        ("no number", "no number"),
        ("{unknown} stays", "{unknown} stays"),
        ("half a {brace", "half a {brace"),
    ],
)
def test_names_in_braces_become_numbers(text: str, shown: str) -> None:
    label = with_constants(Label(f"中文 {text}", text), programme("incubator"))
    assert label == Label(f"中文 {shown}", shown)


@each
def test_no_text_of_a_rule_or_line_shows_braces(name: str) -> None:
    found = programme(name)
    texts = [text for rule in found.rule for text in (rule.message, rule.fix) if text]
    for text in (*texts, *(item.label for item in found.checklist)):
        shown = with_constants(text, found)
        assert not re.search(r"[{}]", shown.zh + shown.en)


@each
def test_both_languages_of_a_text_name_the_same_thresholds(name: str) -> None:
    found = programme(name)
    for text in (*(rule.message for rule in found.rule), *(x.label for x in found.checklist)):
        names = [sorted(re.findall(r"{(\w+)}", part)) for part in (text.zh, text.en)]
        assert names[0] == names[1]


@each
def test_every_constant_is_used_by_a_condition(name: str) -> None:
    conditions = "\n".join(
        re.findall(r'^(?:check|limit) = "(.*)"$', programme_text(name), re.MULTILINE)
    )
    for constant in programme(name).constants:
        assert re.search(rf"\b{constant}\b", conditions), constant


@pytest.mark.parametrize(
    ("old", "key"),
    [
        ('en = "The fund needs at least {investments_least}', "rule.investment_cases.message"),
        ('en = "Has operated for {operating_years_least}', "checklist.operating_three_years.label"),
    ],
)
def test_a_name_in_braces_that_is_no_constant_is_a_fault_when_loading(old: str, key: str) -> None:
    with pytest.raises(DefinitionError) as caught:
        programme("incubator", (old, old.replace("_least}", "_leest}")))
    (fault,) = caught.value.faults
    assert fault.key == key
    assert fault.near in old


def test_a_wrong_name_in_an_advice_is_a_fault_too() -> None:
    with pytest.raises(DefinitionError) as caught:
        programme("incubator", ('en = "Add the cases"', 'en = "Add {cases}"'))
    assert [fault.key for fault in caught.value.faults] == ["rule.investment_cases.fix"]


def zone(tick: str | None, *, consented: bool | None, secondary: int = 0) -> Answers:
    ticks = {} if tick is None else dict.fromkeys(("government_consent", "no_accident"), Tick(tick))
    stored = {"consented": consented, "secondary_directions": ["a", "b", "c"][:secondary]}
    return Answers(programme("pilot-zone"), stored, checklist=ticks)


@pytest.mark.parametrize(
    ("tick", "consented", "outcome"),
    [
        ("yes", False, "no"),
        ("na", False, "na"),
        ("no", False, "no"),
        ("no", True, "no"),
        ("yes", True, "yes"),
        ("yes", None, "yes"),
        (None, False, "no"),
        (None, None, "open"),
    ],
)
def test_a_figure_that_fails_wins_over_a_yes_of_the_office(
    tick: str | None, *, consented: bool | None, outcome: str
) -> None:
    answers = zone(tick, consented=consented)
    item = next(x for x in answers.programme.checklist if x.id == "government_consent")
    assert checklist_outcome(item, answers) == outcome


def test_a_line_without_a_figure_is_as_the_office_ticked_it() -> None:
    item = next(x for x in programme("pilot-zone").checklist if x.id == "no_accident")
    assert [checklist_outcome(item, zone(x, consented=False)) for x in ("yes", None)] == [
        "yes",
        "open",
    ]


def test_a_verified_value_corrects_the_figure() -> None:
    found = programme("incubator")
    item = next(x for x in found.checklist if x.id == "fund")
    ticks = {"fund": Tick("yes")}
    claimed = Answers(found, {"amount_wan": "400"}, checklist=ticks)
    assert checklist_outcome(item, claimed) == "no"
    checked = Answers(
        found, {"amount_wan": "400"}, verified={"amount_wan": Verified("600")}, checklist=ticks
    )
    assert checklist_outcome(item, checked) == "yes"
