# SPDX-License-Identifier: Apache-2.0
"""Streams whose coding is damaged, made sound: what can still be read of them is kept."""

from __future__ import annotations

import zlib
from typing import TYPE_CHECKING, Any

from pikepdf import Array, Name, PdfError

from reports.joining.boxes import name_of

if TYPE_CHECKING:
    from pikepdf import Pdf, Stream

_STEP = 4096
_MOST = 1 << 19
"""Larger streams hold pictures; every viewer makes of them what it can."""

_PLAIN = frozenset(
    ("/FlateDecode", "/LZWDecode", "/ASCII85Decode", "/ASCIIHexDecode", "/RunLengthDecode")
)


def make_sound(source: Pdf, stream: Stream) -> None:
    """Write a stream anew, in memory, where its coding is damaged; else leave it as it is."""
    if not _looked_at(stream):
        return
    source.get_warnings()  # those so far are not about this stream
    try:
        data = stream.read_bytes()
    except PdfError:
        begun = _begun(stream)
        if begun is not None:
            stream.write(begun)
        return
    if source.get_warnings():
        stream.write(data)


def _looked_at(stream: Stream) -> bool:
    found: Any = stream.get(Name.Filter)
    if found is None:
        return False
    items: list[Any] = [found]
    if isinstance(found, Array):
        items = [found[index] for index in range(len(found))]
    length: Any = stream.get(Name.Length)
    small = isinstance(length, int) and length <= _MOST
    return all(name_of(item) in _PLAIN for item in items) and (small or Name.Width not in stream)


def _begun(stream: Stream) -> bytes | None:
    """What can be read of a damaged stream, up to the damage; None where it is not known how."""
    if stream.get(Name.Filter) != Name.FlateDecode or Name.DecodeParms in stream:
        return None
    raw, found, decoder = stream.read_raw_bytes(), b"", zlib.decompressobj()
    for start in range(0, len(raw), _STEP):
        try:
            found += decoder.decompress(raw[start : start + _STEP])
        except zlib.error:
            break
    return found
