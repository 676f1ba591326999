"""Makes the first administrator of a new portal."""

import secrets

from django.contrib.auth import get_user_model
from django.core.management.base import BaseCommand, CommandError
from django.urls import reverse

USERNAME = "admin"


class Command(BaseCommand):
    help = "สร้างผู้ดูแลระบบคนแรก (admin) พร้อมรหัสผ่านสุ่มที่แสดงเพียงครั้งเดียว; ไม่ทำอะไรเมื่อมีผู้ดูแลระบบแล้ว"

    def handle(self, *args, **options):
        users = get_user_model().objects
        if users.filter(is_superuser=True).exists():
            return
        if users.filter(username=USERNAME).exists():
            raise CommandError(
                f"มีผู้ใช้ชื่อ {USERNAME} ที่ไม่ใช่ผู้ดูแลระบบอยู่แล้ว: สร้างผู้ดูแลระบบชื่ออื่นด้วย manage.py createsuperuser"
            )
        password = secrets.token_urlsafe(15)
        users.create_superuser(USERNAME, password=password)
        self.stdout.write(
            f"สร้างผู้ดูแลระบบคนแรกแล้ว เข้าระบบที่ {reverse('admin:index')}\n"
            f"  ชื่อผู้ใช้  {USERNAME}\n"
            f"  รหัสผ่าน  {password}\n"
            "  จดรหัสผ่านนี้ไว้ตอนนี้: จะไม่แสดงอีก (ตั้งใหม่ได้ด้วยคำสั่ง changepassword admin)"
        )
