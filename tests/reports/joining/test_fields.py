# SPDX-License-Identifier: Apache-2.0
"""What was filled in, stamped or drawn on a page is seen in the packet."""

from __future__ import annotations

import zlib
from typing import TYPE_CHECKING, Any

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, String

from models.language import Language
from reports.joining import survey
from tests.reports.joining.making import add_page, attached, colour_at, packet, saved
from tests.reports.packet.reading import flat, page_texts

if TYPE_CHECKING:
    from pathlib import Path

    from reports.typesetting.places import Place

RED, WHITE = (255, 0, 0), (255, 255, 255)


def form_with(pdf: pikepdf.Pdf, *fields: Dictionary, **keys: Any) -> pikepdf.Object:
    """A page with these fields."""
    page = add_page(pdf, "form")
    made = [pdf.make_indirect(field) for field in fields]
    page.Annots = Array(made)
    pdf.Root.AcroForm = Dictionary(Fields=Array(made), **keys)
    return page


def field(value: str, rect: tuple[float, ...] = (100, 100, 300, 120), **keys: Any) -> Dictionary:
    return Dictionary(
        Type=Name.Annot, Subtype=Name.Widget, FT=Name.Tx, T="t", V=String(value), Rect=Array(rect),
        **keys,
    )  # fmt: skip


def red_block(pdf: pikepdf.Pdf, **keys: Any) -> pikepdf.Object:
    return pdf.make_stream(b"1 0 0 rg 0 0 10 10 re f", BBox=[0, 0, 10, 10], **keys)


@pytest.mark.parametrize("turn", [0, 90, 180, 270])
def test_a_stamp_is_drawn_where_it_stands(turn: int, tmp_path: Path, places: list[Place]) -> None:
    pdf = pikepdf.new()
    page = add_page(pdf, "x", Rotate=turn)
    look = Dictionary(N=red_block(pdf, Matrix=[2, 0, 0, 3, 7, 9]))
    stamp = Dictionary(Subtype=Name.Stamp, Rect=[400, 600, 500, 640], AP=look, F=4)
    page.Annots = Array([pdf.make_indirect(stamp)])
    path = packet(tmp_path, attached(saved(pdf, tmp_path / "a.pdf"))).path
    (place,) = places

    def seen(x: float, y: float) -> tuple[int, ...]:
        across, up = {
            0: (x / 612, y / 792),
            90: (y / 792, 1 - x / 612),
            180: (1 - x / 612, 1 - y / 792),
            270: (1 - y / 792, x / 612),
        }[turn]
        at = place.left + across * place.width, place.bottom + up * place.height
        return colour_at(path, place.page, *at)

    assert [seen(*at) for at in ((405, 605), (495, 635), (450, 620))] == [RED] * 3
    assert [seen(*at) for at in ((390, 620), (510, 620), (450, 590), (450, 650))] == [WHITE] * 4


@pytest.mark.parametrize(("flags", "colour"), [(0, RED), (4, RED), (2, WHITE), (32, WHITE)])
def test_what_a_screen_does_not_show_is_not_drawn(
    flags: int, colour: tuple[int, ...], tmp_path: Path, places: list[Place]
) -> None:
    pdf = pikepdf.new()
    page = add_page(pdf, "x")
    look = Dictionary(N=red_block(pdf))
    mark = Dictionary(Subtype=Name.Square, Rect=[0, 0, 300, 300], AP=look, F=flags)
    page.Annots = Array([pdf.make_indirect(mark)])
    path = packet(tmp_path, attached(saved(pdf, tmp_path / "a.pdf"))).path
    (place,) = places
    assert colour_at(path, place.page, place.left + 60, place.bottom + 60) == colour


def test_a_tick_is_drawn_in_the_state_in_which_it_is(tmp_path: Path, places: list[Place]) -> None:
    pdf = pikepdf.new()
    states = Dictionary(On=red_block(pdf), Off=pdf.make_stream(b"", BBox=[0, 0, 10, 10]))
    boxes = [
        Dictionary(
            Subtype=Name.Widget, FT=Name.Btn, T=f"b{n}", Rect=[n * 100, 0, n * 100 + 90, 90],
            AP=Dictionary(N=states), AS=state,
        )
        for n, state in enumerate((Name.On, Name.Off))
    ]  # fmt: skip
    form_with(pdf, *boxes)
    path = packet(tmp_path, attached(saved(pdf, tmp_path / "a.pdf"))).path
    (place,) = places
    scale = place.width / 612
    middle = place.bottom + 45 * scale
    assert colour_at(path, place.page, place.left + 45 * scale, middle) == RED
    assert colour_at(path, place.page, place.left + 145 * scale, middle) == WHITE


def test_values_without_a_look_are_set_where_they_stand_and_a_note_says_so(
    tmp_path: Path, places: list[Place]
) -> None:
    pdf = pikepdf.new()
    fields = (
        field("示例市未来产业有限公司𠮷", DA=String("/Helv 12 Tf 0 g")),
        field("第一行\n第二行", (100, 200, 300, 260), Ff=1 << 12),
        field("never shown", (100, 300, 300, 320), Ff=1 << 13),
        field("hidden", (100, 400, 300, 420), F=2),
        Dictionary(Subtype=Name.Widget, FT=Name.Btn, T="b", V=Name.Yes, Rect=[20, 20, 40, 40]),
    )
    form_with(pdf, *fields, NeedAppearances=True)
    file = attached(saved(pdf, tmp_path / "a.pdf"))
    assert "set here in the type" in survey(file).notes[-1].text(Language.EN)
    path = packet(tmp_path, file).path
    (place,) = places
    text = flat(page_texts(path)[place.page - 1])
    for word in ("示例市未来产业有限公司𠮷", "第一行", "第二行", "√"):
        assert word in text
    for word in ("nevershown", "hidden"):
        assert word not in text


@pytest.mark.parametrize(
    ("content", "stale", "times"),
    [
        (b"BT /F1 9 Tf (the value) Tj ET", True, 1),
        (b"BT /F1 9 Tf (the value) Tj ET", False, 1),
        (b"/Tx BMC EMC", True, 1),
        (b"/Tx BMC EMC", False, 0),
    ],
)
def test_a_value_is_seen_once(
    content: bytes, *, stale: bool, times: int, tmp_path: Path, places: list[Place]
) -> None:
    pdf = pikepdf.new()
    font = Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica)
    look = pdf.make_stream(content, BBox=[0, 0, 200, 20])
    form_with(
        pdf,
        field("the value", AP=Dictionary(N=look)),
        NeedAppearances=stale,
        DR=Dictionary(Font=Dictionary(F1=font)),
    )
    path = packet(tmp_path, attached(saved(pdf, tmp_path / "a.pdf"))).path
    assert page_texts(path)[places[0].page - 1].count("the value") == times


def test_damaged_contents_are_shown_up_to_the_damage(tmp_path: Path) -> None:
    pdf = pikepdf.new()
    page = add_page(pdf, "x")
    text = b"BT /F1 18 Tf 50 500 Td (before the damage) Tj ET " + b"% filling\n" * 4000
    data = zlib.compress(text, 0)
    page.Contents.write(data[: len(data) // 2] + b"\xff" * 80, filter=Name.FlateDecode)
    path = packet(tmp_path, attached(saved(pdf, tmp_path / "a.pdf"))).path
    assert "before the damage" in "".join(page_texts(path))
    with pikepdf.open(path) as made:
        assert made.check_pdf_syntax() == []
