"""What the public pages are called, from their addresses alone. Pure: no database."""

import re

from ita_portal.thai.digits import thai_digits

_NAMES = [
    (r"/ita/", "หน้าแรก"),
    (r"/ita/(\d{4})/oit/o(\d+)/.*", "ข้อ O{1} ของรายการ OIT ปี {0}"),
    (r"/ita/(\d{4})/oit/handin/.*", "แบบที่ส่งเข้าระบบ ITAS ปี {0}"),
    (r"/ita/(\d{4})/oit/.*", "การเปิดเผยข้อมูล (OIT) ปี {0}"),
    (r"/ita/(\d{4})/measures/progress/.*", "ความก้าวหน้าของมาตรการ ปี {0}"),
    (r"/ita/(\d{4})/measures/.*", "มาตรการ ปี {0}"),
    (r"/ita/(\d{4})/eit/.*", "แบบวัด EIT ปี {0}"),
    (r"/ita/(\d{4})/.*", "ผลการประเมิน ปี {0}"),
]
_PAGES = [(re.compile(pattern, re.ASCII), name) for pattern, name in _NAMES]


def page_name(path):
    """The Thai name of the page at a site path; the path itself for one that has no name."""
    for pattern, name in _PAGES:
        if match := pattern.fullmatch(path):
            year_be, *item = match.groups() or ("",)
            return name.format(thai_digits(year_be), *item)
    return path
