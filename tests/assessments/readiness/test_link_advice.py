"""Advice on links, without network: what looks wrong, where, what to do, and no false alarm."""

import pytest

from assessments.readiness.link_advice import Surroundings, TypedLink, advise, host_kind, years_in

SITE = "https://www.pakchong.go.th"
AROUND = Surroundings(
    website_hosts=frozenset({"www.pakchong.go.th"}),
    portal_hosts=frozenset({"ita.pakchong.go.th"}),
    published=frozenset({"/ita/2564/oit/o12/"}),
)


def codes(url, around=AROUND, **given):
    return [each.code for each in advise(TypedLink("O12", 1, url), around, **given)]


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        (f"{SITE}/plan.pdf", []),
        ("http://pakchong.go.th/plan.pdf", []),
        (SITE, ["home_page"]),
        (f"{SITE}/index.php", ["home_page"]),
        (f"{SITE}/index.php?id=4", []),
        ("https://oit.pakchong.go.th/plan.pdf", ["host_sub_domain"]),
        ("https://notpakchong.go.th/plan.pdf", ["host_other"]),
        ("https://drive.google.com/file/d/1/view", ["host_drive"]),
        ("https://www.facebook.com/pakchong", ["host_social"]),
        (f"{SITE}/รายงาน…pdf", ["cut"]),
        (f"{SITE}/report%E2%80%A6", ["cut"]),
        ("/ita/2564/oit/o12/", []),
        ("https://ita.pakchong.go.th/ita/2564/oit/o12", []),
        ("/ita/2564/measures/", ["unpublished"]),
    ],
)
def test_advice_of_one_address(url, expected):
    assert codes(url) == expected


@pytest.mark.parametrize(
    ("path", "years"),
    [
        ("/2563/a.pdf", [2563]),
        ("/๒๕๖๓.pdf", [2563]),
        ("/แผน2563.pdf", [2563]),
        ("/plan2563.pdf", [2563]),
        ("/ita63/o1", [2563]),
        ("/ปี63", [2563]),
        ("/ต.ค.63.pdf", [2564]),
        ("/p?year=63", [2563]),
        ("/2020/03/a.pdf", [2563]),
        ("/2020/10/a.pdf", [2564]),
        ("/แผน2563-2565", [2563, 2564, 2565]),
        ("/news/2563", []),
        ("/?id=2563", []),
        ("/plan-63.pdf", []),
        ("/f_20200115_2563123.pdf", []),
    ],
)
def test_years_in_an_address_are_told_from_ids(path, years):
    assert years_in(SITE + path) == years


def test_another_year_is_noticed_only_where_the_item_wants_one():
    assert codes(f"{SITE}/2563/a.pdf", wanted_years=(2564,)) == ["other_year"]
    assert codes(f"{SITE}/2563/a.pdf", wanted_years=(2563, 2564)) == codes(f"{SITE}/2563/a.pdf") == []


def test_social_item_may_lead_to_social_media():
    assert codes("https://www.facebook.com/pakchong", concept="social") == []


def test_same_link_on_several_items_says_which():
    around = Surroundings(AROUND.website_hosts, items_of={"pakchong.go.th/a": ("O12", "O13")})
    (advice,) = advise(TypedLink("O12", 2, "http://www.pakchong.go.th/a/"), around)
    assert str(advice) == (
        "ข้อ O12 ลิงก์ลำดับ ๒: ใช้ลิงก์เดียวกับข้อ O13 ควรใช้ที่อยู่ที่ตรงกับข้อนี้ หรือระบุเลขหน้าถ้าเป็นเอกสารเดียวกันจริง"
    )


def test_unknown_main_website_asks_for_it():
    assert codes(f"{SITE}/a", Surroundings()) == ["no_main"]
    assert host_kind("https://www.PAKCHONG.go.th/", AROUND) == "main"
