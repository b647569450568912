# SPDX-License-Identifier: Apache-2.0
"""What kinds of records and their columns are called, where no programme names them."""

from __future__ import annotations

from models.language import Label

RECORDS = {
    "answer_row": Label("表格行", "Row of a table"),
    "applicant": Label("申报单位", "Applicant"),
    "application": Label("申报", "Application"),
    "attachment": Label("附件", "Attachment"),
    "call": Label("批次", "Call"),
    "definition": Label("专项定义", "Definition of a programme"),
    "form_map": Label("填报表格", "Form to fill"),
    "intake_mapping": Label("导入列对应", "Learned columns of a file"),
    "local_term": Label("本地词条", "Local term"),
    "office": Label("主管部门", "Office"),
    "operator": Label("经办人", "Operator"),
    "stage_event": Label("阶段记录", "Stage"),
    "vocabulary_version": Label("词表", "Vocabulary"),
}

COLUMNS = {
    "aliases": Label("其他名称", "Other names"),
    "amount_fen": Label("金额", "Amount"),
    "answers": Label("申报内容", "Answers"),
    "applicant": Label("申报单位", "Applicant"),
    "applicant_uid": Label("申报单位主档", "Master record of the applicant"),
    "backup_place": Label("第二备份位置", "Second place for backups"),
    "checklist": Label("资格核对", "Checklist"),
    "cleared": Label("可供专家评审", "Cleared for experts"),
    "closes": Label("受理截止", "Closes"),
    "contact": Label("联系人", "Contact"),
    "contacts": Label("联系方式", "Contacts"),
    "credit_code": Label("统一社会信用代码", "Credit code"),
    "definition_uid": Label("所依据的专项版本", "Version of the programme"),
    "direction": Label("方向", "Direction"),
    "due": Label("办理期限", "Due"),
    "duties": Label("职责", "Duties"),
    "file": Label("文件", "File"),
    "former_names": Label("曾用名", "Former names"),
    "mapping": Label("列对应", "Columns"),
    "name": Label("名称", "Name"),
    "name_key": Label("名称（查重用）", "Name for comparison"),
    "notice": Label("通知", "Notice"),
    "number": Label("编号", "Number"),
    "office_answers": Label("主管部门填写的内容", "Answers of the office"),
    "opens": Label("受理开始", "Opens"),
    "operator": Label("经办人", "Operator"),
    "paper": Label("文书样式", "Papers"),
    "phone": Label("联系电话", "Telephone"),
    "pin": Label("PIN 码", "PIN"),
    "position": Label("次序", "Position"),
    "product": Label("产品类别", "Product category"),
    "quotas": Label("名额", "Quotas"),
    "reason": Label("理由", "Reason"),
    "received": Label("收件日期", "Received"),
    "region": Label("行政区划", "Division"),
    "retired": Label("停用", "Retired"),
    "revision": Label("修订次数", "Revision"),
    "sha256": Label("校验值", "Checksum"),
    "stage": Label("阶段", "Stage"),
    "stage_since": Label("进入阶段时间", "In this stage since"),
    "tags": Label("标签", "Tags"),
    "text": Label("全文", "Text"),
    "title": Label("名称", "Title"),
    "trashed": Label("回收站", "Trash"),
    "updated": Label("最近修改时间", "Last changed"),
    "values": Label("各栏内容", "Cells"),
    "variant": Label("类别", "Class"),
    "verified": Label("核实值", "Verified"),
    "waivers": Label("接受警告的理由", "Reason for accepting a warning"),
}


def record_name(table: str) -> Label:
    """What a kind of record is called."""
    return RECORDS.get(table, Label(table, table))


def column_name(column: str) -> Label:
    """What a column is called, whatever kind of record it is of."""
    return COLUMNS.get(column, Label(column, column))


def path_name(path: str) -> Label:
    """What the path of a value is called: its column, and what in it."""
    head, _, rest = path.partition("/")
    name = column_name(head)
    return Label(f"{name.zh}·{rest}", f"{name.en}: {rest}") if rest else name
