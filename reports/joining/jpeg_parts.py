# SPDX-License-Identifier: Apache-2.0
"""A JPEG without what it says beside the picture: place, camera, names, previews (ISO 10918-1, B).

The picture itself stays as it is, bit for bit. Of the application segments those remain that say how
to decode it: JFIF and Adobe.
"""

from __future__ import annotations

_START = b"\xff\xd8"
_MARK, _SCAN = 0xFF, 0xDA
_DROPPED = frozenset((*range(0xE1, 0xEE), 0xEF, 0xFE))  # APP1 to APP13, APP15, comments


def without_words(data: bytes) -> bytes | None:
    """The same JPEG with its picture only; None where it is not built as it should be."""
    if not data.startswith(_START):
        return None
    kept = [_START]
    at = 2
    while at + 4 <= len(data) and data[at] == _MARK:
        marker = data[at + 1]
        if marker == _MARK:  # a fill byte
            at += 1
            continue
        length = int.from_bytes(data[at + 2 : at + 4], "big")
        if marker == _SCAN:
            return b"".join([*kept, data[at:]])
        if marker not in _DROPPED:
            kept.append(data[at : at + 2 + length])
        at += 2 + length
    return None
