# SPDX-License-Identifier: Apache-2.0
"""Which editor a field has."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from forms.suggest import region_offers, term_offers
from gui.dossier.form.editors.chips import ChipsEditor
from gui.dossier.form.editors.choices import BoxEditor, ButtonsEditor
from gui.dossier.form.editors.dates import DateEditor
from gui.dossier.form.editors.long_text import LongTextEditor
from gui.dossier.form.editors.searching import SearchEditor
from gui.dossier.form.editors.series import SeriesEditor
from gui.dossier.form.editors.text import CreditCodeEditor, NumberEditor, TextEditor
from models.language import current_language
from models.programme.schema import FieldType
from models.programme.vocabulary import REGIONS

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from forms.suggest import Offer
    from gui.dossier.form.editors.base import Editor
    from models.programme.schema import FormField
    from models.programme.vocabulary import Vocabulary

_FEW = 4
_SIMPLE: Mapping[FieldType, type[Editor]] = {
    FieldType.LONG_TEXT: LongTextEditor,
    FieldType.INTEGER: NumberEditor,
    FieldType.DECIMAL: NumberEditor,
    FieldType.MONEY: NumberEditor,
    FieldType.PERCENT: NumberEditor,
    FieldType.DATE: DateEditor,
    FieldType.MONTH: DateEditor,
    FieldType.SERIES: SeriesEditor,
    FieldType.BOOLEAN: ButtonsEditor,
    FieldType.CHOICES: ButtonsEditor,
    FieldType.CREDIT_CODE: CreditCodeEditor,
}


class Known:
    """The vocabularies as they are now; editors ask when they offer, since an office adds terms."""

    def __init__(self) -> None:
        self.vocabularies: Mapping[str, Vocabulary] = {}
        self.near = ""  # the division of the office

    def regions(self, typed: str) -> Sequence[Offer]:
        """The divisions that a text can mean, the office's own and its neighbours first."""
        return region_offers(typed, near=self.near)

    def offers(self, key: str, typed: str) -> Sequence[Offer]:
        """The terms of a vocabulary that a text can mean."""
        found = self.vocabularies.get(key)
        return term_offers(found, typed, current_language()) if found else ()

    def text_of(self, key: str, item: str) -> str:
        """The name of a term; a free label is its own."""
        found = self.vocabularies.get(key)
        return found.label_of(item).text(current_language()) if found else item


def make_editor(field: FormField, known: Known) -> Editor:
    """The editor of a field; text where its type has no other."""
    match field.type:
        case FieldType.CHOICE:
            return ButtonsEditor(field) if len(field.choices) <= _FEW else BoxEditor(field)
        case FieldType.REGION:
            return SearchEditor(field, known.regions)
        case FieldType.TERM if field.vocabulary == REGIONS:
            return SearchEditor(field, known.regions)
        case FieldType.TERM:
            return SearchEditor(field, partial(known.offers, field.vocabulary or ""))
        case FieldType.TERMS:
            return make_chips(field, known, field.vocabulary or "")
        case _:
            return _SIMPLE.get(field.type, TextEditor)(field)


def make_chips(field: FormField, known: Known, key: str, *, free: bool = False) -> ChipsEditor:
    """Chips of a vocabulary, or of labels that may be anything."""
    return ChipsEditor(field, partial(known.offers, key), partial(known.text_of, key), free=free)
