# SPDX-License-Identifier: Apache-2.0
"""Metadata as XMP (ISO 16684-1): written out, since of the same values the same bytes must come."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar
from xml.sax.saxutils import escape

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

_NOT_IN_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_DATE = re.compile(r"D:(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)([+-]\d\d)'(\d\d)'?")
_MARK = "\ufeff"
_SPACES = (
    ("dc", "http://purl.org/dc/elements/1.1/"),
    ("pdf", "http://ns.adobe.com/pdf/1.3/"),
    ("pdfaid", "http://www.aiim.org/pdfa/ns/id/"),
    ("xmp", "http://ns.adobe.com/xap/1.0/"),
)


@dataclass(frozen=True, slots=True)
class Metadata:
    """What a document says about itself.

    Attributes:
        info: The information dictionary, without slashes.
        language: Of the document; empty where it does not say.
    """

    KEYS: ClassVar[tuple[str, ...]] = (
        "/Title",
        "/Author",
        "/Subject",
        "/Creator",
        "/Producer",
        "/CreationDate",
        "/ModDate",
    )
    """Those that XMP repeats (ISO 19005-3, 6.6.3)."""

    info: Mapping[str, str]
    language: str = ""


def scrubbed(text: str) -> str:
    """A text in which what XML cannot hold is replaced by U+FFFD."""
    return _NOT_IN_XML.sub("\ufffd", text)


def packet_of(metadata: Metadata) -> str:
    """The XMP packet of a document that is PDF/A-3b."""
    spaces = " ".join(f'xmlns:{name}="{address}"' for name, address in _SPACES)
    return "\n".join(
        (
            f'<?xpacket begin="{_MARK}" id="W5M0MpCehiHzreSzNTczkc9d"?>',
            '<x:xmpmeta xmlns:x="adobe:ns:meta/">',
            '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">',
            f'<rdf:Description rdf:about="" {spaces}>',
            *_properties(metadata),
            "</rdf:Description>",
            "</rdf:RDF>",
            "</x:xmpmeta>",
            '<?xpacket end="r"?>',
        )
    )


def _properties(metadata: Metadata) -> Iterator[str]:
    info = metadata.info
    yield _element("dc:format", "application/pdf")
    if "Title" in info:
        yield _listed("dc:title", "Alt", info["Title"], ' xml:lang="x-default"')
    if "Author" in info:
        yield _listed("dc:creator", "Seq", info["Author"])
    if "Subject" in info:
        yield _listed("dc:description", "Alt", info["Subject"], ' xml:lang="x-default"')
    if metadata.language:
        yield _listed("dc:language", "Bag", metadata.language)
    if "Producer" in info:
        yield _element("pdf:Producer", info["Producer"])
    yield _element("pdfaid:part", "3")
    yield _element("pdfaid:conformance", "B")
    if "Creator" in info:
        yield _element("xmp:CreatorTool", info["Creator"])
    for key, name in (("CreationDate", "xmp:CreateDate"), ("ModDate", "xmp:ModifyDate")):
        if key in info:
            yield _element(name, _time(info[key]))
    if "ModDate" in info:
        yield _element("xmp:MetadataDate", _time(info["ModDate"]))


def _element(name: str, text: str) -> str:
    return f"<{name}>{escape(text)}</{name}>"


def _listed(name: str, kind: str, text: str, about: str = "") -> str:
    item = f"<rdf:li{about}>{escape(text)}</rdf:li>"
    return f"<{name}><rdf:{kind}>{item}</rdf:{kind}></{name}>"


def _time(stamp: str) -> str:
    """A date of PDF (ISO 32000-1, 7.9.4) as ISO 8601 has it."""
    found = _DATE.fullmatch(stamp)
    assert found is not None, stamp
    year, month, day, hour, minute, second, zone, zone_minutes = found.groups()
    return f"{year}-{month}-{day}T{hour}:{minute}:{second}{zone}:{zone_minutes}"
