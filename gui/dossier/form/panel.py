# SPDX-License-Identifier: Apache-2.0
"""The form of the application that is chosen: sections at the left, the page of one at the right."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QApplication, QHBoxLayout, QStackedWidget, QWidget

from forms.screen import CHECKLIST, TAGS, deciding_fields, form_pages, page_of
from gui.dialogs.verify import VerifyDialog
from gui.dossier.form.checklist_page import ChecklistPage
from gui.dossier.form.editors import Known
from gui.dossier.form.keeper import Keeper
from gui.dossier.form.page import PageView, SectionPage
from gui.dossier.form.sections import Sections
from gui.dossier.form.tags_page import TagsPage
from gui.dossier.panel import Panel
from models.drafts import drafts_of
from models.language import current_language, message
from models.views.dossiers import history_head
from models.views.find import application_row

if TYPE_CHECKING:
    from forms.screen import Page
    from gui.desk import Desk
    from gui.dossier.form.base_row import BaseRow
    from gui.widgets.messages import Messages
    from models.dossier import Dossier
    from models.drafts import DraftText
    from models.errors import UserError
    from models.programme.answers import Answers
    from models.programme.schema import Programme


class FormPanel(Panel):
    """Shows the form and saves it field by field."""

    def __init__(self, desk: Desk, messages: Messages, parent: QWidget | None = None) -> None:
        super().__init__(desk, messages, parent)
        self.dossier: Dossier | None = None
        self.keeper = Keeper(desk, self)
        self.known = Known()
        self.sections = Sections()
        self.stack = QStackedWidget()
        self.views: dict[str, PageView] = {}
        self._pages: dict[str, Page] = {}
        self._programme: Programme | None = None
        self._deciding: frozenset[str] = frozenset()
        self._answers: Answers | None = None
        self._drafts: dict[str, DraftText] = {}
        self._fresh = 0
        self._stale: set[str] = set()
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.sections)
        layout.addWidget(self.stack, 1)
        self.setFocusProxy(self.sections)
        self.sections.chosen.connect(self._on_section)
        self.keeper.saved.connect(self._on_saved)
        self.keeper.refused.connect(self._on_refused)
        application = QApplication.instance()
        assert isinstance(application, QApplication)
        application.focusChanged.connect(self._on_focus)

    @property
    def page(self) -> PageView | None:
        """The page that is shown."""
        return self.views.get(self.sections.current)

    def show_dossier(self, dossier: Dossier | None) -> None:
        """Show an application, or the same one again after a change."""
        if dossier is None:
            self.commit()
            self.dossier = None
            self.keeper.follow("", {})
            return
        anew = self.dossier is None or self.dossier.uid != dossier.uid
        if not anew and dossier.head.sequence < self._fresh:
            return  # read before the last save; the next reading is on its way
        self.dossier, self._answers = dossier, dossier.answers
        self.keeper.fresh = True
        self.known.vocabularies = dossier.vocabularies
        self.known.near = dossier.office.region
        if dossier.programme is not self._programme:
            self._build(dossier.programme)
        if anew:
            self._begin(dossier)
        row = application_row(self.desk.reader, dossier.uid)
        if self.keeper.allow(trashed=bool(row.trashed)):
            for view in self.views.values():
                view.lock()
        self._show(anew=anew)

    def commit(self) -> None:
        """Save what is typed; what cannot be saved yet stays a draft."""
        self.keeper.flush()  # a change that is refused leaves its draft
        for view in self.views.values():
            view.commit()

    def open_field(self, path: str) -> None:
        """Go to a field, a cell or a line of the checklist by its path."""
        page = page_of(list(self._pages.values()), path)
        if not page:
            self.messages.warn(message("This field is not asked for now."))
            return
        self.sections.choose(page)
        if (view := self.page) is not None:
            view.open_field(path)

    @Slot()
    def verify_current(self) -> None:
        """Record a verified value for the field in which the keyboard is."""
        view = self.page
        row = view.row_of(QApplication.focusWidget()) if view is not None else None
        if row is None or row.path not in self._fields():
            self.messages.warn(message("Go to the field whose value was verified."))
            return
        self._verify(row.path)

    @Slot(str)
    def _on_section(self, page_id: str) -> None:
        view = self._view(page_id)
        if view is not None:
            self.stack.setCurrentWidget(view)

    @Slot(QWidget, QWidget)
    def _on_focus(self, old: QWidget | None, new: QWidget | None) -> None:
        """A row that the keyboard has left is saved."""
        if old is None or (new is None and QApplication.activePopupWidget()):
            return
        for view in self.views.values():
            left = view.row_of(old)
            if left is not None and view.row_of(new) is not left:
                left.leave()

    @Slot()
    def _on_saved(self) -> None:
        self._fresh = history_head(self.desk.reader).sequence
        self.keeper.fresh = self.dossier is None or self.dossier.head.sequence >= self._fresh

    @Slot(object)
    def _on_refused(self, fault: UserError) -> None:
        self.messages.warn(fault.message)

    @Slot(str, object)
    def _on_valued(self, field: str, stored: Any) -> None:
        """Show at once what is asked now, before the value is saved."""
        if field not in self._deciding or self._answers is None:
            return
        values = {**self._answers.stored, field: stored}
        self._answers = replace(self._answers, stored=values)
        self._show(anew=False)

    @Slot(str)
    def _verify(self, field: str) -> None:
        line = next(
            (one for page in self._pages.values() for one in page.lines if one.field.id == field),
            None,
        )
        if line is None or self.dossier is None:
            return
        if not self.keeper.checkable:
            self.messages.warn(message("Verified values cannot be recorded here."))
            return
        dialog = VerifyDialog(line, self.known, today=self.dossier.today, parent=self)
        if dialog.exec():
            self.keeper.verify(field, dialog.value, dialog.source.text(), dialog.on)

    def _fields(self) -> set[str]:
        assert self._programme is not None
        return set(self._programme.fields) - set(self._programme.tables)

    def _build(self, programme: Programme) -> None:
        """Forget the pages of another programme."""
        self._programme = programme
        self._deciding = deciding_fields(programme)
        for view in self.views.values():
            self.stack.removeWidget(view)
            view.deleteLater()
        self.views.clear()

    def _begin(self, dossier: Dossier) -> None:
        self._drafts = dict(drafts_of(self.desk.reader, application=dossier.uid))
        self._fresh = 0
        self.keeper.follow(dossier.uid, self._drafts)

    def _show(self, *, anew: bool) -> None:
        dossier, answers = self.dossier, self._answers
        assert dossier is not None
        assert answers is not None
        pages = form_pages(
            answers, dossier.problems, dossier.vocabularies, current_language(), dossier.tags
        )
        self._pages = {page.id: page for page in pages}
        drafts = {page_of(pages, path) for path in self._drafts}
        self.sections.show_pages(pages, drafts if anew else self._kept_pages(pages))
        if anew:
            self._stale = set(self._pages)
        if not self.sections.current or (anew and drafts - {""}):
            first = next((page.id for page in pages if page.id in drafts), pages[0].id)
            self.sections.choose(first)
        view = self._view(self.sections.current)
        if view is not None:
            self.stack.setCurrentWidget(view)

    def _kept_pages(self, pages: tuple[Page, ...]) -> set[str]:
        return {page_of(pages, path) for path in self.keeper.kept}

    def _view(self, page_id: str) -> PageView | None:
        """A page, made when it is first shown, with what is stored now."""
        page = self._pages.get(page_id)
        if page is None or self.dossier is None or self._answers is None:
            return None
        view = self.views.get(page_id)
        anew = page_id in self._stale
        if view is None:
            view = self.views[page_id] = self._make(page)
            self.stack.addWidget(view)
        self._stale.discard(page_id)
        view.show_page(page, self._answers.rows, anew=anew)
        if anew:
            found = {key: one for key, one in self._drafts.items() if self._is_on(page, key)}
            self._drafts = {key: one for key, one in self._drafts.items() if key not in found}
            view.restore(found)
        return view

    def _is_on(self, page: Page, path: str) -> bool:
        return page_of([page], path) == page.id

    def _make(self, page: Page) -> PageView:
        if page.id == CHECKLIST:
            return ChecklistPage(page, self.keeper)
        if page.id == TAGS:
            return TagsPage(page, self.known, self.keeper)
        assert self._programme is not None
        section = next(one for one in self._programme.section if one.id == page.id)
        order = [field.id for field in section.field]
        return SectionPage(page, order, self.known, self.keeper, self._wire)

    def _wire(self, row: BaseRow) -> None:
        row.valued.connect(self._on_valued)
        row.verify_asked.connect(self._verify)
        row.told.connect(self.messages.tell)
