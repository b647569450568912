# SPDX-License-Identifier: Apache-2.0
"""Originals inside a packet: the bytes as they were handed in, as embedded files.

They follow PDF/A-3 (ISO 19005-3, 6.8): a file specification with F, UF, AFRelationship and a MIME
type, named in the catalog's AF array as well as in the tree of embedded files. When an original was
last changed nobody knows; its date is the day of the document, so that the same files give the same
bytes.
"""

from __future__ import annotations

import hashlib
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pikepdf import Array, Dictionary, Name, NameTree, String

from models.storage.files import safe_name
from reports.joining.carrier import carried

if TYPE_CHECKING:
    from datetime import date

    from pikepdf import Object, Pdf, Stream

    from models.programme.answers import File


class Relationship(StrEnum):
    """What an original is to the document (ISO 32000-2, table 43)."""

    SOURCE = "Source"
    """Pages of the document were made from it."""
    SUPPLEMENT = "Supplement"
    """It adds what the document does not show."""
    DATA = "Data"
    """The document shows what it says in numbers."""


def embed_original(
    pdf: Pdf, file: File, relationship: Relationship, *, scratch: Path, day: date
) -> Object:
    """Embed the original of an attachment; its file specification comes back.

    Args:
        pdf: The document, open.
        file: The attachment; its bytes must be there.
        relationship: What it is to the document.
        scratch: A folder that stays until the document is saved.
        day: When the document was made.

    Raises:
        OSError: The bytes cannot be read.
    """
    path = Path(file.path)
    with path.open("rb") as read:
        checksum = hashlib.file_digest(read, _md5).digest()
    keys = _keys(file.media_type, path.stat().st_size, checksum, day)
    stream = carried(pdf, path, scratch, keys)
    return _associate(pdf, safe_name(file.name), stream, relationship, f"SHA-256 {file.sha256}")


def embed_bytes(
    pdf: Pdf,
    name: str,
    data: bytes,
    media_type: str,
    relationship: Relationship,
    *,
    description: str,
    day: date,
) -> Object:
    """Embed a file that was just made; its file specification comes back."""
    stream = pdf.make_stream(data)
    for key, value in _keys(media_type, len(data), _md5(data).digest(), day).items():
        stream[key] = value
    return _associate(pdf, name, stream, relationship, description)


def _md5(data: bytes = b"") -> Any:
    """The checksum that PDF asks for (ISO 32000-1, table 46)."""
    return hashlib.md5(data, usedforsecurity=False)


def _keys(media_type: str, size: int, checksum: bytes, day: date) -> dict[str, Any]:
    return {
        "/Type": Name.EmbeddedFile,
        "/Subtype": Name("/" + (media_type or "application/octet-stream")),
        "/Params": Dictionary(
            Size=size,
            CheckSum=String(checksum),
            ModDate=String(f"D:{day:%Y%m%d}000000+00'00'"),
        ),
    }


def _associate(
    pdf: Pdf, name: str, stream: Stream, relationship: Relationship, description: str
) -> Object:
    tree = _tree(pdf)
    specification = pdf.make_indirect(
        Dictionary(
            Type=Name.Filespec,
            F=String(name),
            UF=String(name),
            Desc=String(description),
            AFRelationship=Name(f"/{relationship}"),
            EF=Dictionary(F=stream, UF=stream),
        )
    )
    tree[f"{len(tree) + 1:04} {name}"] = specification
    if Name.AF not in pdf.Root:
        pdf.Root.AF = Array([])
    pdf.Root.AF.append(specification)
    return specification


def _tree(pdf: Pdf) -> NameTree:
    root = pdf.Root
    if Name.Names not in root:
        root.Names = Dictionary()
    if Name.EmbeddedFiles not in root.Names:
        root.Names.EmbeddedFiles = NameTree.new(pdf).obj
    return NameTree(root.Names.EmbeddedFiles)
