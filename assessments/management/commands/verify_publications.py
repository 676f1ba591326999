"""Recomputes every hash and link of the record, and holds it against an earlier export."""

import json
from dataclasses import dataclass, field
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from assessments.content.canonical_json import utc_text
from assessments.files.integrity import file_faults
from assessments.models import Agency
from assessments.record import chain
from assessments.record.chain_export import tip_content
from assessments.record.guards import guard_sentences
from assessments.record.verification.earlier_log import LogError, compare, read_log
from assessments.record.verification.references import reference_faults

SCHEMA = "verification/1"
# Kinds of faults and how each begins its line.
WORDS = {
    "guard": "",
    "record": "บันทึกไม่ตรง ",
    "index": "ดัชนีไม่ตรง ",
    "reference": "สิ่งที่บันทึกอ้างถึงไม่ตรง ",
    "clock": "เวลาไม่ตรง ",
    "document": "เอกสารไม่ตรง ",
    "log": "ต่างจาก ",
}


@dataclass
class Found:
    """What was found of one agency; `faults` are (kind, Thai sentence), a kind is a key of WORDS."""

    agency: str
    records: int = 0
    tip: chain.Tip | None = None
    documents: int = 0
    faults: list[tuple[str, str]] = field(default_factory=list)

    def data(self):
        """As --json tells it."""
        return {
            "agency": self.agency,
            "records": self.records,
            "head": tip_content(self.tip),
            "documents": self.documents,
            "faults": [{"kind": kind, "sentence": sentence} for kind, sentence in self.faults],
        }


class Command(BaseCommand):
    help = "ตรวจลายนิ้วมือและสายของทุกบันทึกที่เผยแพร่ กับสิ่งที่บันทึกอ้างถึง บอกบันทึกแรกที่ไม่ตรง (จบด้วยรหัส 1) อ่านอย่างเดียว"

    def add_arguments(self, parser):
        parser.add_argument("--agency", default="", metavar="SLUG", help="ชื่อย่อของหน่วยงาน (ไม่ระบุ = ทุกหน่วยงาน)")
        parser.add_argument(
            "--against",
            default="",
            metavar="FILE",
            help="ไฟล์จาก export_chain: ตรวจว่าทุกอย่างก่อนปลายสายในไฟล์ยังอยู่เหมือนเดิม",
        )
        parser.add_argument("--json", action="store_true", help="พิมพ์ผลเป็น JSON ฉบับเดียว")
        parser.add_argument("--progress", action="store_true", help="บอกความคืบหน้าทาง stderr")

    def handle(self, *, agency, against, progress, **options):
        as_json = options["json"]
        agencies = Agency.objects.order_by("slug")
        if agency:
            agencies = agencies.filter(slug=agency)
            if not agencies.exists():
                raise CommandError(f"ไม่พบหน่วยงาน {agency}")
        log = self.read(against, agency) if against else None
        self.say = (lambda line: None) if as_json else self.stdout.write
        self.tell = self.stderr.write if progress else (lambda line: None)
        guards = guard_sentences()
        for sentence in guards:
            self.say(sentence)
        results = []
        for each in agencies.iterator():
            found = Found(each.slug)
            self.verify(each, found)
            if log and log.agency == each.slug:
                self.hold_against(each, found, log, against)
            results.append(found)
        records = sum(found.records for found in results)
        faults = len(guards) + sum(len(found.faults) for found in results)
        self.say(f"ตรวจ {len(results)} หน่วยงาน {records} บันทึก พบที่ไม่ตรง {faults} แห่ง")
        if as_json:
            self.stdout.write(self.document(guards, results, faults))
        if faults:
            raise CommandError(f"บันทึกไม่ครบถ้วน {faults} แห่ง")

    def document(self, guards, results, faults):
        """The whole result as JSON text."""
        told = {"schema": SCHEMA, "verified_at": utc_text(timezone.now()), "faults": faults}
        told |= {"guards": guards, "agencies": [found.data() for found in results]}
        return json.dumps(told, ensure_ascii=False, indent=1)

    def read(self, path, agency):
        """The Log in the file, of an agency that is here and (when one was named) of that agency."""
        try:
            log = read_log(Path(path).read_bytes())
        except OSError as error:
            raise CommandError(f"{path}: เปิดไฟล์ไม่ได้ ({error.strerror})") from error
        except LogError as error:
            raise CommandError(f"{path}: {error}") from error
        if agency and log.agency != agency:
            raise CommandError(f"{path}: ไฟล์นี้เป็นของหน่วยงาน {log.agency} ไม่ใช่ {agency}")
        if not Agency.objects.filter(slug=log.agency).exists():
            raise CommandError(f"{path}: ไฟล์นี้เป็นของหน่วยงาน {log.agency} ซึ่งไม่มีในระบบ")
        return log

    def verify(self, agency, found):
        """Everything of one agency into `found`: one line for its chain and one for each fault."""
        slug = agency.slug
        total = agency.publications.count()
        verified = chain.verify(agency, lambda count: self.tell(f"{slug}: บันทึก {count}/{total}"))
        found.records, found.tip = verified.count, verified.tip
        end = "ลำดับที่ 0"
        if tip := verified.tip:
            end = f"ลำดับที่ {tip.sequence} {tip.record_sha256} {utc_text(tip.published_at)}"
        self.say(f"{slug}: {found.records} บันทึก ถูกต้องถึง{end}")
        self.note(found, "record", [verified.fault] if verified.fault else [])
        self.note(found, "index", chain.index_faults(agency))
        if verified.fault is None:
            self.note(found, "index", chain.summary_faults(agency))
            self.tell(f"{slug}: สิ่งที่บันทึกอ้างถึง")
            self.note(found, "reference", reference_faults(agency))
        self.note(found, "clock", chain.clock_faults(agency, timezone.now()))
        if verified.fault is None:
            self.tell(f"{slug}: เอกสาร")
            self.verify_files(agency, found)
        else:
            self.say(f"{slug}: ยังไม่ได้ตรวจเอกสารและสิ่งที่บันทึกอ้างถึง เพราะสายบันทึกไม่ครบ")

    def verify_files(self, agency, found):
        """One line with how many documents were read, and one for each that is missing or changed."""
        found.documents, sentences = file_faults(agency)
        if found.documents:
            self.say(f"{agency.slug}: อ่านเอกสารที่เผยแพร่ {found.documents} ไฟล์ ไม่ตรง {len(sentences)} ไฟล์")
        self.note(found, "document", sentences)

    def note(self, found, kind, sentences):
        """Add faults and tell each."""
        for sentence in sentences:
            found.faults.append((kind, str(sentence)))
            self.say(f"{found.agency}: {WORDS[kind]}{sentence}")

    def hold_against(self, agency, found, log, path):
        """One line on what became of the records of an earlier export."""
        comparison = compare(agency, log)
        if comparison.fault:
            self.note(found, "log", [f"{path} {comparison.fault}"])
            return
        end = log.tip["sequence"] if log.tip else 0
        self.say(
            f"{agency.slug}: ตรงกับ {path} ถึงลำดับที่ {end} หลังจากนั้นเพิ่ม {found.records - end} บันทึก"
            f" ถอน {comparison.withdrawn_since} บันทึก"
        )
