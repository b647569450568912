# SPDX-License-Identifier: Apache-2.0
"""What an audience may not see is in no byte of its packet; what it may see is there."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pikepdf
import pypdfium2
import pytest

from models.audiences.profile import audience, audience_ids
from models.audiences.seen import seen_by
from models.language import Language
from models.orders import Edition
from models.packet_parts import PACKET_PARTS
from models.unknown import UnknownNameError
from reports.packet import PARTS, parts_named, write_packet, write_packets
from tests import hidden
from tests.reports.packet.reading import flat, page_texts

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture(
    scope="module",
    params=[*((name, Edition.READING) for name in audience_ids()), ("expert", Edition.ARCHIVE)],
    ids="-".join,
)
def packet(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> tuple[str, Path]:
    """A packet for each audience, named by number, applicant and title; an archive for experts."""
    name, edition = request.param
    seen = seen_by(hidden.dossier(), audience(name), Language.ZH)
    folder = tmp_path_factory.mktemp(name)
    made = write_packets([seen.dossier], folder, language=Language.ZH, edition=edition, total=1)
    assert not made.failures
    (only,) = made.written
    return name, only.path


def everything(path: Path) -> str:
    """All texts of a file, without blanks: pages, bookmarks, metadata, names, strings of objects."""
    texts = [path.name, *page_texts(path)]
    with pypdfium2.PdfDocument(path) as pdf:
        texts += [item.get_title() for item in pdf.get_toc()]
        texts += pdf.get_metadata_dict().values()
    with pikepdf.open(path) as found:
        texts += [str(item) for item in found.objects if isinstance(item, pikepdf.String)]
        texts += [str(found.docinfo), *found.attachments]
        with found.open_metadata() as xmp:
            texts.append(str(xmp))
    return flat("\n".join(texts)).casefold()


def streams(path: Path) -> bytes:
    """The raw bytes, and those of all streams without their filters."""
    with pikepdf.open(path) as found:
        parts = [
            item.read_bytes(pikepdf.StreamDecodeLevel.generalized)
            for item in found.objects
            if isinstance(item, pikepdf.Stream)
        ]
    return b"\n".join((path.read_bytes(), *parts))


def test_nothing_hidden_is_in_any_byte(packet: tuple[str, Path]) -> None:
    name, path = packet
    texts, raw = everything(path), streams(path)
    for marker in sorted(hidden.ABSENT[name]):
        assert flat(marker).casefold() not in texts, marker
        for code in ("utf-8", "utf-16-be", "gb18030") if len(marker) > 1 else ():
            assert marker.encode(code) not in raw, (marker, code)


def test_the_office_itself_sees_all_of_it(tmp_path: Path) -> None:
    """The proof that the markers above would be found."""
    made = write_packet(hidden.dossier(), tmp_path / "x.pdf", language=Language.ZH)
    texts = everything(made.path)
    markers = frozenset().union(*hidden.ABSENT.values())
    missing = {marker for marker in markers if flat(marker).casefold() not in texts}
    # What no packet prints, and the forms of numbers and names that stand otherwise in the texts.
    assert missing <= {
        "骥骥",
        "骣骣",
        "核验骢骢",
        "东方戬",
        "13811112222",
        "818181",
        "929292",
        "6262",
    } | {"87654321"}


def test_what_they_may_see_is_there(packet: tuple[str, Path]) -> None:
    name, path = packet
    texts = everything(path)
    for marker in sorted(hidden.PRESENT[name]):
        assert flat(marker).casefold() in texts, marker


def test_a_character_of_a_hidden_name_is_in_no_font(packet: tuple[str, Path]) -> None:
    name, path = packet
    rare = "𰻝".encode("utf-16-be").hex().upper().encode()
    assert (rare in streams(path).upper()) is (name != "expert")


def test_a_packet_lists_what_was_left_out_where_that_may_be_said(packet: tuple[str, Path]) -> None:
    name, path = packet
    texts = flat("".join(page_texts(path)))
    assert ("未放入的内容" in texts) is audience(name).tells
    if name == "expert":
        assert "联合单位" in texts
        assert "执照1未经核验" in texts


def test_a_heading_over_hidden_fields_goes_with_them(packet: tuple[str, Path]) -> None:
    name, path = packet
    assert ("联系方式小节" in everything(path)) is (name != "expert")


def test_the_number_and_the_version_stay(packet: tuple[str, Path]) -> None:
    _name, path = packet
    for text in page_texts(path):
        assert "7F3A9C21" in text
    assert re.match(r"2026001\b", path.name)


def test_every_part_has_a_name_in_both_languages() -> None:
    assert {part.id for part in PARTS} <= set(PACKET_PARTS)
    for part in PARTS:
        assert part.label.zh
        assert part.label.en
        assert parts_named([part.label.zh]) == parts_named([part.id]) == (part,)


def test_parts_come_in_the_order_in_which_they_are_named(tmp_path: Path) -> None:
    parts = parts_named(["tags", "cover", "tags"])
    assert [part.id for part in parts] == ["tags", "cover"]
    made = write_packet(hidden.dossier(), tmp_path / "x.pdf", language=Language.EN, parts=parts)
    first, last = page_texts(made.path)
    assert "Tags" in first
    assert "Review packet" in last


def test_an_unknown_part_is_named_with_the_nearest() -> None:
    with pytest.raises(UnknownNameError, match="attachments"):
        parts_named(["atachments"])
