# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.language import Language
from models.rules.text import (
    PRIVATE_USE_TODAY,
    clean,
    comparable,
    doubtful_characters,
    half_width,
    length,
    rounded_as_number,
    written_as_number,
)

anything = st.text(st.characters(exclude_categories=()))


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("", ""),
        ("  未来产业\u3000\n", "未来产业"),
        ("一\r\n二\r三\n四", "一\n二\n三\n四"),
        ("\ufeff未来\u200b产业\ufeff ", "未来产业"),
        ("\u200b 甲 \u200b", "甲"),
        ("\ud840\udfb7", "\U000203b7"),
    ],
)
def test_the_edges_are_tidied_without_a_word(typed: str, kept: str) -> None:
    cleaned = clean(typed)
    assert (cleaned.text, cleaned.notes) == (kept, ())


@pytest.mark.parametrize(
    "typed",
    [
        "ＡＢ（１）　甲",
        "龍门臺",
        "\ue863",
        "葛󠄀城",
        "👩‍🔬",
        "=1+1",
        "a\tb",
        "⿰山夷",
        "𠮷",
        "é",
        "e\u0301",
    ],
)
def test_what_a_person_can_see_stays_as_typed(typed: str) -> None:
    assert clean(typed).text == typed


@pytest.mark.parametrize(
    ("typed", "kept", "words"),
    [
        ("a\x00b", "a\ufffdb", "1 character that cannot be stored was replaced"),
        ("\ud840", "\ufffd", "1 character that"),
        ("\udc00a\ud83d", "\ufffda\ufffd", "2 characters that cannot be stored were replaced"),
    ],
)
def test_what_cannot_be_stored_is_replaced_and_said(typed: str, kept: str, words: str) -> None:
    cleaned = clean(typed)
    assert cleaned.text == kept
    assert [words in note.text(Language.EN) for note in cleaned.notes] == [True]


@given(anything)
def test_a_clean_text_can_be_stored_and_stays_clean(typed: str) -> None:
    text = clean(typed).text
    assert "\x00" not in text
    assert text.encode("utf-8").decode("utf-8") == text
    assert clean(text).text == text
    assert clean(text).notes == ()


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("北京甲乙（集团）有限公司", "北京甲乙(集团)有限公司"),
        ("t北京甲乙有限公司", "北京甲乙有限公司"),
        (" t北京甲乙有限公司", "北京甲乙有限公司"),
        ("ＡＢＣ 科技", "abc科技"),
        ("买买提·艾力", "买买提•艾力"),
        ("买买提・艾力", "买买提･艾力"),
        ("买买提‧艾力", "买买提艾力"),
        ("“未来”中心", '"未来"中心'),
        ("「未来」中心", "‘未来’中心"),
        ("《未来》", "未来"),
        ("A—1", "A-1"),
        ("甲——乙", "甲-乙"),
        ("工信部〔2024〕12号", "工信部[2024]12号"),
        ("工信部【2024】12号", "工信部（2024）12号"),
        ("葛󠄀城", "葛城"),
        ("甲\u200b\u3000乙\n丙", "甲乙丙"),
        ("\ue863", "䶮"),
        ("⼈工智能", "人工智能"),
        ("Straße", "STRASSE"),
        ("①期", "1期"),
    ],
)
def test_two_spellings_of_one_name_compare_equal(one: str, other: str) -> None:
    assert comparable(one) == comparable(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("甲一期", "甲二期"),
        ("3-1", "31"),
        ("T恤厂", "恤厂"),
        ("tech", "ech"),
        ("龍", "龙"),
        ("甲(乙)", "甲乙"),
    ],
)
def test_different_names_stay_different(one: str, other: str) -> None:
    assert comparable(one) != comparable(other)


@given(anything)
def test_comparing_never_fails_and_leaves_no_blank(typed: str) -> None:
    assert not any(character.isspace() for character in comparable(typed))


def test_doubtful_characters_are_listed_once_in_order() -> None:
    text = "王\ue863，\ufffd⿰山夷\ue863\U000f0000 𠮷"
    assert doubtful_characters(text) == ("\ue863", "\ufffd", "⿰", "\U000f0000")
    assert doubtful_characters("未来产业𠮷䶮Ａ") == ()


def test_private_use_characters_are_known_by_what_they_are_today() -> None:
    assert len(PRIVATE_USE_TODAY) == 80
    assert PRIVATE_USE_TODAY["\ue863"] == "䶮"
    assert PRIVATE_USE_TODAY["\ue815"] == "⺁"
    assert PRIVATE_USE_TODAY["\ue864"] == "龻"


def test_the_table_agrees_with_the_codec_where_the_codec_knows() -> None:
    places = [low for low in range(0x50, 0xA1) if low != 0x7F]
    known = {
        chr(0xE815 + place): character
        for place, low in enumerate(places)
        if (character := bytes([0xFE, low]).decode("gb18030")) < "\ue000" or character > "\uf8ff"
    }
    assert len(known) == 66
    assert known.items() <= PRIVATE_USE_TODAY.items()


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("", 0),
        ("abc", 3),
        ("未来产业", 4),
        ("𠮷𰻝", 2),
        ("葛󠄀城", 2),
        ("e\u0301", 1),
        ("Ａ（", 2),
        ("一\n二", 3),
        ("\u2764\ufe0f", 1),
    ],
)
def test_length_counts_as_a_form_does(text: str, count: int) -> None:
    assert length(text) == count


def test_full_width_becomes_half_width_and_chinese_stays() -> None:
    assert half_width("ＡＺａｚ０９（）＠－～\u3000未来。、") == "AZaz09()@-~ 未来。、"


@pytest.mark.parametrize(
    ("code", "written", "rounded"),
    [
        ("9.1E+17", True, False),
        ("9.15401e17", True, False),
        ("9E+17", True, False),
        ("915401007419288000.0", True, False),
        ("12.5", False, False),
        ("915401007419288000", False, True),
        ("915401007419288960", False, True),
        ("915401007419288939", False, False),
        ("9154010073554712XF", False, False),
        ("123456789012000", False, False),
        ("９１５４０１００７４１９２８８０００", False, False),
    ],
)
def test_what_a_spreadsheet_did_to_a_number_shows(
    code: str, *, written: bool, rounded: bool
) -> None:
    assert (written_as_number(code), rounded_as_number(code)) == (written, rounded)
