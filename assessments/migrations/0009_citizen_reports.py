"""Reports of citizens and how many come from one address; the link of a year's EIT survey."""

import django.core.validators
import django.db.models.deletion
import django.db.models.functions.text
import django.db.models.lookups
from django.db import migrations, models

import assessments.models.report


class Migration(migrations.Migration):
    dependencies = [
        ("assessments", "0008_published_link_names"),
    ]

    operations = [
        migrations.CreateModel(
            name="CitizenReport",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "reference",
                    models.CharField(
                        default=assessments.models.report.new_reference,
                        max_length=19,
                        unique=True,
                        verbose_name="เลขที่อ้างอิง",
                    ),
                ),
                ("about", models.CharField(max_length=300, verbose_name="เกี่ยวกับหน้า")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("dead_link", "ลิงก์เปิดไม่ได้"),
                            ("outdated", "ข้อมูลไม่เป็นปัจจุบัน"),
                            ("wrong", "ข้อมูลไม่ถูกต้อง"),
                            ("suggestion", "ข้อเสนอแนะ"),
                        ],
                        max_length=20,
                        verbose_name="เรื่อง",
                    ),
                ),
                ("text", models.TextField(blank=True, default="", max_length=4000, verbose_name="ข้อความ")),
                ("name", models.CharField(blank=True, default="", max_length=100, verbose_name="ชื่อผู้แจ้ง")),
                ("contact", models.CharField(blank=True, default="", max_length=200, verbose_name="ติดต่อกลับ")),
                (
                    "text_sha256",
                    models.CharField(blank=True, default="", max_length=64, verbose_name="ลายนิ้วมือของข้อความ"),
                ),
                ("received_at", models.DateTimeField(verbose_name="รับเมื่อ")),
                (
                    "joined",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("", "เรื่องของตนเอง"),
                            ("same", "ข้อความซ้ำกับเรื่องนี้"),
                            ("more", "ข้อความเพิ่มเติมของเรื่องนี้"),
                            ("flood", "ส่งถี่จากที่เดียวกัน"),
                        ],
                        default="",
                        max_length=10,
                        verbose_name="เหตุที่อยู่ใต้เรื่องอื่น",
                    ),
                ),
                (
                    "status",
                    models.CharField(
                        choices=[("received", "รับเรื่องแล้ว"), ("answered", "ตอบแล้ว"), ("closed", "ปิดเรื่องแล้ว")],
                        default="received",
                        max_length=10,
                        verbose_name="สถานะ",
                    ),
                ),
                (
                    "answer",
                    models.TextField(
                        blank=True,
                        default="",
                        help_text="แสดงเฉพาะที่หน้าเลขที่อ้างอิงของผู้แจ้ง อย่าใส่ชื่อหรือข้อมูลส่วนบุคคลของผู้แจ้ง",
                        max_length=4000,
                        verbose_name="คำตอบของหน่วยงาน",
                    ),
                ),
                ("answered_at", models.DateTimeField(blank=True, null=True, verbose_name="ตอบเมื่อ")),
                (
                    "answered_by",
                    models.CharField(blank=True, default="", max_length=150, verbose_name="ตอบโดย"),
                ),
                ("closed_at", models.DateTimeField(blank=True, null=True, verbose_name="ปิดเมื่อ")),
                ("closed_by", models.CharField(blank=True, default="", max_length=150, verbose_name="ปิดโดย")),
                ("scrubbed_at", models.DateTimeField(blank=True, null=True, verbose_name="ลบข้อมูลส่วนบุคคลเมื่อ")),
            ],
            options={
                "verbose_name": "เรื่องที่ประชาชนแจ้ง",
                "verbose_name_plural": "เรื่องที่ประชาชนแจ้ง",
                "ordering": ["-received_at", "-pk"],
            },
        ),
        migrations.CreateModel(
            name="SenderHour",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "sender",
                    models.CharField(
                        max_length=64,
                        validators=[django.core.validators.RegexValidator("^[0-9a-f]{64}\\Z", "รหัสไม่ถูกต้อง")],
                        verbose_name="ที่มา (รหัสของวัน)",
                    ),
                ),
                ("hour", models.DateTimeField(verbose_name="ชั่วโมงที่เริ่ม")),
                ("messages", models.PositiveIntegerField(default=0, verbose_name="จำนวนข้อความ")),
                ("queued", models.PositiveIntegerField(default=0, verbose_name="จำนวนที่เข้าคิวเอง")),
            ],
            options={
                "verbose_name": "จำนวนข้อความต่อชั่วโมง",
                "verbose_name_plural": "จำนวนข้อความต่อชั่วโมง",
                "ordering": ["-hour", "-messages"],
            },
        ),
        migrations.AddField(
            model_name="assessment",
            name="eit_url",
            field=models.CharField(
                blank=True,
                default="",
                help_text="เช่น https://itas.nacc.go.th/go/eit/abc123 เมื่อเผยแพร่แบบรายการแล้ว มีหน้าโปสเตอร์พร้อมคิวอาร์โค้ด ห้ามใส่ลิงก์ IIT",
                max_length=200,
                validators=[
                    django.core.validators.RegexValidator(
                        "^https://itas\\.nacc\\.go\\.th/go/eit/[A-Za-z0-9_-]{1,60}\\Z",
                        "ใส่ได้เฉพาะลิงก์แบบวัด EIT ของ ป.ป.ช. รูปแบบ https://itas.nacc.go.th/go/eit/ ตามด้วยรหัสของหน่วยงาน",
                    )
                ],
                verbose_name="ลิงก์แบบวัด EIT ของปีนี้",
            ),
        ),
        migrations.AddField(
            model_name="historicalassessment",
            name="eit_url",
            field=models.CharField(
                blank=True,
                default="",
                help_text="เช่น https://itas.nacc.go.th/go/eit/abc123 เมื่อเผยแพร่แบบรายการแล้ว มีหน้าโปสเตอร์พร้อมคิวอาร์โค้ด ห้ามใส่ลิงก์ IIT",
                max_length=200,
                validators=[
                    django.core.validators.RegexValidator(
                        "^https://itas\\.nacc\\.go\\.th/go/eit/[A-Za-z0-9_-]{1,60}\\Z",
                        "ใส่ได้เฉพาะลิงก์แบบวัด EIT ของ ป.ป.ช. รูปแบบ https://itas.nacc.go.th/go/eit/ ตามด้วยรหัสของหน่วยงาน",
                    )
                ],
                verbose_name="ลิงก์แบบวัด EIT ของปีนี้",
            ),
        ),
        migrations.AddConstraint(
            model_name="assessment",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("eit_url", ""),
                    django.db.models.lookups.Exact(
                        django.db.models.functions.text.StrIndex(
                            models.F("eit_url"), models.Value("https://itas.nacc.go.th/go/eit/")
                        ),
                        models.Value(1),
                    ),
                    _connector="OR",
                ),
                name="assessment_eit_link_only",
                violation_error_message="ใส่ได้เฉพาะลิงก์แบบวัด EIT ของ ป.ป.ช.",
            ),
        ),
        migrations.AddField(
            model_name="citizenreport",
            name="agency",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="reports",
                to="assessments.agency",
                verbose_name="หน่วยงาน",
            ),
        ),
        migrations.AddField(
            model_name="citizenreport",
            name="part_of",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="parts",
                to="assessments.citizenreport",
                verbose_name="อยู่ใต้เรื่อง",
            ),
        ),
        migrations.AddField(
            model_name="senderhour",
            name="agency",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="sender_hours",
                to="assessments.agency",
                verbose_name="หน่วยงาน",
            ),
        ),
        migrations.AddField(
            model_name="senderhour",
            name="pile",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to="assessments.citizenreport",
                verbose_name="กองข้อความส่งถี่",
            ),
        ),
        migrations.AddIndex(
            model_name="citizenreport",
            index=models.Index(fields=["agency", "status", "-received_at"], name="citizenreport_queue"),
        ),
        migrations.AddIndex(
            model_name="citizenreport",
            index=models.Index(fields=["agency", "text_sha256"], name="citizenreport_same_text"),
        ),
        migrations.AddConstraint(
            model_name="citizenreport",
            constraint=models.CheckConstraint(
                condition=django.db.models.lookups.Exact(
                    django.db.models.functions.text.StrIndex(models.F("about"), models.Value("/ita/")),
                    models.Value(1),
                ),
                name="citizenreport_about_own_page",
                violation_error_message="แจ้งได้เฉพาะเรื่องของหน้าในระบบนี้",
            ),
        ),
        migrations.AddConstraint(
            model_name="citizenreport",
            constraint=models.CheckConstraint(
                condition=models.Q(("kind__in", ["dead_link", "outdated", "wrong", "suggestion"])),
                name="citizenreport_kind_is_known",
                violation_error_message="เลือกเรื่องที่จะแจ้ง",
            ),
        ),
        migrations.AddConstraint(
            model_name="citizenreport",
            constraint=models.CheckConstraint(
                condition=models.Q(("status__in", ["received", "answered", "closed"])),
                name="citizenreport_status_is_known",
                violation_error_message="สถานะไม่ถูกต้อง",
            ),
        ),
        migrations.AddConstraint(
            model_name="citizenreport",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("text", ""), _negated=True), ("scrubbed_at__isnull", False), _connector="OR"
                ),
                name="citizenreport_says_something",
                violation_error_message="ข้อความต้องไม่ว่าง",
            ),
        ),
        migrations.AddConstraint(
            model_name="citizenreport",
            constraint=models.CheckConstraint(
                condition=models.Q(("answer__length__lte", 4000), ("text__length__lte", 4000)),
                name="citizenreport_text_fits",
                violation_error_message="ข้อความและคำตอบยาวได้ไม่เกิน ๔,๐๐๐ ตัวอักษร",
            ),
        ),
        migrations.AddConstraint(
            model_name="citizenreport",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("joined", ""), ("part_of__isnull", True)),
                    models.Q(("joined__in", ["same", "more", "flood"]), ("part_of__isnull", False)),
                    _connector="OR",
                ),
                name="citizenreport_joined_with_reason",
                violation_error_message="ข้อความที่อยู่ใต้เรื่องอื่นต้องบอกเหตุ และเรื่องของตนเองต้องไม่มี",
            ),
        ),
        migrations.AddConstraint(
            model_name="citizenreport",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("answer", ""), ("answered_at__isnull", True), ("answered_by", "")),
                    models.Q(
                        models.Q(("answer", ""), _negated=True),
                        ("answered_at__isnull", False),
                        models.Q(("answered_by", ""), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="citizenreport_answer_is_signed",
                violation_error_message="คำตอบต้องมีผู้ตอบและเวลา",
            ),
        ),
        migrations.AddConstraint(
            model_name="citizenreport",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("status", "answered"), _negated=True),
                    models.Q(("answer", ""), _negated=True),
                    _connector="OR",
                ),
                name="citizenreport_answered_with_answer",
                violation_error_message="เขียนคำตอบก่อน แล้วจึงเปลี่ยนสถานะเป็น “ตอบแล้ว”",
            ),
        ),
        migrations.AddConstraint(
            model_name="citizenreport",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("closed_at__isnull", False),
                        ("status", "closed"),
                        models.Q(("closed_by", ""), _negated=True),
                    ),
                    models.Q(
                        models.Q(("status", "closed"), _negated=True),
                        ("closed_at__isnull", True),
                        ("closed_by", ""),
                    ),
                    _connector="OR",
                ),
                name="citizenreport_closing_is_signed",
                violation_error_message="การปิดเรื่องต้องมีผู้ปิดและเวลา",
            ),
        ),
        migrations.AddConstraint(
            model_name="citizenreport",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("scrubbed_at__isnull", True),
                    models.Q(("contact", ""), ("name", ""), ("text_sha256", "")),
                    _connector="OR",
                ),
                name="citizenreport_scrubbed_is_clean",
                violation_error_message="เรื่องที่ลบข้อมูลส่วนบุคคลแล้วต้องไม่มีชื่อและช่องทางติดต่อ",
            ),
        ),
        migrations.AddConstraint(
            model_name="senderhour",
            constraint=models.UniqueConstraint(
                fields=("agency", "sender", "hour"),
                name="senderhour_once",
                violation_error_message="มีจำนวนของชั่วโมงนี้แล้ว",
            ),
        ),
        migrations.AddConstraint(
            model_name="senderhour",
            constraint=models.CheckConstraint(
                condition=models.Q(("queued__lte", models.F("messages"))),
                name="senderhour_queued_within_messages",
                violation_error_message="ข้อความที่เข้าคิวต้องไม่เกินข้อความที่รับ",
            ),
        ),
    ]
