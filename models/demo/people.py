# SPDX-License-Identifier: Apache-2.0
"""People of the sample: names, rare ones too, telephones, addresses of example domains."""

from __future__ import annotations

from typing import TYPE_CHECKING

from models.demo.material import words

if TYPE_CHECKING:
    from random import Random

_RARE = 0.03


def person(rng: Random) -> str:
    """A name; some are long, joined by a dot, or written with characters beyond the common ones."""
    if rng.random() < _RARE:
        return str(rng.choice(words("rare_names")))
    return f"{rng.choice(words('surnames'))}{rng.choice(words('given'))}"


def phone(rng: Random) -> str:
    """A mobile number."""
    return f"{rng.choice(words('mobile_heads'))}{rng.randrange(10**8):08}"


def email(rng: Random) -> str:
    """An address at an example domain (RFC 2606), which nobody can write to."""
    syllables = "".join(rng.choice(_SYLLABLES) for _ in range(2))
    return f"{syllables}{rng.randrange(1, 100)}@{rng.choice(words('mail_hosts'))}"


_SYLLABLES = (
    *("zhang", "wang", "li", "zhao", "chen", "lin", "zhou", "wu", "xu", "sun", "hu", "gao", "he"),
    *("luo", "yang", "ming", "hua", "jun", "wei", "fang", "tao", "lei", "xin", "yu", "kai", "bo"),
)
