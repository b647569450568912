# SPDX-License-Identifier: Apache-2.0
"""Bytes of any size as a stream of a PDF that is read from disk only when it is saved.

pikepdf makes streams of bytes in memory. What it copies from another file it reads when the copy
is saved, so large bytes are wrapped as a PDF of one stream, and that stream is copied.
"""

from __future__ import annotations

import shutil
from io import BytesIO
from typing import IO, TYPE_CHECKING, Any

from pikepdf import Stream

from reports.joining.sources import open_source

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from pikepdf import Pdf

_HEAD = b"%PDF-1.7\n"
_TREE = b"2 0 obj\n<< /Type /Catalog /Pages 3 0 R >>\nendobj\n"
_PAGES = b"3 0 obj\n<< /Type /Pages /Kids [] /Count 0 >>\nendobj\n"


def carried(target: Pdf, source: Path | bytes, scratch: Path, keys: Mapping[str, Any]) -> Stream:
    """The bytes of a file, or such as were just made, as a stream of a document.

    Args:
        target: The document.
        source: The file, which may go once this returns, or the bytes.
        scratch: A folder that stays until the document is saved.
        keys: What the dictionary of the stream says.
    """
    wrapped = scratch / f"carrier-{sum(1 for _ in scratch.iterdir())}.pdf"
    if isinstance(source, bytes):
        _wrap(BytesIO(source), len(source), wrapped)
    else:
        with source.open("rb") as file:
            _wrap(file, source.stat().st_size, wrapped)
    carrier = open_source(wrapped)
    stream = target.copy_foreign(carrier.get_object(1, 0))
    assert isinstance(stream, Stream)
    for key, value in keys.items():
        stream[key] = value
    return stream


def _wrap(source: IO[bytes], size: int, wrapped: Path) -> None:
    with wrapped.open("wb") as file:
        file.write(_HEAD)
        places = [file.tell()]
        file.write(b"1 0 obj\n<< /Length %d >>\nstream\n" % size)
        shutil.copyfileobj(source, file, 1 << 20)
        file.write(b"\nendstream\nendobj\n")
        for item in (_TREE, _PAGES):
            places.append(file.tell())
            file.write(item)
        table = file.tell()
        file.write(b"xref\n0 4\n0000000000 65535 f \n")
        file.writelines(b"%010d 00000 n \n" % place for place in places)
        file.write(b"trailer\n<< /Size 4 /Root 2 0 R >>\nstartxref\n%d\n%%%%EOF\n" % table)
