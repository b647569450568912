# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

import pytest

from models.rules.secrecy import marks


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("绝密★", ("绝密★",)),
        ("机密★.pdf", ("机密★",)),
        ("秘密★1年", ("秘密★",)),
        ("机密 ★ 10年", ("机密★",)),
        ("机　密　★　长期", ("机密★",)),
        ("秘密☆", ("秘密★",)),
        ("秘密＊3年.docx", ("秘密★",)),
        ("机密*10年", ("机密★",)),
        ("绝密★启用前", ("绝密★",)),
        ("绝密*启用前", ("绝密★",)),
        ("機密★", ("机密★",)),
        ("秘密级★", ("秘密★",)),
        ("秘密⭐️5年", ("秘密★",)),
        ("第一页 秘密★\n第二页 机密★\n第三页 秘密★", ("秘密★", "机密★")),
    ],
)
def test_a_classified_file_is_recognised(text: str, found: tuple[str, ...]) -> None:
    assert marks(text) == found


@pytest.mark.parametrize(
    "text",
    [
        "",
        "商业秘密",
        "秘密",
        "保守国家机密",
        "商业秘密保护制度.pdf",
        "**商业秘密**",
        "商业秘密*",
        "★ 秘密",
        "保护商业秘密\n★ 重点条款",
        "五星★",
        "非涉密",
    ],
)
def test_plain_words_and_plain_stars_are_no_marks(text: str) -> None:
    assert marks(text) == ()
