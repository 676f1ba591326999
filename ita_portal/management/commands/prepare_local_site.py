"""What `make run` does before the server starts: one process, because each start of Django takes its time."""

from django.core.management import call_command
from django.core.management.base import BaseCommand


class Command(BaseCommand):
    help = "เตรียมฐานข้อมูล ชุดข้อมูลรายปี ตัวอย่าง (เมื่อยังว่าง) และผู้ดูแลระบบคนแรก สำหรับ make run; ทำซ้ำได้"

    def add_arguments(self, parser):
        parser.add_argument("--origin", default="", metavar="URL", help="ที่อยู่สาธารณะของตัวอย่าง คือที่เปิดในเครื่องนี้")

    def handle(self, *args, origin, **options):
        call_command("migrate", verbosity=0)
        call_command("load_packs", stdout=self.stdout)
        call_command("load_example", if_empty=True, origin=origin, stdout=self.stdout)
        call_command("first_superuser", stdout=self.stdout)
