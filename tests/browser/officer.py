"""An officer of an empty agency at work in the admin: from the document to the published report.

`bench/officer.py` walks the same way with a clock.
"""

from dataclasses import dataclass, field
from pathlib import Path

DOCUMENT = Path(__file__).parents[1] / "data" / "pakchong-measures-2564.txt"
USERNAME, PASSWORD = "officer", "correct horse battery"
DIVISIONS = ("สำนักปลัด", "กองคลัง")
# An agency of its own beside the example of Pak Chong with eight years of results, measures and checklists.
SCENE = f"""
from django.contrib.auth import get_user_model
from assessments.models import Agency, Membership
from tests.support.factories import publish_many_years, publish_pakchong, _pakchong_pages
old = Agency.objects.get()
_pakchong_pages.extend((r.year_be, r.page, r.data()) for r in old.publications.order_by("sequence"))
publish_many_years(old, 6)
agency = Agency.objects.create(slug="new", name="องค์การบริหารส่วนตำบลตัวอย่าง")
agency.hosts.create(host="127.0.0.1")
user = get_user_model().objects.create_user("{USERNAME}", password="{PASSWORD}", is_staff=True)
Membership.objects.create(user=user, agency=agency, role="approver")
"""


@dataclass
class Officer:
    """Drives a page and counts what a hand would do: every press of a button, link, tick or list."""

    page: object
    clicks: int = 0
    times: list = field(default_factory=list)  # (address, milliseconds until the answer began)

    def __post_init__(self):
        self.page.on("requestfinished", self._note)

    def _note(self, request):
        if request.is_navigation_request():
            self.times.append((request.url, request.timing["responseStart"] - request.timing["requestStart"]))

    def click(self, selector):
        """Press a link or a button."""
        self.clicks += 1
        self.page.click(selector)

    def choose(self, selector, label):
        """Choose from a list; counts as one press."""
        self.clicks += 1
        self.page.select_option(selector, label=label)

    def log_in(self):
        """The first page."""
        self.page.goto("/ita/admin/")
        self.page.fill("#id_username", USERNAME)
        self.page.fill("#id_password", PASSWORD)
        self.click("input[type=submit]")

    def add_divisions(self):
        """Two divisions that answer for the measures."""
        self.click("a[href='/ita/admin/assessments/division/add/']")
        for name in DIVISIONS[:-1]:
            self.page.fill("#id_name", name)
            self.click("input[name=_addanother]")
        self.page.fill("#id_name", DIVISIONS[-1])
        self.click("input[name=_save]")

    def import_document(self):
        """Choose the file, correct what was misread, write it."""
        self.page.goto("/ita/admin/")
        self.click("#content-main a[href='/ita/admin/measures/measuresplan/']")
        self.click("a[href='import/']")
        self.clicks += 1  # the file dialogue
        own = DOCUMENT.read_text(encoding="utf-8").replace("ตำบลปากช่อง", "ตำบลตัวอย่าง").encode()
        self.page.set_input_files(
            "#id_file", {"name": DOCUMENT.name, "mimeType": "text/plain", "buffer": own}
        )
        self.click("input[name=preview]")
        self.page.fill("#id_title", "มาตรการส่งเสริมคุณธรรมและความโปร่งใส ประจำปีงบประมาณ พ.ศ. ๒๕๖๔")
        self.click("input[name=confirm] >> nth=-1")

    def plan_measures(self):
        """Division, date and monitoring of every measure, on one screen."""
        self.click("a[href$='/grid/']")
        rows = self.page.locator(".plan-grid fieldset")
        for at in range(rows.count()):
            row = rows.nth(at)
            self.clicks += 1
            row.locator("select[name$=division]").select_option(label=DIVISIONS[at % 2])
            row.locator("input[name$=due_on]").fill("31/3/2564")
            row.locator("textarea[name$=monitoring]").fill("รายงานในการประชุมประจำเดือน")
        self.click("input[value=บันทึกทุกมาตรการ]")
        return rows.count()

    def publish_measures(self):
        """The final edition of the report."""
        self.page.goto("/ita/admin/")
        self.click("#content-main a[href='/ita/admin/measures/measuresplan/']")
        self.click("#result_list tbody th a")
        self.click("a[href='../publish/']")
        self.choose("#id_edition", "ฉบับสมบูรณ์")
        self.page.fill("#id_note", "เผยแพร่ครั้งแรก")
        self.click("input[name=publish]")

    def publish_result(self):
        """The result that the measures answer."""
        self.page.goto("/ita/admin/")
        self.click("#content-main a[href='/ita/admin/assessments/assessment/']")
        self.click("#result_list tbody th a")
        self.click("a[href='../publish/']")
        self.page.fill("#id_note", "เผยแพร่ครั้งแรก")
        self.click("input[name=publish]")

    def whole_way(self):
        """From the login to both published pages."""
        self.log_in()
        self.add_divisions()
        self.import_document()
        self.plan_measures()
        self.publish_measures()
        self.publish_result()
