"""Takes the pictures of docs/staff-guide.md from a fresh site: python -m docs.screenshots.take_guide

Needs Debian's Chromium. Starts its own site on an empty database with the example, adds made-up people and
rows, walks the way of the guide, and throws the site away. tests/browser/test_staff_guide.py walks it too.
"""

import io
import json
import re
import tempfile
from pathlib import Path

from PIL import Image
from playwright.sync_api import sync_playwright

from tests.browser.live_site import start_live_site

PICTURES = Path(__file__).parent / "guide"
ROOT = Path(__file__).parents[2]
WIDTH, TALLEST, COLOURS = 1280, 820, 48
YEAR = 2564
PASSWORD = "ตัวอย่างเท่านั้น-2564"
# Made-up people, matters and telephone numbers, said to be so in the guide.
SEED = f"""
import datetime, json
from django.contrib.auth import get_user_model
from django.utils import timezone
from assessments.models import Agency, Checklist, CitizenReport, Disclosure, Division, Membership
from measures.models import MeasuresPlan, ProgressEntry
agency = Agency.objects.get()
for name in ("สำนักปลัด", "กองคลัง", "กองช่าง"):
    division = Division.objects.create(agency=agency, name=name)
user = get_user_model().objects.create_user(
    "somsri", password={PASSWORD!r}, is_staff=True, first_name="สมศรี (ตัวอย่าง)")
Membership.objects.create(user=user, agency=agency, role="approver")
plan = MeasuresPlan.objects.get(year__year_be={YEAR})
actions = list(plan.actions.order_by("-indicator__number", "order")[:3])
for action in actions:
    action.division, action.status = Division.objects.get(name="สำนักปลัด"), "doing"
    action.due_on, action.monitoring = datetime.date(2021, 6, 30), "รายงานต่อปลัดทุกเดือน"
    action.save()
ProgressEntry.objects.create(
    action=actions[0], happened_on=datetime.date(2021, 3, 15), text="ประชุมชี้แจงบุคลากร (ตัวอย่าง)")
CitizenReport.objects.create(
    agency=agency, about="/ita/{YEAR}/oit/o42/", kind="suggestion",
    text="ขอให้เพิ่มชื่อผู้รับผิดชอบ (เรื่องสมมติ)", received_at=timezone.now())
row = Disclosure.objects.get(item__year__year_be={YEAR}, item__code="O42")
Disclosure.objects.create(
    agency=agency, item=row.item.year.oit_items.get(code="O39"), explanation="ยกมาเป็นตัวอย่าง",
    carried_from_year={YEAR} - 1, check_for_year={YEAR})
print(json.dumps({{
    "agency": agency.pk, "plan": plan.pk, "action": actions[1].pk, "item": row.pk, "link": row.links.get().pk,
    "checklist": Checklist.objects.get(year__year_be={YEAR}).pk}}))
"""
# What a person can press, choose or fill in on a screen, by its words.
CONTROLS = """() => [...document.querySelectorAll("a, button, label, option, input[type=submit]")]
    .map(element => element.tagName == "INPUT" ? element.value : element.textContent)"""


class Tour:
    """A browser walking through the guide: it takes pictures and remembers the words of all controls."""

    def __init__(self, browser, site, folder):
        self.browser, self.site, self.folder = browser, site, folder
        self.taken, self.controls = set(), set()
        self.rows = json.loads(site.manage("shell", "--verbosity=0", "-c", SEED).splitlines()[-1])

    def new_page(self):
        """A page of its own session."""
        context = self.browser.new_context(
            base_url=self.site.url,
            locale="th-TH",
            timezone_id="Asia/Bangkok",
            viewport={"width": WIDTH, "height": TALLEST},
        )
        # The list of all kinds of rows at the side, which Django opens at first, would hide half of a screen.
        context.add_init_script("localStorage.setItem('django.admin.navSidebarIsOpen', 'false')")
        return context.new_page()

    def log_in(self, page, name, password):
        """Fill in the login screen that `page` shows."""
        page.fill("#id_username", name)
        page.fill("#id_password", password)
        page.click("input[type=submit]")

    def open(self, page, address, picture=""):
        """Open a screen of the admin; with `picture` photograph it."""
        answer = page.goto("/ita/admin/" + address.format(**self.rows))
        assert answer.ok, f"{address}: {answer.status}"
        self.see(page, picture)

    def see(self, page, picture="", start="", tallest=TALLEST):
        """Remember the controls of the screen; photograph it from the top, or from the element `start`."""
        page.wait_for_load_state("networkidle")
        self.controls |= {" ".join(words.split()).rstrip(":") for words in page.evaluate(CONTROLS)}
        if picture:
            top = page.locator(start).first.bounding_box()["y"] - 20 if start else 0
            whole = page.evaluate("document.documentElement.scrollHeight")
            used = page.evaluate(
                "Math.max(...[...document.querySelectorAll('#content > *, #user-tools, .login #container')]"
                ".map(each => each.getBoundingClientRect().bottom)) + 24"
            )
            height = max(200, min(tallest, used - top, whole - top))
            clip = {"x": 0, "y": top, "width": WIDTH, "height": height}
            save_small(page.screenshot(full_page=True, clip=clip), self.folder / f"{picture}.png")
            self.taken.add(picture)


def save_small(png, path):
    """Write a picture with few colours: text stays sharp and the file small."""
    picture = Image.open(io.BytesIO(png)).convert("RGB")
    picture.quantize(COLOURS, dither=Image.Dither.NONE).save(path, optimize=True)


def walk(tour):
    """The way of the guide, from the first login to the last message of a citizen; the page it ends on."""
    page = tour.new_page()
    tour.open(page, "", "login")
    tour.log_in(page, tour.site.admin_username, tour.site.admin_password)
    people_and_morning(tour, page)
    measures(tour, page)
    checklist(tour, page)
    progress(tour, page)
    two_people(tour, page)
    personal_data(tour, page)
    tour.open(page, "assessments/citizenreport/", "reports")
    return page


def people_and_morning(tour, page):
    """Sections 1 to 3."""
    tour.open(page, f"?agency={{agency}}&year={YEAR}", "first-screen")
    tour.open(page, f"head/?agency={{agency}}&year={YEAR}", "head")
    for address in ("auth/user/", "assessments/division/", "assessments/agency/{agency}/change/"):
        tour.open(page, address)
    tour.open(page, "auth/user/add/")
    page.fill("#id_username", "malee")
    page.fill("#id_first_name", "มาลี (ตัวอย่าง)")
    tour.see(page, "add-user", tallest=1100)


def measures(tour, page):
    """Sections 4 to 6."""
    for address in ("measures/measuresplan/", "measures/measuresplan/{plan}/change/"):
        tour.open(page, address)
    tour.open(page, "measures/measuresplan/{plan}/grid/", "grid")
    tour.open(page, "measures/measuresplan/{plan}/publish/", "publish")
    tour.see(page, "publish-form", start="label[for=id_edition]")
    tour.open(page, "measures/measuresplan/import/", "import")
    page.set_input_files("#id_file", ROOT / "tests" / "data" / "pakchong-measures-2564.txt")
    page.click("input[value=อ่านและแสดงตัวอย่าง]")
    tour.see(page, "import-preview")


def checklist(tour, page):
    """Sections 7 to 11."""
    tour.open(page, "assessments/checklist/{checklist}/change/", "checklist")
    tour.open(page, "assessments/checklist/")
    tour.open(page, "assessments/disclosure/{item}/change/", "item")
    tour.open(page, "assessments/disclosurelink/{link}/change/")
    tour.open(page, "assessments/disclosure/{item}/documents/", "documents")
    tour.open(page, "assessments/checklist/{checklist}/links/", "links")
    tour.open(page, "assessments/checklist/{checklist}/readiness/", "readiness")
    tour.open(page, "assessments/itemverdict/add/", "verdict")
    tour.open(page, "assessments/checklist/{checklist}/sheet/", "sheet")
    tour.open(page, "assessments/checklist/{checklist}/publish/")
    if page.locator("#id_note").count():  # handing in needs a published checklist
        page.fill("#id_note", "เผยแพร่เพื่อเป็นตัวอย่าง")
        page.click("#content-main form input[type=submit]")
    tour.open(page, "assessments/checklist/{checklist}/handin/", "handin")


def progress(tour, page):
    """Section 12."""
    tour.open(page, "measures/progressentry/add/?action={action}", "progress-entry")
    tour.open(page, "measures/planprogress/{plan}/change/", "progress")


def two_people(tour, page):
    """Sections 13 to 15: two sessions, one row, then a session that ran out."""
    other, item = tour.new_page(), "assessments/disclosure/{item}/change/"
    tour.open(other, "")
    tour.log_in(other, "somsri", PASSWORD)
    tour.open(page, item)
    tour.open(other, item)
    other.fill("#id_explanation", "ข้อความของสมศรี (ตัวอย่าง)")
    other.click("input[name=_continue]")
    page.fill("#id_explanation", "ข้อความของผู้ดูแลระบบ (ตัวอย่าง)")
    page.click("input[name=_continue]")
    tour.see(page, "conflict")
    page.check("input[value=mine]")
    page.click("#choose_form input[type=submit]")

    page.fill("#id_explanation", "ข้อความที่พิมพ์ค้างไว้ (ตัวอย่าง)")
    page.context.clear_cookies(name="sessionid")
    page.click("input[name=_continue]")
    tour.see(page, "session-over")
    page.fill("#id_username", tour.site.admin_username)
    page.fill("#id_password", tour.site.admin_password)
    page.click("#login-form input[type=submit]")
    tour.see(page)
    page.click("#again_form input[type=submit]")
    tour.open(page, "assessments/disclosure/{item}/history/", "history")


def personal_data(tour, page):
    """Section 16: a made-up telephone number is found before publishing."""
    tour.open(page, "assessments/disclosure/{item}/change/")
    page.fill("#id_explanation", "ติดต่อ 081-234-5678 (หมายเลขสมมติ)")
    page.click("input[name=_continue]")
    tour.open(page, "assessments/checklist/{checklist}/publish/")
    tour.see(page, "personal-data", tallest=920)


def pictures_of(text):
    """The names of the pictures that the guide shows."""
    return set(re.findall(r"\(screenshots/guide/([a-z0-9-]+)\.png\)", text))


def controls_of(text):
    """The words of the controls that the guide names: those in bold quotation marks."""
    return set(re.findall(r"\*\*“([^”]+)”\*\*", text))


def main():
    """Take all pictures of the guide anew."""
    PICTURES.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        site = start_live_site(Path(folder))
        try:
            browser = playwright.chromium.launch(
                executable_path="/usr/bin/chromium", args=["--no-sandbox", "--disable-gpu"]
            )
            walk(Tour(browser, site, PICTURES))
            browser.close()
        finally:
            site.stop()


if __name__ == "__main__":
    main()
