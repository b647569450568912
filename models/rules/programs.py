# SPDX-License-Identifier: Apache-2.0
"""Whether a file is a program: a double click on it in an attachment list would run it.

Source: the endings that Windows starts, as mail gateways and Windows itself (PATHEXT, 附件管理器)
name them; nothing that an applicant hands in is one of these.
"""

from __future__ import annotations

_ENDINGS = frozenset(
    (
        *("apk", "bat", "cmd", "com", "command", "cpl", "deb", "dll", "dmg", "exe", "hta"),
        *("jar", "js", "jse", "lnk", "msc", "msi", "msp", "pif", "ps1", "reg", "rpm"),
        *("scf", "scr", "sys", "url", "vb", "vbe", "vbs", "wsf", "wsh"),
    )
)
_STARTS = (b"MZ", b"\x7fELF", b"\xcf\xfa\xed\xfe", b"\xce\xfa\xed\xfe", b"\xca\xfe\xba\xbe")


def is_program(name: str, head: bytes = b"") -> bool:
    """Whether a file is a program by the end of its name or by its first bytes."""
    ending = name.rstrip(" .").rpartition(".")[2].casefold()
    return ending in _ENDINGS or head.startswith(_STARTS)
