# SPDX-License-Identifier: Apache-2.0
"""Pictures as pages of a packet: upright, in the right colours, at a sane size."""

from __future__ import annotations

from contextlib import contextmanager
from io import BytesIO
from typing import TYPE_CHECKING, Any

import pikepdf
import pytest
from PIL import Image, ImageCms, ImageDraw, TiffImagePlugin

from models.language import Language
from reports.joining import Kind, survey
from reports.joining.encoding import picture_keys
from tests.reports.joining.making import add_page, attached, colour_at, packet
from tests.reports.packet.reading import page_texts

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from models.programme.answers import File
    from reports.typesetting.places import Place

RED, GREEN, BLUE, WHITE = (255, 0, 0), (0, 255, 0), (0, 0, 255), (255, 255, 255)
TURNED = {
    1: None,
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_90,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_270,
}
"""What undoes each orientation."""


def saved(image: Image.Image, path: Path, **options: Any) -> File:
    image.save(path, **options)
    return attached(path)


def close(found: tuple[int, ...], wanted: tuple[int, ...], by: int = 24) -> bool:
    return all(abs(one - other) <= by for one, other in zip(found, wanted, strict=True))


def quarters(width: int = 240, height: int = 160) -> Image.Image:
    """Red, green, blue, white: from left to right, from top to bottom."""
    image = Image.new("RGB", (width, height), WHITE)
    draw = ImageDraw.Draw(image)
    w, h = width // 2, height // 2
    draw.rectangle((0, 0, w, h), fill=RED)
    draw.rectangle((w, 0, width, h), fill=GREEN)
    draw.rectangle((0, h, w, height), fill=BLUE)
    return image


def assert_quarters(path: Path, place: Place) -> None:
    for (x, y), wanted in {
        (0.25, 0.75): RED,
        (0.75, 0.75): GREEN,
        (0.25, 0.25): BLUE,
        (0.75, 0.25): WHITE,
    }.items():
        at = place.left + x * place.width, place.bottom + y * place.height
        assert close(colour_at(path, place.page, *at), wanted), (x, y)


@contextmanager
def stored_picture(path: Path) -> Iterator[pikepdf.Stream]:
    """The one picture of a packet, as it is kept there."""
    with pikepdf.open(path) as pdf:
        streams = [item for item in pdf.objects if isinstance(item, pikepdf.Stream)]
        (found,) = [item for item in streams if item.get("/Subtype") == "/Image"]
        yield found


@pytest.mark.parametrize("way", TURNED)
@pytest.mark.parametrize("kind", ["kept.jpg", "fine.jpg", "scan.tif", "shot.png"])
def test_a_picture_is_upright_whatever_its_orientation(
    way: int, kind: str, tmp_path: Path, places: list[Place]
) -> None:
    turn = TURNED[way]
    image = quarters(1500, 1000) if kind == "fine.jpg" else quarters()
    stored = image if turn is None else image.transpose(turn)
    exif = Image.Exif()
    exif[274] = way
    dpi = (500, 500) if kind == "fine.jpg" else (96, 96)
    file = saved(stored, tmp_path / kind, exif=exif, dpi=dpi)
    path = packet(tmp_path, file).path
    assert places[0].width / places[0].height == pytest.approx(1.5)
    assert_quarters(path, places[0])


@pytest.mark.parametrize("mode", ["P", "RGBA", "RGB", "CMYK"])
def test_colours_come_out_right_in_every_mode(
    mode: str, tmp_path: Path, places: list[Place]
) -> None:
    suffix = "jpg" if mode == "CMYK" else "png"
    path = packet(tmp_path, saved(quarters().convert(mode), tmp_path / f"a.{suffix}")).path
    assert_quarters(path, places[0])


@pytest.mark.parametrize("suffix", ["gif", "bmp", "webp", "tif"])
def test_the_usual_kinds_of_pictures_are_joined(
    suffix: str, tmp_path: Path, places: list[Place]
) -> None:
    path = packet(tmp_path, saved(quarters(), tmp_path / f"a.{suffix}")).path
    assert_quarters(path, places[0])


def test_what_is_clear_in_a_picture_is_white(tmp_path: Path, places: list[Place]) -> None:
    clear = Image.new("RGBA", (200, 100), (0, 0, 0, 0))
    clear.paste((255, 0, 0, 255), (0, 0, 100, 100))
    palette = clear.convert("P")
    palette.info["transparency"] = palette.getpixel((150, 50))
    files = [saved(clear, tmp_path / "a.png"), saved(palette, tmp_path / "b.png")]
    path = packet(tmp_path, *files).path
    for place in places:
        middle = place.bottom + place.height / 2
        assert colour_at(path, place.page, place.left + 0.25 * place.width, middle) == RED
        assert colour_at(path, place.page, place.left + 0.75 * place.width, middle) == WHITE


def test_sixteen_bits_are_scaled_and_not_cut(tmp_path: Path, places: list[Place]) -> None:
    row = (128 * 256).to_bytes(2, "little") * 100 + b"\xff\xff" * 100
    image = Image.frombytes("I;16", (200, 100), row * 100)
    path = packet(tmp_path, saved(image, tmp_path / "a.png")).path
    (place,) = places
    middle = place.bottom + place.height / 2
    grey = colour_at(path, place.page, place.left + 0.25 * place.width, middle)
    assert close(grey, (128, 128, 128), 3)
    assert colour_at(path, place.page, place.left + 0.75 * place.width, middle) == WHITE


def test_a_colour_profile_is_applied(tmp_path: Path, places: list[Place]) -> None:
    lab = ImageCms.ImageCmsProfile(ImageCms.createProfile("LAB"))
    image = ImageCms.profileToProfile(
        quarters(), ImageCms.createProfile("sRGB"), lab, outputMode="LAB"
    )
    assert image is not None
    file = saved(image, tmp_path / "a.tif", icc_profile=lab.tobytes())
    assert_quarters(packet(tmp_path, file).path, places[0])


def test_every_sheet_of_a_tiff_is_a_page_and_previews_are_not(
    tmp_path: Path, places: list[Place]
) -> None:
    sheets = [Image.new("RGB", (120, 90), colour) for colour in (RED, GREEN, BLUE)]
    preview = TiffImagePlugin.ImageFileDirectory_v2()
    preview[254] = 1
    small = Image.new("RGB", (12, 9), WHITE)
    small.encoderinfo = {"tiffinfo": preview}
    path = tmp_path / "a.tif"
    with TiffImagePlugin.AppendingTiffWriter(str(path), new=True) as writer:
        for sheet, info in [*((sheet, None) for sheet in sheets), (small, preview)]:
            sheet.save(writer, format="TIFF", tiffinfo=info or {})
            writer.newFrame()
    made = packet(tmp_path, attached(path)).path
    assert [place.index for place in places] == [0, 1, 2]
    for place, colour in zip(places, (RED, GREEN, BLUE), strict=True):
        at = place.left + place.width / 2, place.bottom + place.height / 2
        assert close(colour_at(made, place.page, *at), colour)


def test_a_black_and_white_scan_is_fax_coded_and_not_inverted(
    tmp_path: Path, places: list[Place]
) -> None:
    image = Image.new("1", (1700, 2200), 1)
    image.paste(0, (0, 0, 850, 2200))
    file = saved(image, tmp_path / "a.tif", dpi=(200, 200), compression="group4")
    path = packet(tmp_path, file).path
    (place,) = places
    middle = place.bottom + place.height / 2
    assert colour_at(path, place.page, place.left + 0.25 * place.width, middle) == (0, 0, 0)
    assert colour_at(path, place.page, place.left + 0.75 * place.width, middle) == WHITE
    with stored_picture(path) as stored:
        assert stored.Filter == "/CCITTFaxDecode"
        assert (int(stored.Width), int(stored.Height)) == (1700, 2200)


def test_a_fax_whose_dots_are_not_square_keeps_its_shape(
    tmp_path: Path, places: list[Place]
) -> None:
    file = saved(Image.new("1", (1728, 1143), 1), tmp_path / "a.tif", dpi=(204, 98))
    packet(tmp_path, file)
    assert places[0].width / places[0].height == pytest.approx((1728 / 204) / (1143 / 98))


def test_a_picture_that_is_too_fine_is_brought_to_what_paper_shows(
    tmp_path: Path, places: list[Place]
) -> None:
    file = saved(Image.effect_noise((2400, 1800), 60), tmp_path / "a.jpg", dpi=(72, 72))
    path = packet(tmp_path, file).path
    with stored_picture(path) as stored:
        assert int(stored.Width) == pytest.approx(places[0].width / 72 * 250, abs=2)
        assert int(stored.Width) * 3 == pytest.approx(int(stored.Height) * 4, abs=6)
    assert path.stat().st_size < file.size / 2


def test_a_jpeg_of_ordinary_size_stays_as_it_is_without_place_and_camera(tmp_path: Path) -> None:
    exif = Image.Exif()
    exif[271] = "secret camera"
    exif.get_ifd(0x8825)[1] = "N"
    file = saved(quarters(), tmp_path / "a.jpg", exif=exif, comment=b"secret place", quality=50)
    original = (tmp_path / "a.jpg").read_bytes()
    with stored_picture(packet(tmp_path, file).path) as stored:
        data = stored.read_raw_bytes()
    assert data[data.index(b"\xff\xdb") :] == original[original.index(b"\xff\xdb") :]
    assert b"secret" in original
    assert b"secret" not in data


def test_place_and_camera_leave_a_photograph_within_a_pdf_too(
    tmp_path: Path, places: list[Place]
) -> None:
    exif = Image.Exif()
    exif[271] = "secret camera"
    photo = BytesIO()
    quarters().save(photo, "JPEG", exif=exif, comment=b"secret place")
    pdf = pikepdf.new()
    page = add_page(pdf, "x", box=(0, 0, 300, 200))
    page.Contents = pdf.make_stream(b"300 0 0 200 0 0 cm /P Do")
    keys = picture_keys(240, 160, "RGB") | {"/Filter": pikepdf.Name.DCTDecode}
    page.Resources.XObject = pikepdf.Dictionary(P=pikepdf.Stream(pdf, photo.getvalue(), keys))
    pdf.save(tmp_path / "a.pdf")
    path = packet(tmp_path, attached(tmp_path / "a.pdf")).path
    assert_quarters(path, places[0])
    with stored_picture(path) as stored:
        assert b"secret" in photo.getvalue()
        assert b"secret" not in stored.read_raw_bytes()


def test_a_drawing_is_kept_without_loss(tmp_path: Path) -> None:
    path = packet(tmp_path, saved(quarters(), tmp_path / "a.png")).path
    with stored_picture(path) as stored:
        assert stored.Filter == "/FlateDecode"
        shown = pikepdf.PdfImage(stored).as_pil_image()
        assert shown.convert("RGB").tobytes() == quarters().tobytes()


@pytest.mark.parametrize(
    ("name", "word"),
    [("cut.jpg", "cut short"), ("cut.png", "cut short"), ("none.png", "damaged")],
)
def test_a_damaged_picture_is_explained(name: str, word: str, tmp_path: Path) -> None:
    path = tmp_path / name
    noise = Image.effect_noise((200, 200), 60)
    noise.save(path)
    data = path.read_bytes()
    path.write_bytes(data[: len(data) // 2] if "cut" in name else data[:20])
    file = attached(path)
    found = survey(file)
    assert found.reason is not None
    assert found.kind is Kind.NONE
    text = " ".join("".join(page_texts(packet(tmp_path, file).path)).split())
    assert word in text
    assert word in found.reason.text(Language.EN)


def test_a_picture_that_claims_to_be_enormous_is_not_opened(tmp_path: Path) -> None:
    path = tmp_path / "a.gif"
    Image.new("P", (1, 1)).save(path)
    data = bytearray(path.read_bytes())
    data[6:10] = b"\xff\xff\xff\xff"
    path.write_bytes(data)
    reason = survey(attached(path)).reason
    assert reason is not None
    assert "enormous" in reason.text(Language.EN)


def test_of_what_moves_the_first_picture_is_shown_and_a_note_says_so(tmp_path: Path) -> None:
    more = [Image.new("RGB", (40, 40), GREEN)]
    file = saved(quarters(40, 40), tmp_path / "a.gif", save_all=True, append_images=more)
    found = survey(file)
    assert len(found.sheets) == 1
    assert "first one" in found.notes[0].text(Language.EN)


def test_photographs_that_cannot_be_decoded_are_refused_with_what_to_do(tmp_path: Path) -> None:
    path = tmp_path / "a.heic"
    path.write_bytes(b"\x00\x00\x00\x18ftypheic" + b"\x00" * 40)
    reason = survey(attached(path)).reason
    assert reason is not None
    assert "JPEG" in reason.text(Language.EN)
