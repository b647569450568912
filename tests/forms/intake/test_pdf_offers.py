# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

from contextlib import suppress
from dataclasses import replace
from functools import lru_cache
from typing import TYPE_CHECKING

import pikepdf
import pytest

from forms.intake.pdf.comparison import compared
from forms.intake.pdf.pdf_offers import ScannedPdfError, Sureness, read_offers
from forms.intake.pdf.pdf_text import DamagedPdfError, LockedPdfError
from models.errors import UserError
from models.language import Language
from models.programme.answers import Answers
from models.programme.loading import programme_text, read_programme
from models.programme.vocabulary import shipped_vocabularies
from models.progress import CancelledError
from models.storage.files import CannotReadError
from reports.packet import write_packet
from tests.forms.intake.pdf_documents import form_pdf, scan_pdf
from tests.offices import DATA
from tests.reports.packet import dossiers

if TYPE_CHECKING:
    from pathlib import Path

    from forms.intake.pdf.pdf_offers import Offer, Offers
    from models.language import Message
    from models.programme.schema import Programme


@lru_cache(maxsize=1)
def incubator() -> Programme:
    return read_programme(programme_text("incubator"), file="incubator")


def offers_of(path: Path) -> Offers:
    return read_offers(path, incubator(), shipped_vocabularies())


def by_field(path: Path) -> dict[str, Offer]:
    found = offers_of(path).offers
    assert len({offer.field for offer in found}) == len(found)
    return {offer.field: offer for offer in found}


def test_labels_with_their_answers_at_the_right(tmp_path: Path) -> None:
    path = form_pdf(
        tmp_path / "form.pdf",
        [
            ["孵化器名称", "未来智能孵化器", "申报类别", "√标准级 □卓越级"],
            ["运营主体名称", "上海示例有限公司", "法定代表人", "王永康"],
            ["孵化资金总额（万元）", "1,200.50", "联系人", "张三"],
        ],
        lines=["统一社会信用代码：91350100M000100Y43", "填报说明"],
    )
    found = by_field(path)
    assert {key: offer.text for key, offer in found.items()} == {
        "title": "未来智能孵化器",
        "variant": "标准级",
        "applicant": "上海示例有限公司",
        "credit_code": "91350100M000100Y43",
        "legal_person": "王永康",
        "amount_wan": "1,200.50",
        "contact": "张三",
    }
    assert {offer.sureness for offer in found.values()} == {Sureness.SURE}
    assert {offer.page for offer in found.values()} == {1}


def test_the_unit_of_a_label_is_turned_into_that_of_the_field(tmp_path: Path) -> None:
    found = by_field(form_pdf(tmp_path / "form.pdf", [["孵化资金总额（元）", "12,005,000"]]))
    offer = found["amount_wan"]
    assert offer.text == "12,005,000"
    assert str(offer.value) in {"1200.5", "1200.50"}


def test_spread_and_broken_labels(tmp_path: Path) -> None:
    path = form_pdf(
        tmp_path / "form.pdf",
        [["联　 系　 人", "张三"], ["统一社会信\n用代码", "91350100M000100Y43"]],
        widths=[90, 300],
    )
    found = by_field(path)
    assert found["contact"].text == "张三"
    assert found["credit_code"].text == "91350100M000100Y43"


def test_an_answer_of_several_lines_is_put_together(tmp_path: Path) -> None:
    text = "公共技术平台覆盖测试、检测与中试，" * 6 + "服务企业五十家。"
    path = form_pdf(
        tmp_path / "form.pdf",
        [["公共技术服务平台", text], ["联系人", "张三"]],
        lines=["编制说明"] * 2,
        widths=[120, 300],
    )
    offer = by_field(path)["platforms"]
    assert offer.text == text
    assert offer.sureness is not Sureness.SURE


def test_an_answer_below_its_label_is_less_sure(tmp_path: Path) -> None:
    path = form_pdf(tmp_path / "form.pdf", [["法定代表人", "孵化器名称"], ["张三", "甲孵化器"]])
    found = by_field(path)
    assert (found["legal_person"].text, found["title"].text) == ("张三", "甲孵化器")
    assert found["title"].sureness is Sureness.LIKELY


def test_the_header_of_a_list_offers_nothing(tmp_path: Path) -> None:
    path = form_pdf(
        tmp_path / "form.pdf",
        [
            ["序号", "企业名称", "统一社会信用代码", "所在地"],
            ["1", "甲有限公司", "91350100M000100Y43", "上海市"],
            ["2", "乙有限公司", "91350100M000100Y43", "上海市"],
        ],
    )
    assert offers_of(path).offers == ()


def test_different_answers_to_one_field_are_all_shown_and_none_is_sure(tmp_path: Path) -> None:
    path = form_pdf(tmp_path / "form.pdf", [["联系人", "张三"], ["法定代表人", "李四"]],
                    lines=["联系人：王五"])  # fmt: skip
    offers = [offer for offer in offers_of(path).offers if offer.field == "contact"]
    assert {offer.text for offer in offers} == {"张三", "王五"}
    assert {offer.sureness for offer in offers} == {Sureness.LIKELY}


def test_what_a_field_cannot_understand_is_doubtful(tmp_path: Path) -> None:
    found = by_field(form_pdf(tmp_path / "form.pdf", [["从业人员数", "若干"]]))
    assert found["staff_total"].sureness is Sureness.DOUBTFUL


def test_a_scan_says_that_it_is_one(tmp_path: Path) -> None:
    with pytest.raises(ScannedPdfError, match=r"盖章\.pdf is a scan"):
        offers_of(scan_pdf(tmp_path / "盖章.pdf"))


def test_pages_that_are_pictures_are_named(tmp_path: Path) -> None:
    found = offers_of(scan_pdf(tmp_path / "form.pdf", text="联系人：张三"))
    assert [offer.text for offer in found.offers] == ["张三"]
    assert found.silent == (2,)


def test_locked_damaged_and_missing_files(tmp_path: Path) -> None:
    path = form_pdf(tmp_path / "form.pdf", [["联系人", "张三"]])
    with pikepdf.open(path) as document:
        document.save(tmp_path / "locked.pdf", encryption=pikepdf.Encryption(owner="o", user="u"))
    (tmp_path / "damaged.pdf").write_bytes(path.read_bytes()[:300])
    (tmp_path / "none.pdf").write_bytes(b"no PDF")
    for name, fault in (
        ("locked.pdf", LockedPdfError),
        ("damaged.pdf", DamagedPdfError),
        ("none.pdf", DamagedPdfError),
        ("missing.pdf", CannotReadError),
    ):
        with pytest.raises(fault, match=name):
            offers_of(tmp_path / name)


def test_an_attachment_is_called_by_its_name(tmp_path: Path) -> None:
    path = scan_pdf(tmp_path / "0f3a.bin.pdf")
    with pytest.raises(ScannedPdfError, match=r"^申报书\.pdf is a scan"):
        read_offers(path, incubator(), shipped_vocabularies(), name="申报书.pdf")


def test_reading_can_be_stopped(tmp_path: Path) -> None:
    class Stop:
        def step(self, done: int, total: int, text: Message | None = None) -> None:
            del done, total, text
            raise CancelledError

    path = form_pdf(tmp_path / "form.pdf", [["联系人", "张三"]])
    with pytest.raises(CancelledError):
        read_offers(path, incubator(), shipped_vocabularies(), progress=Stop())


def test_our_own_packet_says_what_the_application_says(tmp_path: Path) -> None:
    made = dossiers.typical()
    stored = {**made.answers.stored, "title": "𠮷林未来产业先导区"}
    made = replace(made, answers=replace(made.answers, stored=stored))
    write_packet(made, tmp_path / "p.pdf", language=Language.ZH)
    found = read_offers(tmp_path / "p.pdf", made.programme, made.vocabularies)
    lines = compared(found.offers, made.answers, made.vocabularies, Language.ZH)
    same = {line.offer.field for line in lines if line.same}
    assert {"title", "applicant", "credit_code", "region"} <= same


def test_offers_beside_the_fields(tmp_path: Path) -> None:
    path = form_pdf(
        tmp_path / "form.pdf",
        [["联系人", "张三"], ["法定代表人", "李四"], ["租赁期限至", "2030年1月1日"]],
    )
    answers = Answers(incubator(), {"contact": "张三", "legal_person": "王五", "tenure": "own"})
    lines = compared(offers_of(path).offers, answers, shipped_vocabularies(), Language.ZH)
    assert [(line.offer.field, line.now, line.then, line.same) for line in lines] == [
        ("legal_person", "王五", "李四", False),
        ("contact", "张三", "张三", True),
    ], "a field that is not asked is not offered"


@pytest.mark.skipif(not DATA.is_dir(), reason="the shared files are not here")
def test_real_pdfs_end_in_offers_or_a_sentence() -> None:
    paths = sorted((DATA / "pdf").glob("*.pdf"))
    small = [path for path in paths if path.stat().st_size < 150_000]
    for path in small[::4]:
        with suppress(UserError):
            offers_of(path)
