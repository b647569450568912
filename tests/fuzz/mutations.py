# SPDX-License-Identifier: Apache-2.0
"""Ways to break a file."""

from __future__ import annotations

import io
import re
import warnings
import zipfile
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import random
    from collections.abc import Callable

    Parts = list[tuple[str, bytes]]

_TAG = re.compile(rb"<[^<>]{1,400}>")
_NUMBER = re.compile(rb"\d+")
_ATTRIBUTE = re.compile(rb'\s[\w:]+="[^"]*"')
_HUGE = (
    *(b"0", b"-1", b"1", b"2147483648", b"4294967295", b"18446744073709551615"),
    *(b"99999999999999999999", b"1E999", b"-1E-999", b"NaN", b"", b"1048577", b"16385"),
)
_BOMB = (
    b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "bbbbbbbbbb">'
    b'<!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;"><!ENTITY d "&c;&c;&c;&c;&c;&c;&c;&c;&c;&c;">]>'
)
_PLANTED = (
    b'<c r="XFD1048576"><v>1</v></c>',
    b'<c r="A1" t="s"><v>99999</v></c>',
    b'<c r="ZZZ9999999"><v>1</v></c>',
    b"<c><v>7</v></c>",
    b'<c r="B2" t="e"><v>#SPILL!</v></c>',
    b'<c r="B2" t="d"><v>2026-02-30T99:99:99</v></c>',
    b'<c r="C3" s="99999"><v>45731.99999999999</v></c>',
    b'<row r="1048576"><c r="A1048576"><v>1</v></c></row>',
    b'<mergeCells><mergeCell ref="A1:XFD1048576"/><mergeCell ref="A1:B2"/></mergeCells>',
    b'<mergeCell ref="B2:A1"/><mergeCell ref=":"/><mergeCell ref="A0:B0"/>',
    b'<cols><col min="1" max="99999999" hidden="1"/></cols>',
    b'<table:table-row table:number-rows-repeated="1048576">',
    b'<table:table-cell table:number-columns-repeated="16384" office:value-type="float"'
    b' office:value="1"/>',
    b"<![CDATA[<row>]]>",
    b"<!-- </sheetData> -->",
)


def broken(data: bytes, chance: random.Random) -> bytes:
    """The file, broken in one to three ways."""
    for _ in range(chance.choice((1, 1, 1, 2, 3))):
        if data[:2] == b"PK" and chance.random() < 0.85:
            data = _broken_package(data, chance)
        else:
            data = chance.choice(_OF_BYTES)(data, chance)
    return data


def _flip(data: bytes, chance: random.Random) -> bytes:
    found = bytearray(data)
    for _ in range(chance.choice((1, 1, 2, 5, 50))):
        if found:
            found[chance.randrange(len(found))] = chance.randrange(256)
    return bytes(found)


def _flip_early(data: bytes, chance: random.Random) -> bytes:
    """Break what is at the front, where the tables of compound files are."""
    found = bytearray(data)
    for _ in range(chance.choice((1, 2, 4))):
        if found:
            found[chance.randrange(min(len(found), 1024))] = chance.choice((0, 1, 254, 255, 128))
    return bytes(found)


def _truncate(data: bytes, chance: random.Random) -> bytes:
    return data[: chance.randrange(len(data) + 1)]


def _cut_out(data: bytes, chance: random.Random) -> bytes:
    start, size = chance.randrange(len(data) + 1), chance.choice((1, 2, 16, 512, 4096))
    return data[:start] + data[start + size :]


def _repeat(data: bytes, chance: random.Random) -> bytes:
    start, size = chance.randrange(len(data) + 1), chance.choice((1, 2, 16, 512, 4096))
    return data[: start + size] + data[start:]


def _plant(data: bytes, chance: random.Random) -> bytes:
    start = chance.randrange(len(data) + 1)
    junk = chance.choice((b'"', b"\x00" * 9, b"\xff\xfe", b"\n", b",,,,", b"\x81", b'="', b"\r", b"\t"))
    return data[:start] + junk + data[start:]


def _number(data: bytes, chance: random.Random) -> bytes:
    found = bytearray(data)
    if len(found) > 8:
        start = chance.randrange(len(found) - 4)
        value = chance.choice((0, 1, 0x7FFFFFFF, 0xFFFFFFFF, 0xFFFFFFFE, 0x10000))
        found[start : start + 4] = value.to_bytes(4, "little")
    return bytes(found)


_OF_BYTES: tuple[Callable[[bytes, random.Random], bytes], ...] = (
    *(_flip, _flip_early, _truncate, _cut_out, _repeat, _plant, _number),
)


def _broken_package(data: bytes, chance: random.Random) -> bytes:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            parts = [(item.filename, package.read(item)) for item in package.infolist()]
    except Exception:  # noqa: BLE001 - it is broken already
        return _flip(data, chance)
    if not parts:
        return data
    chance.choice(_OF_PARTS)(parts, chance)
    made = io.BytesIO()
    with warnings.catch_warnings(), zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as package:
        warnings.simplefilter("ignore")
        for name, content in parts:
            package.writestr(name, content)
    found = made.getvalue()
    return _flip(found, chance) if chance.random() < 0.1 else found


def _remove(parts: Parts, chance: random.Random) -> None:
    parts.pop(chance.randrange(len(parts)))


def _rename(parts: Parts, chance: random.Random) -> None:
    index = chance.randrange(len(parts))
    name, content = parts[index]
    others = (name.upper(), name.replace("/", "\\"), "/" + name, chance.choice(parts)[0], "../x", "")
    parts[index] = chance.choice(others) or "x", content


def _double(parts: Parts, chance: random.Random) -> None:
    name, content = chance.choice(parts)
    parts.append((name, chance.choice((content, b"", _flip(content, chance)))))


def _swap(parts: Parts, chance: random.Random) -> None:
    first, second = chance.randrange(len(parts)), chance.randrange(len(parts))
    (one, a), (two, b) = parts[first], parts[second]
    parts[first], parts[second] = (one, b), (two, a)


def _break_part(parts: Parts, chance: random.Random) -> None:
    likely = [index for index, (name, _) in enumerate(parts) if "heet" in name or "ontent" in name]
    index = chance.choice(likely or range(len(parts)))
    if chance.random() < 0.3:
        index = chance.randrange(len(parts))
    name, content = parts[index]
    how = chance.choice(_OF_MARKUP if b"<" in content[:200] else _OF_BYTES)
    parts[index] = name, how(content, chance)


_OF_PARTS: tuple[Callable[[Parts, random.Random], None], ...] = (
    *(_remove, _rename, _double, _swap),
    *(_break_part,) * 12,
)


def _at_random(
    pattern: re.Pattern[bytes], data: bytes, chance: random.Random
) -> re.Match[bytes] | None:
    start = chance.randrange(len(data) + 1)
    return pattern.search(data, start) or pattern.search(data)


def _drop_tag(data: bytes, chance: random.Random) -> bytes:
    found = _at_random(_TAG, data, chance)
    return data[: found.start()] + data[found.end() :] if found else data


def _repeat_tag(data: bytes, chance: random.Random) -> bytes:
    found = _at_random(_TAG, data, chance)
    times = chance.choice((1, 1, 2, 1000))
    return data[: found.end()] + found[0] * times + data[found.end() :] if found else data


def _drop_attribute(data: bytes, chance: random.Random) -> bytes:
    name = _at_random(_ATTRIBUTE, data, chance)
    if name is None:
        return data
    if chance.random() < 0.3:
        key = name[0].split(b"=")[0]
        return re.sub(re.escape(key) + rb'="[^"]*"', b"", data)
    return data[: name.start()] + data[name.end() :]


def _huge_number(data: bytes, chance: random.Random) -> bytes:
    found = _at_random(_NUMBER, data, chance)
    return data[: found.start()] + chance.choice(_HUGE) + data[found.end() :] if found else data


def _plant_tag(data: bytes, chance: random.Random) -> bytes:
    places = [found.start() for found in _TAG.finditer(data, 0, 200_000)]
    at = chance.choice(places) if places else 0
    return data[:at] + chance.choice(_PLANTED) + data[at:]


def _bomb(data: bytes, chance: random.Random) -> bytes:
    body = re.sub(rb"^<\?xml[^>]*>", b"", data)
    return _BOMB + body.replace(b"<v>", b"<v>&d;", chance.choice((0, 1, 10)))


def _recode(data: bytes, chance: random.Random) -> bytes:
    text = data.decode("utf-8", "replace")
    return text.encode(chance.choice(("utf-16", "gb18030", "utf-8-sig", "utf-16-be")))


def _prefix(data: bytes, _chance: random.Random) -> bytes:
    """Give every name a prefix, as some programs do."""
    return re.sub(rb"<(/?)(?=[A-Za-z]+[\s/>])", rb"<\1x:", data)


_OF_MARKUP: tuple[Callable[[bytes, random.Random], bytes], ...] = (
    *(_flip, _truncate, _cut_out, _repeat, _drop_tag, _drop_tag, _repeat_tag, _drop_attribute),
    *(_huge_number, _huge_number, _huge_number, _plant_tag, _plant_tag, _bomb, _recode, _prefix),
)
