# SPDX-License-Identifier: Apache-2.0
"""The four definitions that ship: complete, in both languages, and right in their numbers."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal
from functools import cache
from typing import TYPE_CHECKING, Any

import pytest
from pydantic import BaseModel

from models.language import Label
from models.programme.answers import Answers, Row
from models.programme.loading import programme_text, read_programme, shipped_programmes
from models.programme.outline import Outcome
from models.programme.schema import FieldType, Filler, Need, Programme, Rule
from models.programme.trials import conditions_of

if TYPE_CHECKING:
    from collections.abc import Iterator

PROGRAMMES = shipped_programmes()
each = pytest.mark.parametrize("name", PROGRAMMES)
FACTS = (
    "title",
    "applicant",
    "credit_code",
    "region",
    "direction",
    "product",
    "variant",
    "amount_wan",
)
OFFICE = ("recommend_rank", "recommend_opinion", "verify_opinion")
STAGES = (
    *("draft", "submitted", "supplement", "accepted", "screened", "expert_review", "site_visit"),
    *("meeting", "publicity", "approved", "rejected", "withdrawn", "not_accepted"),
    *("not_recommended", "deferred", "revoked"),
)


@cache
def programme(name: str) -> Programme:
    return read_programme(programme_text(name), file=f"{name}.toml")


def labels(part: Any, at: str = "") -> Iterator[tuple[str, Label]]:
    if isinstance(part, Label):
        yield at, part
    elif isinstance(part, BaseModel):
        for key, item in part:
            yield from labels(item, f"{at}.{key}")
    elif isinstance(part, tuple):
        for index, item in enumerate(part):
            yield from labels(item, f"{at}[{getattr(item, 'id', index)}]")


@each
def test_every_label_is_in_both_languages(name: str) -> None:
    for at, label in labels(programme(name)):
        assert label.zh.strip(), at
        assert label.en.strip(), at
        assert not re.search(r"[\u4e00-\u9fff]", label.en), at


@each
def test_it_has_as_much_as_a_real_notice(name: str) -> None:
    found = programme(name)
    assert 20 <= len(found.fields) <= 46
    assert 2 <= len(found.tables) <= 4
    assert 10 <= len(found.rule) <= 20
    assert 8 <= len(found.checklist) <= 14
    assert 6 <= len([item for item in found.slot if item.scope == "application"]) <= 12
    assert [letter.scope for letter in found.letter] == ["application", "application", "call"]
    assert 3 <= sum(field.listed for field in found.fields.values()) <= 6
    assert any(slot.variants for slot in found.slot)
    assert any(not quota.counted for quota in found.quota)


@each
def test_the_facts_of_the_list_and_the_fields_of_the_office_are_there(name: str) -> None:
    fields = programme(name).fields
    assert set(FACTS) <= set(fields)
    assert all(fields[key].filled_by is Filler.OFFICE for key in OFFICE)
    assert fields["recommender"].vocabulary == "recommenders"


@each
def test_every_rule_and_line_of_the_checklist_names_its_source(name: str) -> None:
    found = programme(name)
    assert all(rule.basis for rule in found.rule)
    assert all(item.basis for item in found.checklist)
    assert all(quota.basis for quota in found.quota)
    assert all(rule.fix for rule in found.rule)
    assert any(item.veto and item.check is None for item in found.checklist)
    assert all(item.limit is None or item.shows is not None for item in found.checklist)


@each
def test_the_stages_and_their_moves_are_those_of_the_procedure(name: str) -> None:
    found = programme(name)
    assert set(STAGES) <= set(found.stages)
    assert found.first_stage == "draft"
    assert found.stages["approved"].outcome is Outcome.POSITIVE
    moves = {(source, move.to): move for move in found.move for source in move.source}
    assert moves["draft", "submitted"].needs == ()
    assert set(moves["submitted", "accepted"].needs) == {Need.NO_ERRORS, Need.ATTACHMENTS}
    assert Need.CHECKLIST in moves["accepted", "screened"].needs
    for (_, to), move in moves.items():
        if to in {"supplement", "not_accepted", "not_recommended", "rejected", "withdrawn"}:
            assert move.reason, move
        if to in {"revoked", "deferred"}:
            assert move.reason, move
    for stage in found.stage:
        assert stage.final or any(found.moves_from(stage.id)), stage.id
        assert stage.final or stage.days or stage.id == "draft", stage.id


@pytest.mark.parametrize(
    ("name", "results"),
    [
        ("incubator", {"approved", "cultivated"}),
        ("pilot-zone", {"approved", "cultivated", "planned"}),
        ("innovation-task", {"approved", "cultivated"}),
        ("typical-case", {"approved"}),
    ],
)
def test_a_result_may_be_more_than_yes_or_no(name: str, results: set[str]) -> None:
    stages = programme(name).stage
    good = {x.id for x in stages if x.outcome in {Outcome.POSITIVE, Outcome.PARTIAL}}
    assert good == results


def test_number_prefixes_differ_between_programmes() -> None:
    channels = {programme(name).number.values["channel"] for name in PROGRAMMES}
    assert len(channels) == len(PROGRAMMES)
    assert all(re.fullmatch(r"\d{3}", channel) for channel in channels)


@each
def test_on_an_empty_application_no_rule_is_decided_but_those_that_count_rows(name: str) -> None:
    scope = Answers(programme(name), {}).scope
    assert len([condition.value(scope) for _, condition in conditions_of(programme(name))]) > 30
    for rule in programme(name).rule:
        if "count" not in rule.check.functions:
            assert rule.check.holds(scope) is None, rule.id


@each
def test_scores_of_a_group_add_up(name: str) -> None:
    found = programme(name)
    parts = {
        item.id: [x for x in found.criterion if x.parent == item.id] for item in found.criterion
    }
    for item in found.criterion:
        if parts[item.id] and not any(x.when for x in parts[item.id]):
            assert sum(x.max or 0 for x in parts[item.id]) == item.max, item.id
    top = [x for x in found.criterion if x.parent is None and x.kind == "score"]
    assert sum((x.weight if x.weight is not None else x.max) or 0 for x in top) == 100


def rows(count: int, **values: Any) -> tuple[Row, ...]:
    return tuple(Row(str(index), {**values, "credit_code": f"C{index}"}) for index in range(count))


def incubator(**stored: Any) -> Answers:
    return Answers(
        programme("incubator"),
        {"variant": "standard", "carrier_kind": "comprehensive", "hardship_area": False} | stored,
        rows={"tenants": rows(stored.pop("tenants", 50), area_m2="10")},
        dates={"opens": date(2026, 3, 2), "closes": date(2026, 5, 29), "received": None},
    )


def holds(answers: Answers, rule_id: str) -> bool | None:
    rule: Rule = next(rule for rule in answers.programme.rule if rule.id == rule_id)
    if rule.when is not None and rule.when.holds(answers.scope) is not True:
        return None
    return rule.check.holds(answers.scope)


@pytest.mark.parametrize(
    ("rule", "stored", "expected"),
    [
        ("area_enough", {"area_m2": "10000"}, True),
        ("area_enough", {"area_m2": "9999.99"}, False),
        ("area_enough", {"area_m2": "8000", "hardship_area": True}, True),
        ("area_enough", {"area_m2": "7999.99", "hardship_area": True}, False),
        ("area_enough", {"area_m2": "5000", "carrier_kind": "specialised"}, None),
        ("area_enough", {}, None),
        ("tenants_enough", {"tenants": 50}, True),
        ("tenants_enough", {"tenants": 49}, False),
        ("tenants_enough", {"tenants": 40, "hardship_area": True}, True),
        ("tenants_enough", {"tenants": 30, "carrier_kind": "specialised"}, True),
        ("tenants_enough", {"tenants": 29, "carrier_kind": "specialised"}, False),
        ("tenants_density", {"tenants": 36, "area_m2": "12000"}, True),
        ("tenants_density", {"tenants": 36, "area_m2": "12000.01"}, False),
        (
            "tenants_density",
            {"tenants": 24, "area_m2": "12000", "carrier_kind": "specialised"},
            True,
        ),
        ("staff_per_tenant", {"tenants": 51, "staff_specialist": 6}, True),
        ("staff_per_tenant", {"tenants": 51, "staff_specialist": 5}, False),
        ("staff_share", {"staff_total": 10, "staff_specialist": 8}, True),
        ("staff_share", {"staff_total": 10, "staff_specialist": 7}, False),
        ("staff_share", {"staff_total": 0, "staff_specialist": 0}, None),
        ("ip_share", {"tenants_ip_applied": 25}, True),
        ("ip_share", {"tenants_ip_applied": 24, "tenants_ip_valid": 15}, True),
        ("ip_share", {"tenants_ip_applied": 24, "tenants_ip_valid": 14}, False),
        ("ip_share", {"tenants_ip_applied": 24}, None),
        ("ip_share", {"tenants_ip_applied": 20, "hardship_area": True}, True),
        ("fund_enough", {"amount_wan": "499.99"}, False),
        ("fund_enough", {"amount_wan": "400", "hardship_area": True}, True),
        (
            "income_beyond_rent",
            {"income_wan": {"2025": "100"}, "rent_income_wan": {"2025": "70"}},
            True,
        ),
        (
            "income_beyond_rent",
            {"income_wan": {"2025": "100"}, "rent_income_wan": {"2025": "71"}},
            False,
        ),
        ("years_operating", {"operating_since": "2023-05"}, True),
        ("years_operating", {"operating_since": "2023-06"}, False),
        ("tenants_listed", {"tenants": 50, "tenant_count": 51}, False),
    ],
)
def test_the_thresholds_of_an_incubator(
    rule: str,
    stored: dict[str, Any],
    expected: object,
) -> None:
    assert holds(incubator(**stored), rule) is expected


@pytest.mark.parametrize(
    ("starts", "ends", "expected"),
    [
        ("2026-01-01", "2027-12-31", True),
        ("2026-01-01", "2028-01-01", False),
        ("2026-03-01", "2026-02-01", True),
    ],
)
def test_an_innovation_task_takes_at_most_24_months(
    starts: str,
    ends: str,
    expected: object,
) -> None:
    answers = Answers(programme("innovation-task"), {"starts_on": starts, "ends_on": ends})
    assert holds(answers, "duration") is expected


def task(partners: int, *years: str, amount: str = "300") -> Answers:
    funds = tuple(Row(str(index), {"total_wan": total}) for index, total in enumerate(years))
    return Answers(
        programme("innovation-task"),
        {"amount_wan": amount, "credit_code": "C1"},
        rows={"partners": rows(partners), "funds": funds},
    )


def test_the_funds_of_an_innovation_task_add_up_to_its_amount() -> None:
    assert holds(task(1, "100.10", "199.90"), "funds_total") is True
    assert holds(task(1, "100.10", "199.91"), "funds_total") is False
    assert holds(task(1), "funds_total") is None


def test_a_lead_has_at_most_four_partners_and_is_none_of_them() -> None:
    assert [holds(task(n), "partners_at_most") for n in (0, 4, 5)] == [True, True, False]
    assert [holds(task(n), "lead_not_partner") for n in (0, 1, 2)] == [None, True, False]
    assert programme("innovation-task").fields["partners"].max_items == 4
    assert programme("innovation-task").fields["title"].max_length == 30


def test_a_pilot_zone_has_one_leading_and_at_most_two_secondary_directions() -> None:
    fields = programme("pilot-zone").fields
    assert fields["direction"].type is FieldType.TERM
    assert fields["secondary_directions"].max_items == 2
    same = {"direction": "energy", "secondary_directions": ["space", "energy"]}
    assert holds(Answers(programme("pilot-zone"), same), "secondary_other") is False


@pytest.mark.parametrize("variant", ["product", "enterprise", "scenario"])
def test_a_typical_case_asks_for_what_its_class_needs(variant: str) -> None:
    answers = Answers(programme("typical-case"), {"variant": variant})
    shown = {section.id for section in answers.programme.section if answers.visible(section)} & {
        "product_section",
        "enterprise_section",
        "scenario_section",
    }
    assert shown == {f"{variant}_section"}
    required = answers.programme.fields["product"].required
    assert not isinstance(required, bool)
    assert required.holds(answers.scope) is (variant == "product")
    assert answers.programme.fields["brief"].max_length == 200


def test_the_excellent_class_may_be_a_tenth_of_the_recommended_rounded_up() -> None:
    quota = next(x for x in programme("incubator").quota if x.id == "excellent_share")
    assert (quota.share, quota.of, quota.stage) == (Decimal("0.1"), "recommended", "recommended")
