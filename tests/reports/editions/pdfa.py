# SPDX-License-Identifier: Apache-2.0
"""PDF/A-3b point by point (ISO 19005-3:2012), read from the file by ourselves.

pikepdf's own check decides when a packet is made; this one is independent of it, and says more about
what we promise: why a file is embedded, when it was made, and that its bytes are what is named.
"""

from __future__ import annotations

import hashlib
import re
from typing import TYPE_CHECKING, Any
from xml.etree import ElementTree as ET

import pikepdf
from pikepdf import Array, Dictionary, Name, Stream

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_RDF = "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}"
_DC = "{http://purl.org/dc/elements/1.1/}"
_PDF = "{http://ns.adobe.com/pdf/1.3/}"
_XMP = "{http://ns.adobe.com/xap/1.0/}"
_PDFAID = "{http://www.aiim.org/pdfa/ns/id/}"
_FORBIDDEN_KEYS = frozenset(("/JS", "/AA", "/OPI", "/Alternates", "/Ref", "/XFA", "/TR", "/HTP"))
_HARMLESS = frozenset(("/GoTo", "/Named"))
_PRINT = 4
_UNSEEN = 1 | 2 | 32 | 256
_DEVICE_CMYK = frozenset(("k", "K"))
_EMBEDDED = ("/FontFile", "/FontFile2", "/FontFile3")
_RELATIONSHIPS = frozenset(("/Source", "/Data", "/Alternative", "/Supplement", "/Unspecified"))


def faults(path: Path) -> list[str]:
    """What keeps a file from being PDF/A-3b; nothing where it is."""
    with pikepdf.open(path) as pdf:
        return [
            *_file(path.read_bytes(), pdf),
            *_metadata(pdf),
            *_colours(pdf),
            *_objects(pdf),
            *_pages(pdf),
            *_embedded(pdf),
            *pdf.check_pdf_syntax(),
        ]


def _file(data: bytes, pdf: pikepdf.Pdf) -> Iterator[str]:
    if not re.match(rb"%PDF-1\.[4-7]\n%[\x80-\xff]{4}", data):
        yield "6.1.2: header"
    if not data.endswith((b"%%EOF", b"%%EOF\n")):
        yield "6.1.3: something follows the end"
    if "/ID" not in pdf.trailer:
        yield "6.1.3: no ID"
    if "/Encrypt" in pdf.trailer:
        yield "6.1.3: encrypted"


def _metadata(pdf: pikepdf.Pdf) -> Iterator[str]:
    stream = pdf.Root.get(Name.Metadata)
    if not isinstance(stream, Stream):
        yield "6.6.2.1: no metadata"
        return
    if "/Filter" in stream:
        yield "the metadata are compressed"
    found = ET.fromstring(stream.read_bytes())
    said = {
        "/Title": found.findtext(f".//{_DC}title/{_RDF}Alt/{_RDF}li"),
        "/Author": found.findtext(f".//{_DC}creator/{_RDF}Seq/{_RDF}li"),
        "/Subject": found.findtext(f".//{_DC}description/{_RDF}Alt/{_RDF}li"),
        "/Creator": found.findtext(f".//{_XMP}CreatorTool"),
        "/Producer": found.findtext(f".//{_PDF}Producer"),
        "/CreationDate": _stamp(found.findtext(f".//{_XMP}CreateDate")),
        "/ModDate": _stamp(found.findtext(f".//{_XMP}ModifyDate")),
    }
    for key, text in said.items():
        if text != (str(pdf.docinfo[key]) if key in pdf.docinfo else None):
            yield f"6.6.3: {key} is not {text!r}"
    for key in set(pdf.docinfo.keys()) - set(said):
        yield f"6.6.3: {key} is said only once"
    if found.findtext(f".//{_PDFAID}part") != "3":
        yield "6.6.4: part"
    if found.findtext(f".//{_PDFAID}conformance") != "B":
        yield "6.6.4: conformance"


def _stamp(iso: str | None) -> str | None:
    if iso is None:
        return None
    digits = re.sub(r"[-:T]", "", iso[:19])
    return f"D:{digits}{iso[19:22]}'{iso[23:25]}'"


def _colours(pdf: pikepdf.Pdf) -> Iterator[str]:
    intents: Any = pdf.Root.get(Name.OutputIntents, Array())
    if [str(intent.S) for intent in intents] != ["/GTS_PDFA1"]:
        yield "6.2.3: not one output intent"
        return
    profile = intents[0].DestOutputProfile
    data = profile.read_bytes()
    if data[36:40] != b"acsp" or data[16:20] != b"RGB " or data[8] >= 5 or profile.N != 3:
        yield "6.2.3: the profile"
    if int.from_bytes(data[:4], "big") != len(data):
        yield "6.2.3: the profile is cut"


def _objects(pdf: pikepdf.Pdf) -> Iterator[str]:
    for item in pdf.objects:
        if isinstance(item, (Dictionary, Stream)):
            yield from _object(item)


def _object(item: Any) -> Iterator[str]:
    for key in _FORBIDDEN_KEYS & set(item.keys()):
        yield f"{key} in {item.objgen}"
    kind, subtype = item.get(Name.Type), item.get(Name.Subtype)
    if isinstance(item, Stream):
        filters = item.get(Name.Filter, Array())
        for name in filters if isinstance(filters, Array) else [filters]:
            if str(name) in {"/LZWDecode", "/Crypt"}:
                yield f"6.1.7.2: {name}"
        if {"/F", "/FFilter", "/FDecodeParms"} & set(item.keys()):
            yield "6.1.7.1: bytes outside the file"
        if subtype == Name.PS or item.get(Name.Subtype2) == Name.PS:
            yield "6.2.9: PostScript"
        if subtype == Name.Image and bool(item.get(Name.Interpolate, False)):
            yield "6.2.8: interpolated"
    if kind == Name.Action and str(item.get(Name.S)) not in _HARMLESS:
        yield f"6.5.1: action {item.get(Name.S)}"
    if kind == Name.Font and subtype not in {Name.Type0, Name.Type3}:
        descriptor: Any = item.get(Name.FontDescriptor, Dictionary())
        if not any(key in descriptor for key in _EMBEDDED):
            yield f"6.2.11.4: {item.get(Name.BaseFont)} is not embedded"
        if subtype not in {Name.CIDFontType0, Name.CIDFontType2} and "/ToUnicode" not in item:
            yield f"{item.get(Name.BaseFont)} cannot be searched"


def _pages(pdf: pikepdf.Pdf) -> Iterator[str]:
    if "/OpenAction" in pdf.Root and isinstance(pdf.Root.OpenAction, Dictionary):
        yield "6.5.1: something happens at opening"
    for number, page in enumerate(pdf.pages, 1):
        used = {str(item.operator) for item in pikepdf.parse_content_stream(page)}
        if used & _DEVICE_CMYK:
            yield f"6.2.4.3: page {number} has colours of no known device"
        for note in page.get(Name.Annots, Array()):
            flags = int(note.get(Name.F, 0))
            if not flags & _PRINT or flags & _UNSEEN:
                yield f"6.3.2: something on page {number} is not printed"
            if note.Subtype != Name.Link and "/AP" not in note:
                yield f"6.3.3: something on page {number} has no appearance"
            action: Any = note.get(Name.A, Dictionary())
            if action and str(action.get(Name.S)) not in _HARMLESS:
                yield f"6.5.1: {action.get(Name.S)} on page {number}"


def _embedded(pdf: pikepdf.Pdf) -> Iterator[str]:
    listed = [item.objgen for item in pdf.Root.get(Name.AF, Array())]
    names: Any = pdf.Root.get(Name.Names, Dictionary()).get(Name.EmbeddedFiles)
    for name, item in pikepdf.NameTree(names).items() if names is not None else []:
        assert isinstance(item, Dictionary)
        if item.objgen not in listed:
            yield f"6.8: {name} is not associated"
        if str(item.get(Name.AFRelationship)) not in _RELATIONSHIPS:
            yield f"6.8: why {name} is there"
        for key in ("/F", "/UF", "/Desc"):
            if not str(item.get(key, "")):
                yield f"6.8: {name} has no {key}"
        stream = item.EF.F
        data, params = stream.read_bytes(), stream.get(Name.Params, Dictionary())
        if not re.fullmatch(r"/[\w.+-]+/[\w.+-]+", str(stream.get(Name.Subtype))):
            yield f"6.8: what {name} is"
        if params.get(Name.Size) != len(data):
            yield f"{name}: size"
        if (
            bytes(params.get(Name.CheckSum, b""))
            != hashlib.md5(data, usedforsecurity=False).digest()
        ):
            yield f"{name}: checksum"
        if not re.match(r"D:\d{8}", str(params.get(Name.ModDate))):
            yield f"6.8: when {name} was changed"
