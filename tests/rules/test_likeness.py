# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

import pytest

from models.rules.likeness import Titles

LIST = (
    "面向港口码头的无人集卡示范应用项目",
    "基于光子芯片的高速互连测试平台（一期）",
    "深海采矿车工程样机",
    "",
)


@pytest.mark.parametrize(
    ("title", "found"),
    [
        ("面向港口码头的无人集卡示范应用", [0]),
        ("面向 港口码头的“无人集卡”示范应用项目", [0]),
        ("基于光子芯片的高速互连测试平台(一期)", [1]),
        ("基于光子芯片的高速互连测试平台（二期）", []),
        ("深海采矿车工程样机2", []),
        ("深海采矿车", []),
        ("", []),
    ],
)
def test_like_titles_are_found_and_figures_tell_projects_apart(
    title: str, found: list[int]
) -> None:
    assert [place for place, _ in Titles(LIST).like(title)] == found


def test_the_most_like_title_comes_first() -> None:
    titles = Titles(["固态电池中试基地建设工程", "固态电池中试基地建设项目"])
    assert titles.like("固态电池中试基地建设项目")[0] == (1, 100)
