"""Imports a measures document as found into the desk."""

from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from measures.importing.faults import DocumentError
from measures.plan.import_document import ImportRefused, OtherAgency, UnknownDivisions, import_measures

UNKNOWN = "เพิ่มส่วนงานที่หน้าจอ “ส่วนงาน” ก่อน หรือสั่งอีกครั้งด้วย --create-divisions เพื่อเพิ่มตามชื่อในเอกสาร"
OTHER = "เอกสารเขียนชื่อหน่วยงานอื่น ถ้าตรวจแล้วว่านำเข้าให้หน่วยงานที่เลือกจริง ให้สั่งอีกครั้งด้วย --although"


class Command(BaseCommand):
    help = "นำเข้าเอกสารมาตรการส่งเสริมคุณธรรมและความโปร่งใส (DOCX, XLSX, HTML, CSV หรือ TXT) เป็นข้อมูลที่แก้ไขได้"

    def add_arguments(self, parser):
        parser.add_argument("file", help="ไฟล์เอกสาร")
        parser.add_argument("--agency", default="", metavar="SLUG", help="ชื่อย่อของหน่วยงานในระบบ")
        parser.add_argument("--replace", action="store_true", help="แทนที่แผนและคะแนนเดิมของปีนั้นด้วยเอกสารนี้")
        parser.add_argument(
            "--although", action="store_true", help="นำเข้าแม้เอกสารเขียนชื่อหน่วยงานหรือที่ตั้งต่างจากหน่วยงานที่เลือก"
        )
        parser.add_argument(
            "--create-divisions", action="store_true", help="เพิ่มส่วนงานที่เอกสารเขียนแต่ยังไม่มีในระบบ"
        )
        parser.add_argument("--dry-run", action="store_true", help="ทำทุกขั้นตอน แสดงผล แล้วยกเลิก ไม่บันทึก")

    def handle(self, *, file, agency, replace, although, create_divisions, dry_run, **options):
        try:
            data = Path(file).read_bytes()
        except OSError as error:
            raise CommandError(f"{file}: เปิดไฟล์ไม่ได้ ({error.strerror})") from error
        try:
            imported = import_measures(
                data,
                file_name=Path(file).name,
                by="import_measures",
                agency_slug=agency,
                replace=replace,
                although=although,
                create_divisions=create_divisions,
                dry_run=dry_run,
            )
        except OtherAgency as error:
            raise CommandError(f"{file}: นำเข้าไม่ได้ ไม่มีอะไรถูกบันทึก\n{error}\n{OTHER}") from error
        except UnknownDivisions as error:
            raise CommandError(f"{file}: นำเข้าไม่ได้ ไม่มีอะไรถูกบันทึก\n{error}\n{UNKNOWN}") from error
        except (DocumentError, ImportRefused) as error:
            raise CommandError(f"{file}: นำเข้าไม่ได้ ไม่มีอะไรถูกบันทึก\n{error}") from error
        self.show(imported, dry_run)

    def show(self, imported, dry_run):
        """Print what was read, what was odd, and in the last line what was written."""
        document = imported.document
        self.stdout.write(f"{imported.agency.name} อำเภอ{document.district} จังหวัด{document.province}")
        self.stdout.write(f"มาตรการปี {document.fiscal_year} จากผลปี {document.result_year}")
        self.stdout.write(f"คะแนนรวม {document.total} ระดับ {document.level}")
        for row in document.rows:
            self.stdout.write(f"  {row.number}. {row.name} {row.score} ({row.instrument})")
            for order, action in enumerate(row.actions, start=1):
                self.stdout.write(f"     {order}) {action.text}")
        for notice in document.warnings:
            self.stdout.write(f"โปรดตรวจ: {notice.message}")
        if imported.already:
            self.stdout.write("เอกสารฉบับนี้นำเข้าไว้แล้ว ไม่มีอะไรเปลี่ยน")
            return
        counts = imported.counts
        prefix = "(ทดลอง ไม่บันทึก) " if dry_run else "นำเข้าแล้ว "
        self.stdout.write(
            f"{prefix}คะแนน {counts['scores']} บทวิเคราะห์ {counts['analyses']} มาตรการ {counts['actions']}"
            f" ข้อสังเกต {len(document.warnings)}"
        )
