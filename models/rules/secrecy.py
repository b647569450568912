# SPDX-License-Identifier: Apache-2.0
"""Classification marks: the program is for material that is not classified (非涉密)."""

from __future__ import annotations

import re

# 密级★保密期限, 《国家秘密定密管理暂行规定》 and GB/T 9704-2012, 7.2.2. The star and the word share
# a line: tenders begin lines with ★ too. An asterisk counts only before a term, since footnotes
# and bold type use it as well.
_BLANKS = "[ \\t\u00a0\u2000-\u200b\u3000\ufeff]*"
_MARK = re.compile(
    f"([绝絕机機秘祕]){_BLANKS}密{_BLANKS}(?:[级級]{_BLANKS})?"
    f"(?:[★☆＊✩✪✭✮⋆⭐⭑]|\\*(?={_BLANKS}(?:[0-9０-９]|长期|長期|启用前|啟用前)))",
)
_LEVELS = {
    "绝": "绝密★",
    "絕": "绝密★",
    "机": "机密★",
    "機": "机密★",
    "秘": "秘密★",
    "祕": "秘密★",
}


def marks(text: str) -> tuple[str, ...]:
    """List the classification marks in a file name or an extracted text, each once, in order.

    - Blanks between and the stars ☆ and ＊ are seen through; `绝密★启用前` of examinations counts.
    - Plain words (商业秘密, 保守秘密, 机密) are no marks.
    """
    return tuple(dict.fromkeys(_LEVELS[found.group(1)] for found in _MARK.finditer(text)))
