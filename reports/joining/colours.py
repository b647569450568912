# SPDX-License-Identifier: Apache-2.0
"""Any picture in black and white, grey or sRGB, on white: what every viewer shows alike.

A colour profile is applied and left behind; CMYK without one is converted as screens do. What is
finer than eight bits a channel is scaled to them, not cut.
"""

from __future__ import annotations

from io import BytesIO
from typing import Any

from PIL import Image, ImageCms

_WHOLE = 65535
_BYTE = 255
_PLAIN = frozenset(("1", "L", "RGB"))


def plain(image: Image.Image) -> Image.Image:
    """A decoded picture in mode 1, L or RGB."""
    profile = image.info.get("icc_profile")
    if "transparency" in image.info or image.mode in {"RGBA", "LA", "PA", "RGBa", "La"}:
        return _on_white(image, profile)
    if image.mode in {"I;16", "I;16L", "I;16B", "I;16N", "I", "F"}:
        return _in_bytes(image)
    if image.mode == "P":
        image = image.convert("RGB")
    found = _in_srgb(image, profile) if image.mode not in {"1", "L"} else image
    return found if found.mode in _PLAIN else found.convert("RGB")


def has_own_colours(image: Image.Image) -> bool:
    """Whether its profile says other colours than sRGB."""
    profile = image.info.get("icc_profile")
    if not profile or image.mode in {"1", "L"}:
        return False
    opened = _profile(profile)
    return opened is not None and "sRGB" not in ImageCms.getProfileDescription(opened)


def _on_white(image: Image.Image, profile: bytes | None) -> Image.Image:
    clear = image.convert("RGBA")
    seen = _in_srgb(clear.convert("RGB"), profile) if image.mode in {"RGBA", "RGB"} else clear
    white = Image.new("RGB", image.size, "white")
    white.paste(seen.convert("RGB"), mask=clear.getchannel("A"))
    return white


def _in_srgb(image: Image.Image, profile: bytes | None) -> Image.Image:
    opened = _profile(profile) if profile else None
    if opened is None:
        return image
    try:
        made: Any = ImageCms.profileToProfile(
            image, opened, ImageCms.createProfile("sRGB"), outputMode="RGB"
        )
    except (ImageCms.PyCMSError, ValueError):
        return image  # a profile of another kind of picture
    return made if isinstance(made, Image.Image) else image


def _profile(profile: bytes) -> ImageCms.ImageCmsProfile | None:
    try:
        return ImageCms.ImageCmsProfile(BytesIO(profile))
    except (OSError, ValueError, TypeError):
        return None


def _in_bytes(image: Image.Image) -> Image.Image:
    """Grey of 16 or 32 bits in 8: from 0 to 65535 as such, anything else from its least to its most."""
    wide = image.convert("F")
    low, high = wide.getextrema()
    assert isinstance(low, float)
    assert isinstance(high, float)
    if image.mode.startswith("I;16") or (low >= 0 and _BYTE < high <= _WHOLE):
        low, high = 0.0, float(_WHOLE)
    elif image.mode == "I" and low >= 0 and high <= _BYTE:
        low, high = 0.0, float(_BYTE)
    scale = _BYTE / (high - low) if high > low else 0.0
    return wide.point(lambda value: value * scale - low * scale).convert("L")
