# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

import pytest
from docx import Document

from forms.intake.book import BookKind
from forms.intake.cells.rows import read_rows
from forms.intake.files.word.conversion import find_libreoffice
from forms.intake.files.word.package import NotWordError
from forms.intake.files.word_forms import NoAnswersError, read_form, read_forms
from forms.intake.tables.headers import find_tables
from forms.intake.tables.mapping import propose_source
from models.programme.loading import programme_text, read_programme
from models.programme.vocabulary import shipped_vocabularies
from tests.forms.intake.word_documents import TENANTS, declaration, table_of, with_body

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from forms.intake.book import Book, Sheet


def answers(book: Book) -> dict[str, str | None]:
    (file, *labels), (name, *values) = book.sheets[0].cells
    assert (file, name) == ("File", book.path.name)
    found = {
        str(label): None if value is None else str(value)
        for label, value in zip(labels, values, strict=True)
    }
    assert len(found) == len(labels)
    return found


def rows(sheet: Sheet) -> list[list[object]]:
    """The cells of a repeating table without the column that links it."""
    assert sheet.cells[0][0] == "File"
    return [list(line[1:]) for line in sheet.cells]


def read_table(folder: Path, rows: Sequence[Sequence[str | None]]) -> Book:
    document = Document()
    table_of(document, rows)
    document.save(str(folder / "form.docx"))
    return read_form(folder / "form.docx")


def read_body_xml(folder: Path, body: str) -> Book:
    return read_form(with_body(folder / "form.docx", body))


def run(text: str, properties: str = "") -> str:
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def paragraph(*inside: str) -> str:
    return f"<w:p>{''.join(inside)}</w:p>"


def row(*cells: str, properties: str = "") -> str:
    inside = "".join(f"<w:tc>{cell}</w:tc>" for cell in cells)
    return f"<w:tr><w:trPr>{properties}</w:trPr>{inside}</w:tr>"


def test_a_declaration_with_cover_table_lists_and_undertaking(tmp_path: Path) -> None:
    book = read_form(declaration(tmp_path / "申报书.docx"))

    assert book.kind is BookKind.WORD
    assert [sheet.name for sheet in book.sheets] == ["Form", "在孵企业一览表"]
    said = answers(book)
    expected = {
        "项目名称": "未来智能孵化器",
        "申报单位": "上海示例孵化器管理有限公司",
        "联系电话": "13800138000",
        "填报日期": "2026 年 3 月 15 日",
        "运营主体名称": "上海示例孵化器管理有限公司",
        "统一社会信用代码": "91350100M000100Y43",
        "申报类别": "标准级",
        "孵化器类型": "专业",
        "是否位于艰苦边远地区": "否",
        "孵化场地总面积（平方米）": "12000",
        "孵化资金总额（万元）": "1,200.50",
        "项目简介": "面向类脑智能。\n已建成平台三个。",
        "联系人 姓名": "李四",
        "联系人 电子邮箱": "li@example.com",
        "总收入 2024年（万元）": "200.5",
        "其中：房租及物业收入 2025年": None,
        "场地条件": "位于核心区，交通便利：地铁直达。",
    }
    assert {label: said[label] for label in expected} == expected
    assert "法定代表人" not in said, "a place for a signature is no field"
    tenants = book.sheets[1]
    assert rows(tenants)[0] == [
        "序号",
        "企业名称",
        "统一社会信用代码",
        "入驻时间",
        "所属领域",
        "使用面积（平方米）",
    ]
    assert rows(tenants)[2] == [
        "2",
        "乙二生物有限公司",
        "91310101MA1FPX5678",
        "2024.3",
        "生物制造",
        "80",
    ]
    assert len(tenants.cells) == 4, "neither the blank row nor the total"


def test_each_answer_says_where_a_person_finds_it(tmp_path: Path) -> None:
    book = read_form(declaration(tmp_path / "form.docx"))
    form, tenants = book.sheets

    column = list(form.cells[0]).index("统一社会信用代码") + 1
    assert str(form.places[2, column]) == "table 1, row 2"
    assert str(form.places[2, 2]) == "the line “项 目 名 称： 未来智能孵化器”"
    assert str(tenants.places[3, 2]) == "table 3, row 3"


@pytest.mark.parametrize(
    ("cell", "answer"),
    [
        ("□是 ☑否", "否"),
        ("☒是  ☐否", "是"),
        ("■ 标准级  □ 卓越级", "标准级"),
        ("√标准级 □卓越级", "标准级"),
        ("是□ 否☑", "否"),
        ("是（√） 否（ ）", "是"),
        ("（ ）是 （√）否", "否"),
        ("□√自有 □租赁", "自有"),
        ("☑人工智能 □量子 ☑脑机接口", "人工智能、脑机接口"),
        ("☑其他：类脑计算_____ □无", "其他：类脑计算"),
        ("□是 □否", None),
        ("☑", "√"),
        ("□", None),
        ("（请在□内打√） □是 ☑否", "否"),
        ("○ 是 ● 否", "否"),
    ],
)
def test_ticked_boxes(tmp_path: Path, cell: str, answer: str | None) -> None:
    assert (
        answers(read_table(tmp_path, [["企业名称", "甲"], ["是否上市", cell]]))["是否上市"]
        == answer
    )


@pytest.mark.parametrize("value", ["二○二六年三月", "● 第一条\n● 第二条", "符合√", "甲（乙）"])
def test_what_looks_like_a_box_and_is_none(tmp_path: Path, value: str) -> None:
    assert answers(read_table(tmp_path, [["企业名称", "甲"], ["备注", value]]))["备注"] == value


def test_labels_above_their_values(tmp_path: Path) -> None:
    book = read_table(
        tmp_path,
        [
            ["企业名称", "法定代表人", "联系电话"],
            ["甲一有限公司", "张三", "021-12345678"],
            ["项目简介", None, None],
            ["面向未来，做好产业。", None, None],
        ],
    )
    assert answers(book) == {
        "企业名称": "甲一有限公司",
        "法定代表人": "张三",
        "联系电话": "021-12345678",
        "项目简介": "面向未来，做好产业。",
    }


def test_labels_with_a_colon_within_cells_and_lines(tmp_path: Path) -> None:
    document = Document()
    document.add_paragraph("单位：甲一公司（电话：021-5555 1234），网址：https://example.com/a:b")
    line = document.add_paragraph("法定代表人：")
    line.add_run("张三").underline = True
    line.add_run("手机：")
    line.add_run("138").underline = True
    document.add_paragraph("会议时间：17:30")
    table_of(document, [["地址：上海市 黄浦区\n邮编：200001", "备注：\n无"]])
    document.save(str(tmp_path / "form.docx"))

    assert answers(read_form(tmp_path / "form.docx")) == {
        "单位": "甲一公司",
        "电话": "021-5555 1234",
        "网址": "https://example.com/a:b",
        "法定代表人": "张三",
        "手机": "138",
        "会议时间": "17:30",
        "地址": "上海市 黄浦区",
        "邮编": "200001",
        "备注": "无",
    }


def test_a_place_for_a_seal_is_no_part_of_a_name(tmp_path: Path) -> None:
    document = Document()
    document.add_paragraph("申报单位：某某公司（盖章）")
    table_of(document, [["申报单位", "某某公司"], ["项目名称", "甲平台（一期）"]])
    document.save(str(tmp_path / "form.docx"))
    said = answers(read_form(tmp_path / "form.docx"))
    assert said["申报单位"] == "某某公司"
    assert said["项目名称"] == "甲平台（一期）"


def test_a_code_in_eighteen_boxes(tmp_path: Path) -> None:
    code = "91350100M000100Y43"
    book = read_table(tmp_path, [["统一社会信用代码", *code], ["企业名称", "甲", *[None] * 17]])
    assert answers(book) == {"统一社会信用代码": code, "企业名称": "甲"}


def test_a_unit_in_a_cell_of_its_own(tmp_path: Path) -> None:
    book = read_table(tmp_path, [["场地面积", "1200", "平方米"], ["孵化资金", "500", "万元"]])
    assert answers(book) == {"场地面积（平方米）": "1200", "孵化资金（万元）": "500"}


def test_headings_of_two_rows_and_a_group_beside_the_list(tmp_path: Path) -> None:
    document = Document()
    table = table_of(
        document,
        [
            ["在孵企业", "企业名称", "人员", "", "入驻时间"],
            ["", "", "总数", "博士", ""],
            ["", "甲一有限公司", "12", "3", "2024-01"],
            ["", "乙二有限公司", "20", "5", "2025-02"],
        ],
    )
    for column, last in ((0, 3), (1, 1), (4, 1)):
        table.cell(0, column).merge(table.cell(last, column))
    table.cell(0, 2).merge(table.cell(0, 3))
    document.save(str(tmp_path / "form.docx"))

    sheet = read_form(tmp_path / "form.docx").sheets[1]
    assert sheet.name == "在孵企业"
    assert rows(sheet) == [
        ["企业名称", "人员 总数", "人员 博士", "入驻时间"],
        ["甲一有限公司", "12", "3", "2024-01"],
        ["乙二有限公司", "20", "5", "2025-02"],
    ]


def test_a_merged_value_stands_in_each_row_of_its_merge(tmp_path: Path) -> None:
    document = Document()
    table = table_of(
        document,
        [
            ["序号", "企业名称", "所属领域"],
            ["1", "甲", "量子"],
            ["2", "乙", ""],
            ["3", "丙", "能源"],
        ],
    )
    table.cell(1, 2).merge(table.cell(2, 2))
    document.save(str(tmp_path / "form.docx"))

    assert [line[2] for line in rows(read_form(tmp_path / "form.docx").sheets[1])[1:]] == [
        *("量子", "量子", "能源"),
    ]


def test_a_list_that_goes_on_in_the_next_table(tmp_path: Path) -> None:
    document = Document()
    document.add_paragraph("在孵企业一览表")
    header = ["序号", "企业名称", "使用面积"]
    table_of(document, [header, ["1", "甲", "1"], ["2", "乙", "2"]])
    document.add_paragraph("")
    table_of(document, [header, ["3", "丙", "3"]])
    document.save(str(tmp_path / "form.docx"))

    book = read_form(tmp_path / "form.docx")
    assert [sheet.name for sheet in book.sheets] == ["Form", "在孵企业一览表"]
    assert [line[1] for line in rows(book.sheets[1])[1:]] == ["甲", "乙", "丙"]


def test_a_table_within_a_cell(tmp_path: Path) -> None:
    document = Document()
    outer = table_of(document, [["企业名称", "甲一公司"], ["投资案例", ""]])
    inner = outer.cell(1, 1).add_table(3, 2)
    for line, texts in zip(
        inner.rows, [("被投企业", "投资金额"), ("乙", "10"), ("丙", "20")], strict=True
    ):
        for cell, text in zip(line.cells, texts, strict=True):
            cell.text = text
    document.save(str(tmp_path / "form.docx"))

    book = read_form(tmp_path / "form.docx")
    assert answers(book)["企业名称"] == "甲一公司"
    assert book.sheets[1].name == "投资案例"
    assert rows(book.sheets[1]) == [["被投企业", "投资金额"], ["乙", "10"], ["丙", "20"]]
    assert str(book.sheets[1].places[2, 1]) == "table 1, row 2: row 2 of the table inside"


def test_tracked_changes_are_taken_as_accepted(tmp_path: Path) -> None:
    author = 'w:id="1" w:author="a" w:date="2026-01-01T00:00:00Z"'
    cell = paragraph(
        f"<w:del {author}><w:r><w:delText>旧名称</w:delText></w:r></w:del>",
        f"<w:ins {author}>{run('新名称有限公司')}</w:ins>",
        f"<w:moveFrom {author}>{run('搬走')}</w:moveFrom>",
        run("看不见", "<w:vanish/>"),
    )
    deleted = row(
        paragraph(run("注册资本")), paragraph(run("900")), properties=f"<w:del {author}/>"
    )
    book = read_body_xml(
        tmp_path, f"<w:tbl>{row(paragraph(run('企业名称')), cell)}{deleted}</w:tbl>"
    )
    assert answers(book) == {"企业名称": "新名称有限公司"}


def test_content_controls_symbols_and_fields_of_old_forms(tmp_path: Path) -> None:
    def control(properties: str, content: str) -> str:
        return (
            f"<w:sdt><w:sdtPr>{properties}</w:sdtPr><w:sdtContent>{content}</w:sdtContent></w:sdt>"
        )

    def box(state: str) -> str:
        return control(f'<w14:checkbox><w14:checked w14:val="{state}"/></w14:checkbox>', run("☐"))

    def old(data: str) -> str:
        return (
            f'<w:r><w:fldChar w:fldCharType="begin"><w:ffData>{data}</w:ffData></w:fldChar></w:r>'
        )

    rows = {
        "申报类别": box("0") + run("标准级 ") + box("1") + run("卓越级"),
        "场地性质": control("<w:dropDownList/>", run("租赁")),
        "租赁期限": control('<w:date w:fullDate="2027-04-03T00:00:00Z"/>', run("4/3/27")),
        "成立时间": control('<w:date w:fullDate="2019-06-01T00:00:00Z"/>', run("2019年6月")),
        "所属领域": control("<w:showingPlcHdr/>", run("单击此处输入文字。")),
        "是否上市": old('<w:checkBox><w:default w:val="0"/></w:checkBox>')
        + run("是 ")
        + old('<w:checkBox><w:default w:val="0"/><w:checked/></w:checkBox>')
        + run("否"),
        "孵化器类型": old(
            '<w:ddList><w:result w:val="1"/><w:listEntry w:val="综合"/>'
            '<w:listEntry w:val="专业"/></w:ddList>'
        ),
        "是否备案": (
            '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
            "<w:r><w:instrText> eq \\o\\ac(□,</w:instrText></w:r>"
            "<w:r><w:instrText>√)</w:instrText></w:r>"
            '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
        )
        + run("是 □否"),
        "是否联合": '<w:r><w:sym w:font="Wingdings 2" w:char="F052"/></w:r>'
        + run("是 ")
        + '<w:r><w:sym w:font="Wingdings" w:char="F0A8"/></w:r>'
        + run("否"),
    }
    table = "".join(row(paragraph(run(label)), paragraph(value)) for label, value in rows.items())
    assert answers(read_body_xml(tmp_path, f"<w:tbl>{table}</w:tbl>")) == {
        "申报类别": "卓越级",
        "场地性质": "租赁",
        "租赁期限": "2027-04-03",
        "成立时间": "2019年6月",
        "所属领域": None,
        "是否上市": "否",
        "孵化器类型": "专业",
        "是否备案": "是",
        "是否联合": "是",
    }


def test_a_text_box_is_read_once(tmp_path: Path) -> None:
    content = f"<w:txbxContent>{paragraph(run('项目编号：2026-017'))}</w:txbxContent>"
    drawn = (
        "<w:r><mc:AlternateContent>"
        f'<mc:Choice Requires="wps"><w:drawing><wps:txbx>{content}</wps:txbx></w:drawing></mc:Choice>'
        f"<mc:Fallback><w:pict><v:textbox>{content}</v:textbox></w:pict></mc:Fallback>"
        "</mc:AlternateContent></w:r>"
    )
    book = read_body_xml(tmp_path, paragraph(drawn) + paragraph(run("企业名称：甲")))
    assert answers(book) == {"项目编号": "2026-017", "企业名称": "甲"}


def test_columns_a_hair_apart_are_one(tmp_path: Path) -> None:
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in (1000, 30, 2000, 2000))
    narrow = '<w:tcPr><w:gridSpan w:val="2"/></w:tcPr>'

    def line(first: str, second: str, third: str, *, shifted: bool) -> str:
        spans = ("", narrow, "") if shifted else (narrow, "", "")
        return row(
            *(
                span + paragraph(run(text))
                for span, text in zip(spans, (first, second, third), strict=True)
            ),
        )

    body = (
        f"<w:tbl><w:tblGrid>{grid}</w:tblGrid>"
        f"{line('序号', '企业名称', '使用面积', shifted=False)}"
        f"{line('1', '甲', '10', shifted=True)}{line('2', '乙', '20', shifted=False)}</w:tbl>"
    )
    assert rows(read_body_xml(tmp_path, body).sheets[1]) == [
        ["序号", "企业名称", "使用面积"],
        ["1", "甲", "10"],
        ["2", "乙", "20"],
    ]


def test_different_answers_under_one_label_are_said(tmp_path: Path) -> None:
    document = Document()
    document.add_paragraph("项目名称：甲孵化器")
    table_of(document, [["项目名称", "乙孵化器"], ["企业名称", "丙"]])
    document.save(str(tmp_path / "form.docx"))

    sheet = read_form(tmp_path / "form.docx").sheets[0]
    assert rows(sheet) == [["项目名称", "项目名称", "企业名称"], ["甲孵化器", "乙孵化器", "丙"]]
    (note,) = map(str, sheet.notes)
    assert note == (
        "“项目名称” stands in the form more than once, with different answers: 甲孵化器 (the line"
        " “项目名称：甲孵化器”), 乙孵化器 (table 1, row 1). Check which one is right."
    )


def test_names_of_fields_are_labels_whatever_they_look_like(tmp_path: Path) -> None:
    rows = [["三通一平", "已完成"], ["七通", "未完成"]]
    document = Document()
    table_of(document, rows)
    document.save(str(tmp_path / "form.docx"))
    book = read_form(tmp_path / "form.docx", labels=["三通一平", "七通"])
    assert answers(book) == {"三通一平": "已完成", "七通": "未完成"}


def test_a_document_without_a_form(tmp_path: Path) -> None:
    document = Document()
    document.add_paragraph("各区科技局，请于月底前报送。")
    document.save(str(tmp_path / "通知.docx"))
    with pytest.raises(NoAnswersError, match=r"通知\.docx holds no form"):
        read_form(tmp_path / "通知.docx")


def test_several_forms_are_rows_of_one_book(tmp_path: Path) -> None:
    one = declaration(tmp_path / "一.docx")
    two = declaration(tmp_path / "二.docx")
    other = Document()
    table_of(other, [["企业名称", "乙公司"], ["注册资本", "100"]])
    other.save(str(tmp_path / "三.docx"))
    (tmp_path / "四.docx").write_bytes(b"no document")

    book = read_forms([one, two, tmp_path / "三.docx", tmp_path / "四.docx"])
    form, tenants = book.sheets
    column = list(form.cells[0]).index("运营主体名称")
    assert [line[0] for line in form.cells] == ["File", "一.docx", "二.docx"]
    assert [line[column] for line in form.cells[1:]] == ["上海示例孵化器管理有限公司"] * 2
    assert [line[0] for line in tenants.cells] == ["File", *["一.docx"] * 3, *["二.docx"] * 3]
    assert str(form.places[3, column + 1]) == "二.docx, table 1, row 1"
    assert str(book.notes[0]).startswith("三.docx is another form than 一.docx")
    assert str(book.notes[1]).startswith("四.docx is not a Word document")


def test_a_label_that_only_some_forms_have_is_left_out_and_said(tmp_path: Path) -> None:
    paths = []
    for name, more in (("一.docx", "注册资本"), ("二.docx", "")):
        document = Document()
        labels = [
            "企业名称",
            "法定代表人",
            "联系人",
            "联系电话",
            "通讯地址",
            "成立时间",
            "所属行业",
            more,
        ]
        table_of(document, [[label, "甲"] for label in labels if label])
        document.save(str(tmp_path / name))
        paths.append(tmp_path / name)

    book = read_forms(paths)
    assert "注册资本" not in book.sheets[0].cells[0]
    assert "only in some of the forms and were left out: 注册资本" in str(book.notes[0])


def test_forms_of_which_none_can_be_read(tmp_path: Path) -> None:
    (tmp_path / "一.docx").write_bytes(b"no document")
    with pytest.raises(NotWordError):
        read_forms([tmp_path / "一.docx"])


def test_its_labels_and_lists_are_mapped_to_fields(tmp_path: Path) -> None:
    programme = read_programme(programme_text("incubator"), file="incubator")
    book = read_form(declaration(tmp_path / "申报书.docx"))
    main = find_tables(book, programme)[0]
    source = propose_source(book, main, programme, shipped_vocabularies())
    (found,) = read_rows(book, source, programme, shipped_vocabularies())

    expected = {
        "title": "未来智能孵化器",
        "applicant": "上海示例孵化器管理有限公司",
        "variant": "标准级",
        "hardship_area": "否",
        "area_m2": Decimal(12000),
        "amount_wan": Decimal("1200.50"),
        "contact_phone": "13900139000",
        "income_wan": {"2023": Decimal(100), "2024": Decimal("200.5"), "2025": Decimal(300)},
    }
    assert {key: found.values[key] for key in expected} == expected
    assert [tenant["name"] for tenant in found.rows["tenants"]] == [tenant[1] for tenant in TENANTS]
    assert str(found.places["tenants/2/name"].name) == "table 3, row 3"


@pytest.mark.skipif(find_libreoffice() is None, reason="LibreOffice is not installed")
def test_an_older_document_is_converted(tmp_path: Path) -> None:
    from forms.intake.files.word.conversion import _run
    from models.progress import NoProgress

    source = declaration(tmp_path / "form.docx")
    profile = (tmp_path / "profile").as_uri()
    program = str(find_libreoffice())
    command = [program, f"-env:UserInstallation={profile}", "--headless", "--convert-to", "doc"]
    _run([*command, "--outdir", str(tmp_path), str(source)], NoProgress(), 60)

    if not (tmp_path / "form.doc").is_file():
        pytest.skip("LibreOffice is installed without Writer")

    book = read_form(tmp_path / "form.doc")
    said = answers(book)
    assert (said["运营主体名称"], said["申报类别"]) == ("上海示例孵化器管理有限公司", "标准级")
    assert [len(sheet.cells) for sheet in book.sheets[1:]] == [4]
    assert [str(note) for note in book.notes] == ["form.doc was converted by LibreOffice."]
