# SPDX-License-Identifier: Apache-2.0
"""PDF attachments as pages of a packet: upright, whole, with one contents over all."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, OutlineItem

from models.language import Language
from reports.joining import survey
from reports.joining.opening import opened
from reports.typesetting.places import scale_of
from tests.reports.joining.making import (
    RED_CORNER,
    add_page,
    attached,
    colour_at,
    holding,
    packet,
    saved,
)
from tests.reports.packet.reading import flat, outline, page_texts

if TYPE_CHECKING:
    from pathlib import Path

    from reports.typesetting.places import Place

RED, WHITE = (255, 0, 0), (255, 255, 255)


@pytest.mark.parametrize("turn", [0, 90, 180, 270, -90, 450])
@pytest.mark.parametrize("box", [(0, 0, 612, 792), (-300, -50, 312, 742), (100, 700, 712, -92)])
def test_a_page_lies_upright_and_whole_whatever_its_rotation_and_origin(
    turn: int, box: tuple[float, ...], tmp_path: Path, places: list[Place]
) -> None:
    left, bottom = min(box[0], box[2]), min(box[1], box[3])
    pdf = pikepdf.new()
    corner = f"1 0 0 rg {left} {bottom} 100 50 re f ".encode()
    add_page(pdf, "words of the page", box=box, drawn=corner, Rotate=turn)
    result = packet(tmp_path, attached(saved(pdf, tmp_path / "a.pdf")))
    (place,) = places
    width, height = (792, 612) if turn % 180 else (612, 792)
    assert place.width / place.height == pytest.approx(width / height)
    scale = place.width / width
    x, y = {
        0: (50, 25),
        90: (25, height - 50),
        180: (width - 50, height - 25),
        270: (width - 25, 50),
    }[turn % 360]
    at = place.left + x * scale, place.bottom + y * scale
    assert colour_at(result.path, place.page, *at) == RED
    far = place.left + (width - x) * scale, place.bottom + (height - y) * scale
    assert colour_at(result.path, place.page, *far) == WHITE
    assert "words of the page" in page_texts(result.path)[place.page - 1]


def test_what_the_crop_box_hides_is_not_shown(tmp_path: Path, places: list[Place]) -> None:
    pdf = pikepdf.new()
    add_page(pdf, "x", drawn=RED_CORNER, CropBox=Array([100, 50, 900, 792]))
    result = packet(tmp_path, attached(saved(pdf, tmp_path / "a.pdf")))
    (place,) = places
    assert place.width / place.height == pytest.approx(512 / 742)
    for x, y in ((2, 2), (-4, 2), (2, -4)):
        assert colour_at(result.path, place.page, place.left + x, place.bottom + y) == WHITE


def test_boxes_rotation_and_fonts_are_taken_from_the_page_tree(
    tmp_path: Path, places: list[Place]
) -> None:
    pdf = pikepdf.new()
    page = add_page(pdf, "inherited words")
    for key in ("/MediaBox", "/Resources"):
        pdf.Root.Pages[key] = page[key]
        del page[key]
    pdf.Root.Pages.Rotate = 90
    path = saved(pdf, tmp_path / "a.pdf")
    result = packet(tmp_path, attached(path))
    assert places[0].width / places[0].height == pytest.approx(792 / 612)
    assert "inherited words" in page_texts(result.path)[places[0].page - 1]


def test_large_sheets_are_scaled_down_small_ones_kept_and_tiny_ones_enlarged() -> None:
    room = (442.0, 640.0)
    assert scale_of((842, 1191), room) == pytest.approx(442 / 842)
    assert scale_of((300, 400), room) == 1
    assert scale_of((8, 11), room) * 11 == pytest.approx(80 * 72 / 25.4)
    assert scale_of((100, 4000), room) == pytest.approx(640 / 4000)


def test_a_unit_of_its_own_makes_a_page_as_large_as_it_says(tmp_path: Path) -> None:
    pdf = pikepdf.new()
    add_page(pdf, "x", box=(0, 0, 60, 80), UserUnit=5)
    (sheet,) = survey(attached(saved(pdf, tmp_path / "a.pdf"))).sheets
    assert (sheet.width, sheet.height) == (300, 400)


def test_contents_bookmarks_and_list_name_the_page_on_which_each_file_begins(
    tmp_path: Path,
) -> None:
    first, second = pikepdf.new(), pikepdf.new()
    for number in range(3):
        add_page(first, f"first {number}")
    add_page(second, "second 0")
    with first.open_outline() as bookmarks:
        chapter = OutlineItem("Own chapter", 1)
        chapter.children.append(OutlineItem("Own section", 2))
        bookmarks.root.append(chapter)
    files = (
        attached(saved(first, tmp_path / "first.pdf"), "licence"),
        attached(saved(second, tmp_path / "second.pdf")),
    )
    path = packet(tmp_path, *files).path
    texts = page_texts(path)
    begin = {
        name: next(number for number, text in enumerate(texts, 1) if f"{name} 0" in text)
        for name in ("first", "second")
    }
    contents = flat(texts[1]).replace(".", "")
    marks = {title: (level, page) for title, level, page in outline(path)}
    for name, page in begin.items():
        assert f"{name}pdf{page}" in contents
        assert marks[f"{name}.pdf"] == (2, page)
        assert f"{name}.pdf" in texts[page - 1]
    assert marks["Own chapter"] == (3, begin["first"] + 1)
    assert marks["Own section"] == (4, begin["first"] + 2)
    listed = flat(next(text for text in texts if "Begins" in text))
    for file, page in zip(files, begin.values(), strict=True):
        assert f"{file.sha256[:12]}{page}" in listed


def test_a_packet_with_attachments_has_the_same_bytes_each_time(tmp_path: Path) -> None:
    pdf = pikepdf.new()
    add_page(pdf, "one")
    file = attached(saved(pdf, tmp_path / "a.pdf"))
    (tmp_path / "b.bin").write_bytes(b"\x00\x01binary")
    other = attached(tmp_path / "b.bin")
    one, two = (packet(tmp_path, file, other, name=name).path for name in ("1.pdf", "2.pdf"))
    assert one.read_bytes() == two.read_bytes()
    assert sorted(path.name for path in tmp_path.iterdir()) == [
        "1.pdf", "2.pdf", "a.pdf", "b.bin",
    ]  # fmt: skip


def test_no_script_action_link_file_or_metadata_comes_along(tmp_path: Path) -> None:
    pdf = pikepdf.new()
    page = add_page(pdf, "harmless")
    script = Dictionary(S=Name.JavaScript, JS="app.alert('evil-script')")
    page.AA = Dictionary(O=script)
    page.Metadata = pdf.make_stream(b"<secret-metadata/>")
    page.PieceInfo = Dictionary(Secret=Dictionary(Private="secret-piece"))
    launch = Dictionary(S=Name.Launch, F="evil-program.exe")
    link = Dictionary(Type=Name.Annot, Subtype=Name.Link, Rect=[0, 0, 50, 50], A=launch)
    page.Annots = Array([pdf.make_indirect(link)])
    page.Resources.XObject = Dictionary(
        X=pdf.make_stream(
            b"0 0 10 10 re f",
            Type=Name.XObject,
            Subtype=Name.Form,
            BBox=[0, 0, 10, 10],
            Metadata=pdf.make_stream(b"<secret-metadata/>"),
            PieceInfo=Dictionary(Secret="secret-piece"),
            AF=Array([pdf.make_indirect(Dictionary(Type=Name.Filespec, F="secret-file"))]),
        )
    )
    page.Contents = pdf.make_stream(b"/X Do")
    pdf.Root.OpenAction = script
    pdf.attachments["secret-file"] = b"secret-file"
    path = packet(tmp_path, attached(saved(pdf, tmp_path / "a.pdf"))).path
    with pikepdf.open(path) as made:
        plain = tmp_path / "plain.pdf"
        made.save(
            plain,
            object_stream_mode=pikepdf.ObjectStreamMode.disable,
            stream_decode_level=pikepdf.StreamDecodeLevel.generalized,
            compress_streams=False,
        )
    data = plain.read_bytes()
    for word in (b"evil", b"secret", b"JavaScript", b"Launch", b"OpenAction", b"PieceInfo"):
        assert word not in data


def test_a_layer_that_is_switched_off_stays_off(tmp_path: Path, places: list[Place]) -> None:
    pdf = pikepdf.new()
    page = add_page(pdf, "x", drawn=b"/OC /L BDC " + RED_CORNER + b"EMC ")
    layer = pdf.make_indirect(Dictionary(Type=Name.OCG, Name="hidden"))
    page.Resources.Properties = Dictionary(L=layer)
    pdf.Root.OCProperties = Dictionary(OCGs=[layer], D=Dictionary(OFF=[layer]))
    result = packet(tmp_path, attached(saved(pdf, tmp_path / "a.pdf")))
    (place,) = places
    assert colour_at(result.path, place.page, place.left + 20, place.bottom + 10) == WHITE


def test_pages_that_share_their_contents_are_each_laid_in(
    tmp_path: Path, places: list[Place]
) -> None:
    pdf = pikepdf.new()
    first = add_page(pdf, "shared words")
    second = add_page(pdf, "", box=(0, 0, 792, 1000))
    second.Contents = first.Contents
    result = packet(tmp_path, attached(saved(pdf, tmp_path / "a.pdf")))
    texts = page_texts(result.path)
    assert all("shared words" in texts[place.page - 1] for place in places)
    assert places[1].width / places[1].height == pytest.approx(792 / 1000)


def test_names_in_gbk_are_no_obstacle(tmp_path: Path, places: list[Place]) -> None:
    song = pikepdf.Object.parse(b"/#CB#CE#CC#E5")
    pdf = pikepdf.new()
    page = add_page(
        pdf, "x", Contents=pdf.make_stream(b"BT /\xcb\xce 18 Tf 50 500 Td (words) Tj ET")
    )
    font = Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=song)
    page.Resources = pikepdf.Object.parse(b"<< /Font << >> /XObject << /#CB#CE << >> >> >>")
    page.Resources.Font["/\udccb\udcce"] = font
    mark = Dictionary(Subtype=song, Rect=[0, 0, 9, 9])
    page.Annots = Array([pdf.make_indirect(mark)])
    path = packet(tmp_path, attached(saved(pdf, tmp_path / "a.pdf"))).path
    assert "words" in page_texts(path)[places[0].page - 1]


def test_a_packet_with_attachments_is_sound(tmp_path: Path) -> None:
    pdf = pikepdf.new()
    add_page(pdf, "one", Contents=pdf.make_stream(b"q q q 1 0 0 rg BT"))
    path = packet(tmp_path, attached(saved(pdf, tmp_path / "a.pdf")), language=Language.ZH).path
    with pikepdf.open(path) as made:
        assert made.check_pdf_syntax() == []
        assert math.isclose(float(made.pdf_version), 1.7)


def test_a_file_that_fails_late_has_a_page_that_explains_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    good, bad = pikepdf.new(), pikepdf.new()
    add_page(good, "good words")
    add_page(bad, "bad words")
    files = [attached(saved(pdf, tmp_path / f"{name}.pdf")) for name, pdf in
             (("good", good), ("bad", bad))]  # fmt: skip

    def failing(file: Any) -> Any:
        if file.name == "bad.pdf":
            raise ValueError("odd bytes")
        return opened(file)

    monkeypatch.setattr("reports.joining.placing.opened", failing)
    path = packet(tmp_path, *files).path
    text = "".join(page_texts(path))
    assert "good words" in text
    assert "bad words" not in text
    assert "damaged or unusual (ValueError: odd bytes)" in text
    with pikepdf.open(path) as made:
        assert [made.attachments[key].filename for key in made.attachments] == ["bad.pdf"]
    assert len(holding(*files).answers.files) == 2
