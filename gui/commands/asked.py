# SPDX-License-Identifier: Apache-2.0
"""What many commands ask for, each said once: the workspace, the call, to whom it goes."""

from __future__ import annotations

from typing import Annotated

import typer

from models.language import Listing, message
from models.packet_parts import PACKET_PARTS
from resources import names as resource_names

Folder = Annotated[str, typer.Argument(metavar="DIR")]
Call = Annotated[str, typer.Argument(metavar="CALL")]
Force = Annotated[bool, typer.Option("--force", help=str(message("Replace what is there.")))]
Only = Annotated[
    list[str] | None,
    typer.Option(help=str(message("The number of an application; may be given again."))),
]
Recipient = Annotated[
    str, typer.Option("--to", help=str(message("To whom it goes, for the list of what went out.")))
]
LedgerNote = Annotated[
    str, typer.Option(help=str(message("A note for the list of what went out.")))
]
Profile = Annotated[
    str,
    typer.Option(
        help=str(
            message(
                "For whom it is: {profiles}. What they may not see is left out. Without it, all is"
                " there, for the office itself.",
                profiles=Listing(tuple(resource_names("audiences", ".toml"))),
            )
        )
    ),
]
Parts = Annotated[
    str,
    typer.Option(
        help=str(
            message(
                "The parts and their order, with commas between: {parts}. Without it, those of the"
                " programme.",
                parts=Listing(tuple(PACKET_PARTS)),
            )
        )
    ),
]
Withhold = Annotated[
    list[str] | None,
    typer.Option(
        help=str(message("Take this word out of all texts as well; may be given several times."))
    ),
]
