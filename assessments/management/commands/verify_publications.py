"""Recomputes every hash and link of the record, and holds it against an earlier export."""

from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from assessments.content.canonical_json import utc_text
from assessments.files.integrity import file_faults
from assessments.models import Agency
from assessments.record import chain
from assessments.record.chain_export import LogError, compare, read_log
from assessments.record.guards import guard_sentences


class Command(BaseCommand):
    help = "ตรวจลายนิ้วมือและสายของทุกบันทึกที่เผยแพร่ บอกบันทึกแรกที่ไม่ตรง (จบด้วยรหัส 1) อ่านอย่างเดียว"

    def add_arguments(self, parser):
        parser.add_argument("--agency", default="", metavar="SLUG", help="ชื่อย่อของหน่วยงาน (ไม่ระบุ = ทุกหน่วยงาน)")
        parser.add_argument(
            "--against",
            default="",
            metavar="FILE",
            help="ไฟล์จาก export_chain: ตรวจว่าทุกอย่างก่อนปลายสายในไฟล์ยังอยู่เหมือนเดิม",
        )

    def handle(self, *, agency, against, **options):
        agencies = Agency.objects.order_by("slug")
        if agency:
            agencies = agencies.filter(slug=agency)
            if not agencies.exists():
                raise CommandError(f"ไม่พบหน่วยงาน {agency}")
        log = self.read(against, agency) if against else None
        checked = records = 0
        faults = self.show_guards()
        for each in agencies.iterator():
            checked += 1
            found = chain.verify(each)
            records += found.count
            faults += self.show(found) + self.show_files(each)
            if log and log.agency == each.slug:
                faults += self.hold_against(each, found, log, against)
        self.stdout.write(f"ตรวจ {checked} หน่วยงาน {records} บันทึก พบที่ไม่ตรง {faults} แห่ง")
        if faults:
            raise CommandError(f"บันทึกไม่ครบถ้วน {faults} แห่ง")

    def show_guards(self):
        """One line for each guard of the database that is missing or altered; returns how many."""
        sentences = guard_sentences()
        for sentence in sentences:
            self.stdout.write(sentence)
        return len(sentences)

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

    def show(self, found):
        """One line for the agency's chain and one for each fault; returns how many faults."""
        slug, tip = found.agency.slug, found.tip
        end = "ลำดับที่ 0"
        if tip:
            end = f"ลำดับที่ {tip.sequence} {tip.record_sha256} {utc_text(tip.published_at)}"
        self.stdout.write(f"{slug}: {found.count} บันทึก ถูกต้องถึง{end}")
        if found.fault:
            self.stdout.write(f"{slug}: บันทึกไม่ตรง {found.fault}")
        sentences = chain.index_faults(found.agency)
        if not found.fault:
            sentences += chain.summary_faults(found.agency)
        for sentence in sentences:
            self.stdout.write(f"{slug}: ดัชนีไม่ตรง {sentence}")
        clock = chain.clock_faults(found.agency, timezone.now())
        for sentence in clock:
            self.stdout.write(f"{slug}: เวลาไม่ตรง {sentence}")
        return bool(found.fault) + len(sentences) + len(clock)

    def show_files(self, agency):
        """One line for each published document that is missing or changed; returns how many."""
        count, sentences = file_faults(agency)
        if count:
            self.stdout.write(f"{agency.slug}: อ่านเอกสารที่เผยแพร่ {count} ไฟล์ ไม่ตรง {len(sentences)} ไฟล์")
        for sentence in sentences:
            self.stdout.write(f"{agency.slug}: เอกสารไม่ตรง {sentence}")
        return len(sentences)

    def hold_against(self, agency, found, log, path):
        """One line on what became of the records of an earlier export; returns how many faults."""
        comparison = compare(agency, log)
        if comparison.fault:
            self.stdout.write(f"{agency.slug}: ต่างจาก {path} {comparison.fault}")
            return 1
        end = log.tip["sequence"] if log.tip else 0
        self.stdout.write(
            f"{agency.slug}: ตรงกับ {path} ถึงลำดับที่ {end} หลังจากนั้นเพิ่ม {found.count - end} บันทึก"
            f" ถอน {comparison.withdrawn_since} บันทึก"
        )
        return 0
