"""What a content would publish of personal data, in its texts and in the documents behind it. Reads only."""

from collections import Counter, defaultdict
from dataclasses import dataclass

from django.core.cache import cache

from assessments.content.canonical_json import sha256_hex
from assessments.content.places import documents_in, texts_in
from assessments.models import StoredFile
from assessments.privacy.personal_data import Finding, Kind, personal_numbers

MACHINE_KEYS = {"url", "address", "origin", "slug", "schema", "sha256", "record_sha256", "published_at"}
MOST_SHOWN = 5
REMEMBERED_SECONDS = 60 * 60
ADVICE = {
    Kind.NATIONAL_ID: "โดยปกติต้องไม่เผยแพร่ ให้ลบหรือปิดทับในต้นฉบับ ถ้าอยู่ในเอกสารให้อัปโหลดไฟล์ที่แก้แล้วเป็นรุ่นใหม่",
    Kind.BANK_ACCOUNT: "บัญชีของบุคคลให้ลบออก ถ้าเป็นบัญชีของหน่วยงานที่ใช้รับเงินให้บอกเหตุผล",
    Kind.MOBILE: "มักเป็นเบอร์ส่วนตัว ใช้เบอร์ของสำนักงานแทนจะดีกว่า ถ้าเป็นเบอร์ที่ประกาศให้ประชาชนติดต่ออยู่แล้วให้บอกเหตุผล",
    Kind.LANDLINE: "มักเป็นเบอร์ของสำนักงาน ถ้าใช่ให้บอกเหตุผล เช่น เบอร์โทรศัพท์ของสำนักงานที่ประกาศให้ประชาชนติดต่อ",
}


@dataclass(frozen=True)
class Found:
    """The numbers of one kind in one place."""

    kind: Kind
    place: str
    numbers: tuple[Finding, ...]

    @property
    def shown(self):
        """As many of the numbers as a person needs to find the place."""
        return self.numbers[:MOST_SHOWN]

    @property
    def more(self):
        return len(self.numbers) - len(self.shown)

    @property
    def mark(self):
        """Stands for exactly these findings, so that the server knows which ones a person was shown."""
        masked = [f"{number.offset} {number.masked}" for number in self.numbers]
        return sha256_hex("\n".join([self.kind, self.place, *masked]))[:16]


@dataclass(frozen=True)
class PersonalCheck:
    """What was found, and the documents in which nothing could be read (scans and pictures)."""

    found: tuple[Found, ...] = ()
    unread: tuple[str, ...] = ()

    @property
    def by_kind(self):
        """(kind, advice, what was found of it), the gravest kind first."""
        kinds = [(kind, [each for each in self.found if each.kind == kind]) for kind in Kind]
        return [(kind, ADVICE[kind], found) for kind, found in kinds if found]

    @property
    def counts(self):
        """How many numbers of each kind, in Thai and without any of the numbers: for the log."""
        totals = Counter()
        for each in self.found:
            totals[each.kind] += len(each.numbers)
        return " ".join(f"{kind.label} {totals[kind]}" for kind in Kind if totals[kind])

    @property
    def marks(self):
        return {each.mark for each in self.found}


def personal_check(content):
    """Look through a content and the text of its documents. At most one query."""
    found = defaultdict(list)
    for place, key, text in texts_in(content):
        if key not in MACHINE_KEYS:
            for number in personal_numbers(text):
                found[number.kind, place].append(number)
    documents = [
        (f"{place} เอกสาร “{document.get('name', '')}”".strip(), document["sha256"])
        for place, document in documents_in(content)
    ]
    pages = pages_of({sha256 for _place, sha256 in documents}) if documents else {}
    unread = []
    for place, sha256 in documents:
        if not pages.get(sha256):
            unread.append(place)
        for page, numbers in pages.get(sha256, ()):
            for number in numbers:
                found[number.kind, f"{place} หน้า {page}" if page else place].append(number)
    grouped = (Found(kind, place, tuple(numbers)) for (kind, place), numbers in found.items())
    return PersonalCheck(tuple(grouped), tuple(unread))


def pages_of(hashes):
    """{SHA-256: [(page or None, its numbers)]} of stored files; empty for one without readable text.

    A page is known of a PDF that was stored with its page breaks. A stored file never changes, so what was
    found (masked) is remembered by its hash: large documents take a while.
    """
    keys = {f"personal-data-{sha256}": sha256 for sha256 in hashes}
    known = {keys[key]: pages for key, pages in cache.get_many(keys).items()}
    files = StoredFile.objects.filter(sha256__in=hashes - known.keys()).only(
        "sha256", "kind", "pages", "text"
    )
    fresh = {file.sha256: list(_pages(file)) for file in files}
    if fresh:
        remembered = {f"personal-data-{sha256}": pages for sha256, pages in fresh.items()}
        cache.set_many(remembered, REMEMBERED_SECONDS)
    return known | fresh


def _pages(file):
    texts = file.text.split("\f") if file.text.strip() else []
    knows = file.kind == StoredFile.Kind.PDF and (len(texts) > 1 or file.pages == 1)
    for number, text in enumerate(texts, 1):
        yield number if knows else None, personal_numbers(text)
