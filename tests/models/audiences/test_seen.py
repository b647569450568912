# SPDX-License-Identifier: Apache-2.0
"""What is left of a dossier, and that its outcomes are those of the office."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from models.audiences.hiding import hiding
from models.audiences.profile import audience, audience_ids
from models.audiences.seen import seen_by
from models.language import Language
from models.programme.checklist import checklist_figure, checklist_outcome
from models.programme.loading import DefinitionError, read_programme
from models.programme.slots import slot_required
from tests import hidden

if TYPE_CHECKING:
    from models.dossier import Dossier


def seen(name: str) -> Dossier:
    return seen_by(hidden.dossier(), audience(name), Language.ZH).dossier


@pytest.mark.parametrize("name", audience_ids())
def test_no_marker_is_anywhere_in_what_is_handed_on(name: str) -> None:
    made = seen(name)
    # The definition itself holds no answers, and what was left out is told by its own names.
    texts = repr(
        (made.answers.stored, made.answers.rows, made.answers.verified, made.answers.checklist,
         made.answers.waivers, made.answers.files, made.answers.other_names,
         made.answers.known_names, made.answers.known_contacts, made.steps, made.problems, made.tags)
    )  # fmt: skip
    for marker in hidden.ABSENT[name] - {"7,193", "1,313", "1,200"}:
        assert marker not in texts, marker


def test_outcomes_stay_and_figures_of_hidden_values_go() -> None:
    made = seen("expert")
    office = hidden.dossier()
    for item, before in zip(made.programme.checklist, office.programme.checklist, strict=True):
        outcome = checklist_outcome(before, office.answers)
        assert checklist_outcome(item, made.answers) == outcome
    figures = {
        item.id: checklist_figure(item, made.answers)[0] for item in made.programme.checklist
    }
    assert figures == {"honest": "", "earning": "929,292.22", "area": "1,313"}


def test_a_slot_stays_required_where_its_reason_is_hidden() -> None:
    licence = seen("expert").programme.slots["licence"]
    assert slot_required(licence, seen("expert").answers) is True


def test_what_was_asked_because_of_a_hidden_answer_stays() -> None:
    made = seen("expert")
    assert "leased" not in made.programme.fields
    assert made.answers.stored["landlord"] == "整体租用"
    assert "unasked" not in made.programme.fields


def test_stages_bear_their_outward_names_outside() -> None:
    assert seen("public").stage_label().zh == "已登记"
    assert seen("ministry").stage_label().zh == "内部录入"


def test_a_verified_value_counts_for_the_public_without_being_told() -> None:
    made = seen("public")
    assert made.answers.stored["area_m2"] == "1313"
    assert made.answers.verified == {}


def test_the_office_s_own_dossier_is_not_touched() -> None:
    one = hidden.dossier()
    seen_by(one, audience("expert"), Language.ZH)
    assert one == hidden.dossier()
    assert list(one.programme.fields) == list(hidden.programme().fields)


def test_what_is_hidden_is_listed_by_name() -> None:
    labels = {label.zh for label in hiding(hidden.programme(), audience("expert")).labels()}
    assert {"单位", "信用代码", "联系人", "联合单位", "产品·工程师", "品牌", "登记号"} <= labels
    assert "收入" not in labels


@pytest.mark.parametrize(
    ("old", "new", "key", "near"),
    [
        (
            'hidden_from = ["expert", "public"]',
            'hidden_from = ["experts"]',
            "hidden_from",
            "expert",
        ),
        ('id = "plan"\n', 'id = "plan"\nhidden_from = ["publik"]\n', "slot.plan", "public"),
        ("[summary]", '[packet]\nparts = ["cover", "sectoins"]\n\n[summary]', "packet", "sections"),
        ("[summary]", '[packet]\nparts = ["cover", "cover"]\n\n[summary]', "packet", ""),
    ],
)
def test_a_definition_that_names_what_is_not_there_is_refused(
    old: str, new: str, key: str, near: str
) -> None:
    text = hidden.TOML.read_text(encoding="utf-8").replace(old, new, 1)
    with pytest.raises(DefinitionError) as refused:
        read_programme(text, file="x.toml")
    (fault,) = refused.value.faults
    assert key in fault.key
    assert fault.near == near
