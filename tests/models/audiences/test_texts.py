# SPDX-License-Identifier: Apache-2.0
"""Words that tell are found however they are typed, and nothing else is taken out."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from models.audiences.folding import key
from models.audiences.names import stems
from models.audiences.profile import audience
from models.audiences.seen import Seen, seen_by
from models.language import Language
from models.unknown import UnknownNameError
from tests import hidden


def seen(text: str, *, words: tuple[str, ...] = (), **stored: Any) -> Seen:
    """A blind dossier whose brief is this text."""
    one = hidden.dossier()
    answers = replace(one.answers, stored={**one.answers.stored, "brief": text, **stored})
    blind = audience("expert")
    return seen_by(replace(one, answers=answers), blind, Language.ZH, further=words)


def brief(text: str, **stored: Any) -> str:
    return str(seen(text, **stored).dossier.answers.stored["brief"])


def wide(text: str) -> str:
    return "".join(chr(ord(char) + 0xFEE0) if "!" <= char <= "~" else char for char in text)


_BETWEEN = st.sampled_from(["", " ", "\u3000", "\n", "\u200b", "\u00ad", "·", "-", "　 ", "\ufe00"])
_TELLING = (
    hidden.APPLICANT,
    hidden.FORMER,
    hidden.PARTNER,
    hidden.CONTACT,
    hidden.ENGINEER,
    hidden.PHONE,
    hidden.EMAIL,
    hidden.ADDRESS,
    hidden.CODE,
    "珩𰻝智能",
    "澜昙大道77号",
)
_PLAIN = st.text(alphabet="建设方案，。产业（）项目 \nabc“”", max_size=12)


@given(
    before=_PLAIN,
    after=_PLAIN,
    word=st.sampled_from(_TELLING),
    dress=st.sampled_from([str, wide, str.upper, str.lower, str.title]),
    between=st.lists(_BETWEEN, min_size=40, max_size=40),
)
@settings(max_examples=60, deadline=None)
def test_a_name_is_found_in_any_width_and_case_and_with_anything_between(
    before: str, after: str, word: str, dress: object, between: list[str]
) -> None:
    assert callable(dress)
    typed = "".join(char + gap for char, gap in zip(dress(word), between, strict=False))
    made = brief(f"{before}，{typed}，{after}")
    assert key(word) not in key(made)
    assert "（已隐去）" in made
    assert key(made.replace("（已隐去）", "")).startswith(key(before))


@pytest.mark.parametrize(
    ("text", "made"),
    [
        ("由珩𰻝智能（集团）承担", "由（已隐去）（集团）承担"),
        ("本公司（珩𰻝智能）承担", "本公司（已隐去）承担"),
        ("昱骉测控更名为珩𰻝智能", "（已隐去）更名为（已隐去）"),
        ("总机023-6789 1234转8", "总机（已隐去）"),
        ("平台hengbiang已上线", "平台hengbiang已上线"),
        ("专利ZL202110123456.7", "专利（已隐去）"),
        ("登记号2023SR0123456号", "登记号（已隐去）号"),
        ("详见 https://example.org/a?b=1。", "详见 （已隐去）。"),
        ("写信到a.b@qq.com询问", "写信到（已隐去）询问"),
        ("营收13800万元，增长13.8%", "营收13800万元，增长13.8%"),
        ("编号113987654321已存", "编号113987654321已存"),
        ("发展智能科技和量子科技", "发展智能科技和量子科技"),
    ],
)
def test_what_tells_goes_and_what_does_not_stays(text: str, made: str) -> None:
    assert brief(text) == made


def test_a_common_word_stays_and_is_told() -> None:
    found = seen("量子科技发展很快", applicant="重庆量子科技有限公司")
    assert found.dossier.answers.stored["brief"] == "量子科技发展很快"
    assert [
        (hit.where.text(Language.ZH), hit.words) for hit in found.left if hit.words == "量子科技"
    ] == [("简介", "量子科技")]


def test_what_looks_like_another_name_is_told() -> None:
    found = seen("与重庆某某学院合作，首席科学家：王某某")
    assert {hit.words for hit in found.left} == {"与重庆某某学院", "首席科学家:王某某"}


def test_a_word_that_the_clerk_names_goes_too() -> None:
    assert "学院" not in str(
        seen("与某某学院合作", words=("某某学院",)).dossier.answers.stored["brief"]
    )


def test_every_hit_is_told_with_its_text() -> None:
    hits = {(hit.where.text(Language.ZH), hit.words) for hit in seen("令狐曌煊和令狐曌煊").taken}
    assert ("简介", "令狐曌煊") in hits
    assert ("产品·产品名", hidden.BRAND) in hits


def test_a_character_inside_a_number_or_a_word_is_none() -> None:
    found = seen("Limited editions of lithium", contact="Li", phone="1234567")
    assert found.dossier.answers.stored["brief"] == "Limited editions of lithium"


def test_values_of_lists_and_numbers_are_not_touched() -> None:
    one = seen("无")
    answers = one.dossier.answers
    assert answers.stored["direction"] == hidden.stored()["direction"]
    assert answers.stored["area_m2"] == "1200"
    assert answers.stored["amount_wan"] == "三百万，问（已隐去）"


@pytest.mark.parametrize(
    ("name", "telling", "common"),
    [
        ("重庆云图智能科技有限公司", "云图", "智能"),
        ("云图（重庆）智能科技（集团）有限公司", "云图智能", "重庆"),
        ("渝州新区管理委员会", "渝州新区", "管理"),
        ("华中溯启创新中心有限公司", "溯启", "创新"),
        ("国仪测控（合肥）股份有限公司", "国仪测控", "合肥"),
        ("合肥高新技术产业开发区管理委员会", "合肥高新区", "高新区"),
        ("Yuntu Technology Co., Ltd.", "yuntu", "tech"),
        ("吉林省𠮷田精密机械有限责任公司", "𠮷田精密", "精密机械"),
    ],
)
def test_what_others_call_a_company_is_part_of_its_name(
    name: str, telling: str, common: str
) -> None:
    found = stems(name, known=lambda _stem: False)
    assert telling in found.telling
    assert common not in found.telling


def test_the_words_stand_in_the_language_of_the_packet() -> None:
    made = seen_by(hidden.dossier(), audience("expert"), Language.EN).dossier
    assert "(withheld)" in str(made.answers.stored["brief"])


def test_an_unknown_audience_is_named_with_the_nearest() -> None:
    with pytest.raises(UnknownNameError, match="ministry"):
        audience("minstry")
    assert audience("上级部门").id == "ministry"


@pytest.mark.parametrize(
    ("name", "own"),
    [
        ("江城旻维认知科技股份有限公司", "旻维"),
        ("武汉澜和视觉科技（集团）有限公司", "澜和"),
        ("华中擎巡宇无人系统有限公司", "擎巡宇"),
        ("黎矩资源装备（楚天）有限公司", "黎矩"),
    ],
)
def test_the_own_word_of_a_name_tells_whatever_trade_follows(name: str, own: str) -> None:
    assert own in stems(name, known=lambda _: False).telling
