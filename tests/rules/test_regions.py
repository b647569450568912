# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

import pytest

from models.rules.regions import Region, regions

if TYPE_CHECKING:
    from collections.abc import Iterable


def codes(found: Iterable[Region]) -> list[str]:
    return [region.code for region in found]


@pytest.mark.parametrize(
    ("code", "path", "level"),
    [
        ("330000", "浙江省", "省级"),
        ("330100", "浙江省杭州市", "地级"),
        ("330110", "浙江省杭州市余杭区", "县级"),
        ("110101", "北京市东城区", "县级"),
        ("419001", "河南省济源市", "县级"),
        ("659001", "新疆维吾尔自治区石河子市", "县级"),
        ("460300", "海南省三沙市", "地级"),
        ("460302", "海南省三沙市西沙区", "县级"),
        ("441900", "广东省东莞市", "地级"),
        ("500101", "重庆市万州区", "县级"),
        ("500229", "重庆市城口县", "县级"),
        ("710000", "台湾省", "省级"),
        ("810000", "香港特别行政区", "省级"),
    ],
)
def test_a_code_gives_its_region(code: str, path: str, level: str) -> None:
    region = regions().get(code)
    assert region is not None
    assert (region.path, region.level, region.until) == (path, level, None)
    assert region.replaced_by == ()
    assert regions().path(code) == path
    assert codes(regions().find(path)) == codes(regions().find(code)) == [code]


def test_an_unknown_code_is_no_region_and_shows_itself() -> None:
    assert regions().get("999999") is None
    assert regions().path("999999") == "999999"
    assert regions().find("999999") == ()
    assert regions().children("999999") == ()


def test_an_abolished_code_stays_readable_with_its_successor() -> None:
    assert regions().get("330184") == Region(
        "330184", "余杭市", "浙江省杭州市余杭市", "县级", 1994, 2001, ("330110",)
    )
    old = regions().get("410881")
    assert old is not None
    assert (old.path, old.replaced_by) == ("河南省焦作市济源市", ("419001",))
    several = regions().get("469004")
    assert several is not None
    assert several.replaced_by == ("460105", "460106", "460107", "460108")


def test_what_only_ceded_a_part_has_no_successor() -> None:
    lost_linping = regions().get("330110")
    assert lost_linping is not None
    assert (lost_linping.until, lost_linping.replaced_by) == (None, ())
    ceded_then_abolished = regions().get("130124")  # 130108[2001];130111
    assert ceded_then_abolished is not None
    assert ceded_then_abolished.replaced_by == ("130111",)


@pytest.mark.parametrize(
    ("code", "year", "name"),
    [
        ("330110", 2000, None),
        ("330110", 2001, "余杭区"),
        ("330110", 2024, "余杭区"),
        ("330113", 2020, None),
        ("330113", 2021, "临平区"),
        ("330184", 2000, "余杭市"),
        ("330184", 2001, None),
        ("419001", 1988, "义马市"),
        ("419001", 1993, None),
        ("419001", 1996, "济源市"),
        ("500110", 2010, "万盛区"),
        ("500110", 2011, "綦江区"),
    ],
)
def test_a_code_is_read_as_it_stood_in_a_year(code: str, year: int, name: str | None) -> None:
    region = regions().get(code, on=year)
    assert (region.name if region else None) == name


def test_an_ambiguous_name_gives_every_region_of_that_name() -> None:
    assert codes(regions().find("鼓楼区")) == ["320106", "320302", "350102", "410204"]
    assert len(regions().find("市中区")) == 4
    assert codes(regions().find("江苏省鼓楼区")) == ["320106", "320302"]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("余杭区", "330110"),
        ("福州市鼓楼区", "350102"),
        ("福建省鼓楼区", "350102"),
        ("浙江省/杭州市/余杭区", "330110"),
        (" 浙江省 杭州市　余杭区 ", "330110"),
        ("浙江省-杭州市", "330100"),
        ("３３０１１０", "330110"),
        ("北京市市辖区东城区", "110101"),
        ("北京市/北京市/东城区", "110101"),
        ("河南省省直辖县级行政区划济源市", "419001"),
        ("河南省直辖济源市", "419001"),
        ("新疆维吾尔自治区自治区直辖县级行政区划石河子市", "659001"),
        ("广东省东莞市", "441900"),
        ("余杭市", "330184"),
    ],
)
def test_a_region_is_found_by_name_path_or_code(text: str, code: str) -> None:
    assert codes(regions().find(text)) == [code]


@pytest.mark.parametrize("text", ["", "余杭", "杭州", "浙江余杭", "济源示范区", "市辖区", "兵团"])
def test_a_short_name_or_no_division_finds_nothing(text: str) -> None:
    assert regions().find(text) == ()


def test_children_are_what_stands_right_below() -> None:
    assert len(regions().children("")) == 34
    zhejiang = codes(regions().children("330000"))
    assert zhejiang[0] == "330100"
    assert len(zhejiang) == 11
    hangzhou = codes(regions().children("330100"))
    assert "330113" in hangzhou
    assert "330184" not in hangzhou
    assert "419001" in codes(regions().children("410000"))
    assert "659001" in codes(regions().children("650000"))
    assert codes(regions().children("460300")) == ["460302", "460303"]
    chongqing = codes(regions().children("500000"))
    assert {"500101", "500229"} <= set(chongqing)
    assert len(chongqing) == 38
    assert regions().children("441900") == ()


def test_the_present_divisions_are_as_many_as_were_counted() -> None:
    present: list[Region] = []
    waiting = [""]
    while waiting:
        below = regions().children(waiting.pop())
        present.extend(below)
        waiting.extend(codes(below))
    assert Counter(region.level for region in present) == {"省级": 34, "地级": 333, "县级": 2846}


def test_regions_are_read_once() -> None:
    assert regions() is regions()
