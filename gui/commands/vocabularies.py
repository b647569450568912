# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from gui.commands import output
from gui.commands.asked import Folder
from gui.commands.opening import reading, writing
from models.language import Label, message
from models.storage.files import CannotReadError


def list_(
    folder: Folder,
    vocabulary: Annotated[str, typer.Argument(metavar="[VOCABULARY]")] = "",
) -> int:
    """List vocabularies or terms."""
    from models.unknown import UnknownNameError

    with reading(folder) as workspace:
        known = workspace.reader.library.vocabularies()
    if not vocabulary:
        data = [
            {"id": item.id, "version": item.version, "label": item.label, "terms": len(item.terms)}
            for item in known.values()
        ]
        heads = (message("Id"), message("Version"), message("Vocabulary"), message("Terms"))
        rows = [(v.id, v.version, v.label, len(v.terms)) for v in known.values()]
        output.show(data, output.table(heads, rows))
        return 0
    if vocabulary not in known:
        raise UnknownNameError(message("vocabulary"), vocabulary, list(known))
    terms = known[vocabulary].terms
    heads = (message("Id"), message("Code"), message("Term"), message("Local"))
    rows_ = [(t.id, t.code, t.label, "•" if t.local else "") for t in terms]
    output.show(terms, output.table(heads, rows_))
    return 0


def add(
    folder: Folder,
    file: Annotated[str, typer.Argument(metavar="FILE.toml")],
) -> int:
    """Add a vocabulary."""
    from models.verbs.vocabularies import add_vocabulary

    try:
        text = Path(file).read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise CannotReadError(Path(file), error if isinstance(error, OSError) else None) from error
    with writing(folder) as workspace:
        added = add_vocabulary(workspace, text=text, file=Path(file).name)
    output.show({"id": added}, message("Added the vocabulary {id}.", id=added))
    return 0


def term(
    folder: Folder,
    vocabulary: Annotated[str, typer.Argument(metavar="VOCABULARY")],
    key: Annotated[str, typer.Argument(metavar="ID")],
    zh: Annotated[str, typer.Option(help=str(message("Its Chinese name.")))],
    en: Annotated[str, typer.Option(help=str(message("Its English name.")))] = "",
    parent: Annotated[str, typer.Option(help=str(message("The term above it.")))] = "",
) -> int:
    """Add a local term."""
    from models.verbs.vocabularies import add_term

    with writing(folder) as workspace:
        add_term(
            workspace, vocabulary=vocabulary, key=key, label=Label(zh, en or zh), parent=parent
        )
    output.show(
        {"vocabulary": vocabulary, "id": key},
        message("Added the term {id} to {vocabulary}.", id=key, vocabulary=vocabulary),
    )
    return 0
