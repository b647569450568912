# SPDX-License-Identifier: Apache-2.0
"""Originals inside a packet: the bytes as they were handed in, as embedded files.

They follow PDF/A-3 (ISO 19005-3, 6.8): a file specification with F, UF, AFRelationship and a MIME
type, named in the catalog's AF array as well as in the tree of embedded files. No dates: the same
files give the same bytes.
"""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING

from pikepdf import Array, Dictionary, Name, NameTree, String

from models.storage.files import safe_name
from reports.joining.carrier import carried

if TYPE_CHECKING:
    from pikepdf import Object, Pdf

    from models.programme.answers import File


class Relationship(StrEnum):
    """What an original is to the document (ISO 32000-2, table 43)."""

    SOURCE = "Source"
    """Pages of the document were made from it."""
    SUPPLEMENT = "Supplement"
    """It adds what the document does not show."""
    DATA = "Data"
    """The document shows what it says in numbers."""


def embed_original(pdf: Pdf, file: File, relationship: Relationship, *, scratch: Path) -> Object:
    """Embed the original of an attachment; its file specification comes back.

    Args:
        pdf: The document, open.
        file: The attachment; its bytes must be there.
        relationship: What it is to the document.
        scratch: A folder that stays until the document is saved.

    Raises:
        OSError: The bytes cannot be read.
    """
    size = Path(file.path).stat().st_size
    keys = {
        "/Type": Name.EmbeddedFile,
        "/Subtype": Name("/" + (file.media_type or "application/octet-stream")),
        "/Params": Dictionary(Size=size),
    }
    stream = carried(pdf, Path(file.path), scratch, keys)
    tree = _tree(pdf)
    name = safe_name(file.name)
    specification = pdf.make_indirect(
        Dictionary(
            Type=Name.Filespec,
            F=String(name),
            UF=String(name),
            Desc=String(f"SHA-256 {file.sha256}"),
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
