"""Numbers of persons are found in every spelling, and what only looks like one is left alone."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from stdnum.th.pin import calc_check_digit

from assessments.privacy.personal_data import (
    Finding,
    Kind,
    masked,
    personal_numbers,
    valid_national_id,
)
from ita_portal.thai.digits import thai_digits

TWELVE = st.text("0123456789", min_size=12, max_size=12).filter(lambda digits: digits[0] not in "09")
SIGNS = ["", "-", " ", "\u00a0", "\u2011", " - ", "\u200b", "\u200b-\u200b", "."]
WORDS = st.text(st.sampled_from("กขคฆงาเแ\u0e49\u200b \n"), max_size=30)


def kinds(text):
    return [finding.kind.value for finding in personal_numbers(text)]


def grouped(digits, sign):
    return sign.join([digits[0], digits[1:5], digits[5:10], digits[10:12], digits[12]])


@given(TWELVE, st.sampled_from(SIGNS), st.booleans(), WORDS)
def test_every_valid_id_is_found_where_it_starts_and_never_shown(twelve, sign, in_thai, before):
    digits = twelve + calc_check_digit(twelve)
    written = grouped(digits, sign)
    written = thai_digits(written) if in_thai else written

    found = personal_numbers(f"{before}{written} จบ")

    assert [(each.kind, each.offset) for each in found] == [(Kind.NATIONAL_ID, len(before))]
    assert sum(sign == "x" for sign in found[0].masked) == 8


@given(TWELVE, st.integers(1, 9), st.sampled_from(SIGNS))
def test_a_wrong_check_digit_is_no_id(twelve, more, sign):
    wrong = twelve + str((int(calc_check_digit(twelve)) + more) % 10)

    assert not valid_national_id(wrong)
    assert "national_id" not in kinds(grouped(wrong, sign))


@pytest.mark.parametrize("digits", ["1234567890121", "1101700230708"])
def test_known_ids_are_valid(digits):
    assert valid_national_id(digits)


@pytest.mark.parametrize("digits", ["123456789012", "12345678901211", "๑๒๓๔๕๖๗๘๙๐๑๒๑", "", "123456789012a"])
def test_what_is_not_thirteen_digits_is_no_id(digits):
    assert not valid_national_id(digits)


@pytest.mark.parametrize("digits", ["0994000158378", "0107544000108"])
def test_tax_numbers_of_agencies_and_companies_are_nobody_s_id(digits):
    assert calc_check_digit(digits[:12]) == digits[12]
    assert not valid_national_id(digits)
    assert kinds(f"เลขประจำตัวผู้เสียภาษี {digits}") == []


@pytest.mark.parametrize("twelve", ["001234567890", "030128912345"])
def test_ids_of_foreigners_and_of_persons_without_status_begin_with_zero(twelve):
    assert valid_national_id(twelve + calc_check_digit(twelve))


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("บัตรประชาชน 1 2 3 4 5 6 7 8 9 0 1 2 1", ["national_id"]),
        ("เลขประจำตัว 1-2345-\n67890-12-1", ["national_id"]),
        ("เลขประจำตัวประชาชน 1 2345 678901 21", ["national_id"]),
        ("เลขประจำตัวประชาชน 12345 67890 12 1", ["national_id"]),
        ("1234567890121,1101700230708", ["national_id", "national_id"]),
        ("1234567890121_สำเนาบัตร.pdf", ["national_id"]),
        ("１２３４５６７８９０１２１", ["national_id"]),
        ("081-234-5678", ["mobile"]),
        ("๐๘๑-๒๓๔-๕๖๗๘", ["mobile"]),
        ("โทร.0812345678", ["mobile"]),
        ("Tel0812345678", ["mobile"]),
        ("(081) 234 5678", ["mobile"]),
        ("08-1234-5678", ["mobile"]),
        ("06 1234 5678", ["mobile"]),
        ("0812345678,0898765432", ["mobile", "mobile"]),
        ("081-2345678/089-8765432", ["mobile", "mobile"]),
        ("081\u200b-\u200b234\u200b-5678", ["mobile"]),
        ("+66 81 234 5678", ["mobile"]),
        ("+66(0)812345678", ["mobile"]),
        ("+66 2 123 4567", ["landline"]),
        ("02-123-4567", ["landline"]),
        ("โทรศัพท์ 0 4431 1234", ["landline"]),
        ("0-4431-1234", ["landline"]),
        ("044-311234-5 ต่อ 12", ["landline"]),
        ("โทรสาร 044311234", ["landline"]),
        ("ผู้รับผิดชอบโครงการ 0812345678", ["mobile"]),
        ("รหัสไปรษณีย์ 30130 โทร 0812345678", ["mobile"]),
        ("บัญชีธนาคารกรุงไทย 123-4-56789-0", ["bank_account"]),
        ("123-4-56789-0 ธนาคารออมสิน", ["bank_account"]),
        ("เลขที่บัญชี ๑๒๓๔๕๖๗๘๙๐", ["bank_account"]),
        ("บัญชีเลขที่ 0812345678", ["bank_account"]),
        ("บัญชีออมทรัพย์ เลขที่ 020123456789", ["bank_account"]),
    ],
)
def test_spellings_that_are_found(text, found):
    assert kinds(text) == found


@pytest.mark.parametrize(
    "text",
    [
        "",
        "งบประมาณ 1,250,000.00 บาท รวม 1,081,234,567.00",
        "จำนวน 0812345678.50 บาท",
        "อัตรา 0.0812345678",
        "รหัสงบประมาณ 20004370010003110006",
        "รหัสงบประมาณ 0812345678",
        "รหัสบัญชี 5104010104.101",
        "01/10/2564 - 30/09/2565",
        "วันที่ 02-10-2564 ถึง 06-09-2565",
        "เดือน 08 2563-2564",
        "2562 2563 2564 2565 2566 2567",
        "ปีงบประมาณ ๒๕๖๒-๒๕๖๖",
        "ที่ มท ๐๘๐๘.๒/ว ๓๘๖๖ ลงวันที่ ๒ กรกฎาคม ๒๕๖๔",
        "หนังสือ นม 71501/1234",
        "ที่ ปช 0004/ว 0087",
        "เลขที่เอกสาร 0812345678",
        "เลขที่โครงการ 65017123456 เลขคุมสัญญา 650114123456",
        "บัญชีรายการจัดซื้อจัดจ้าง โครงการ 65017123456",
        "เลขที่บัญชีโครงการ e-GP 65017123456",
        "123-4-56789-0",
        "SN0812345678 A1234567890121",
        "a0812345678b1234567890121c",
        "https://x.go.th/news/0812345678?id=1234567890121",
        "www.x.go.th/1234567890121 และ x.go.th/f?id=0812345678",
        "0 1 0 0 1 1 0 1 1 1 0 0 1",
        "1 2 3 4 5 6 7 8 9 0 1 2 1",
        "คะแนน 83.68 74.51 77.92 67.74 73.36 84.25 81.66",
        "พิกัด 14.7101234567, 101.4167891234",
        "02 123 4567",
        "044311234",
        "สายด่วน 1669 หรือ 191",
        "Guideline 044311234 hotel 044311234",
        "อัตรา โทร 0.25641234",
        "ISBN 9786160000061",
    ],
)
def test_what_only_looks_like_a_person_s_number(text):
    assert kinds(text) == []


@given(st.text(st.sampled_from("0123456789-. ()\n\u200b๑๒๓+โทรบัญชี/"), max_size=200))
def test_findings_of_any_text_are_in_order_and_apart(text):
    found = personal_numbers(text)

    assert [each.offset for each in found] == sorted({each.offset for each in found})
    for each in found:
        assert text[each.offset] == each.masked[0]
        assert each.masked.count("x") >= 3


def test_a_finding_says_where_and_keeps_no_number():
    found = personal_numbers("หน้าแรก\nนายสมชาย โทร 044-311-234 มือถือ ๐๘๑-๒๓๔-๕๖๗๘")

    assert found == [
        Finding(Kind.LANDLINE, 21, "044-xxx-x34", "นายสมชาย โทร"),
        Finding(Kind.MOBILE, 40, "๐๘๑-xxx-xx๗๘", "มชาย โทร xxx-xxx-xxx มือถือ"),
    ]
    assert "5678" not in repr(found)


@pytest.mark.parametrize(
    ("before", "words"),
    [
        ("ลำดับ ๑๒ ปี 2564 ห้อง 4 ", "ลำดับ ๑๒ ปี 2564 ห้อง 4"),
        ("ก 1-2345-67890-12-1 ข ", "ก x-xxxx-xxxxx-xx-x ข"),
        (f"1234567890121 {'ก' * 22} ", f"xxxx {'ก' * 22}"),
        ("แถวก่อน\n", ""),
    ],
)
def test_words_before_a_number_keep_what_is_short_and_mask_what_is_long(before, words):
    assert personal_numbers(f"{before}081-234-5678")[-1].words == words


def test_the_middle_of_a_number_is_masked():
    assert masked("1-2345-67890-12-1") == "1-23xx-xxxxx-x2-1"
    assert masked("+66 81 234 5678") == "+66 81 xxx xx78"
