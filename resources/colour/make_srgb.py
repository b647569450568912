# SPDX-License-Identifier: Apache-2.0
"""Makes sRGB.icc, the colour profile of what is kept: sRGB as IEC 61966-2-1 defines it.

An ICC profile of version 2.1 for a display (ICC.1:1998-09), written from the published numbers: the
primaries as seen under D50, adapted after Bradford, and 1024 points of the tone curve. It bears a
fixed date, so that the same numbers give the same bytes. Run it by hand; the result is committed:

    python resources/colour/make_srgb.py
"""

from __future__ import annotations

import struct
from pathlib import Path

_MADE = (2026, 1, 1, 0, 0, 0)
_NAME = b"sRGB IEC61966-2.1"
_RIGHTS = b"No copyright, use freely"
_D50 = (0.9642, 1.0, 0.8249)
_PRIMARIES = {
    b"rXYZ": (0.43607, 0.22249, 0.01392),
    b"gXYZ": (0.38515, 0.71687, 0.09708),
    b"bXYZ": (0.14307, 0.06061, 0.71410),
}
_POINTS = 1024
_BREAK, _SLOPE, _OFFSET, _POWER = 0.04045, 12.92, 0.055, 2.4
_HEADER = 128


def profile() -> bytes:
    """The profile."""
    curve = _curve()
    tags = {
        b"desc": _description(_NAME),
        b"cprt": b"text\0\0\0\0" + _RIGHTS + b"\0",
        b"wtpt": _xyz(_D50),
        **{name: _xyz(value) for name, value in _PRIMARIES.items()},
        b"rTRC": curve,
        b"gTRC": curve,
        b"bTRC": curve,
    }
    place = _HEADER + 4 + 12 * len(tags)
    table, body, known = struct.pack(">I", len(tags)), b"", dict[bytes, int]()
    for name, data in tags.items():
        if data not in known:
            known[data] = place + len(body)
            body += data + bytes(-len(data) % 4)
        table += struct.pack(">4sII", name, known[data], len(data))
    return _header(place + len(body)) + table + body


def _header(size: int) -> bytes:
    return struct.pack(
        ">I4sI4s4s4s6H4s4sI4s4sQI12s4s44x",
        size,
        bytes(4),  # made for no particular module
        0x02100000,
        b"mntr",
        b"RGB ",
        b"XYZ ",
        *_MADE,
        b"acsp",
        bytes(4),
        0,
        bytes(4),
        bytes(4),
        0,
        0,  # perceptual
        b"".join(map(_fixed, _D50)),
        bytes(4),
    )


def _description(name: bytes) -> bytes:
    text = name + b"\0"
    return b"desc\0\0\0\0" + struct.pack(">I", len(text)) + text + bytes(4 + 4 + 2 + 1 + 67)


def _xyz(value: tuple[float, float, float]) -> bytes:
    return b"XYZ \0\0\0\0" + b"".join(map(_fixed, value))


def _fixed(value: float) -> bytes:
    return struct.pack(">i", round(value * 65536))


def _curve() -> bytes:
    points = (_linear(index / (_POINTS - 1)) for index in range(_POINTS))
    numbers = [round(point * 65535) for point in points]
    return b"curv\0\0\0\0" + struct.pack(f">I{_POINTS}H", _POINTS, *numbers)


def _linear(value: float) -> float:
    if value <= _BREAK:
        return value / _SLOPE
    return float(((value + _OFFSET) / (1 + _OFFSET)) ** _POWER)


if __name__ == "__main__":
    path = Path(__file__).with_name("sRGB.icc")
    path.write_bytes(profile())
    print(f"{path.name}: {path.stat().st_size} bytes")
