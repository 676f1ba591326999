"""The agency says under which origin its pages are read, and the ids in feeds and catalogues keep one."""

import django.db.models.functions.text
import django.db.models.lookups
from django.db import migrations, models

import assessments.models.agency


class Migration(migrations.Migration):
    dependencies = [
        ("assessments", "0016_carried_rows"),
    ]

    operations = [
        migrations.AddField(
            model_name="agency",
            name="id_origin",
            field=models.CharField(
                blank=True,
                default="",
                help_text="รหัสของรายการในฟีด ปฏิทิน และชุดข้อมูล คงเดิมแม้ย้ายโดเมน ระบบกำหนดให้เมื่อตั้งที่อยู่สาธารณะครั้งแรก",
                max_length=270,
                validators=[assessments.models.agency.validate_origin],
                verbose_name="ต้นทางของรหัสประจำรายการ",
            ),
        ),
        migrations.AddField(
            model_name="agency",
            name="public_origin",
            field=models.CharField(
                blank=True,
                default="",
                help_text="ที่ประชาชนใช้เปิดหน้า /ita/ เช่น https://www.pakchong.go.th ที่อยู่ที่ส่งเข้า ITAS และเผยแพร่ขึ้นต้นด้วยที่อยู่นี้",
                max_length=270,
                validators=[assessments.models.agency.validate_origin],
                verbose_name="ที่อยู่สาธารณะ",
            ),
        ),
        migrations.AddField(
            model_name="historicalagency",
            name="id_origin",
            field=models.CharField(
                blank=True,
                default="",
                help_text="รหัสของรายการในฟีด ปฏิทิน และชุดข้อมูล คงเดิมแม้ย้ายโดเมน ระบบกำหนดให้เมื่อตั้งที่อยู่สาธารณะครั้งแรก",
                max_length=270,
                validators=[assessments.models.agency.validate_origin],
                verbose_name="ต้นทางของรหัสประจำรายการ",
            ),
        ),
        migrations.AddField(
            model_name="historicalagency",
            name="public_origin",
            field=models.CharField(
                blank=True,
                default="",
                help_text="ที่ประชาชนใช้เปิดหน้า /ita/ เช่น https://www.pakchong.go.th ที่อยู่ที่ส่งเข้า ITAS และเผยแพร่ขึ้นต้นด้วยที่อยู่นี้",
                max_length=270,
                validators=[assessments.models.agency.validate_origin],
                verbose_name="ที่อยู่สาธารณะ",
            ),
        ),
        migrations.AddConstraint(
            model_name="agency",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("public_origin", ""),
                    models.Q(
                        models.Q(
                            django.db.models.lookups.Exact(
                                django.db.models.functions.text.StrIndex(
                                    models.F("public_origin"), models.Value("https://")
                                ),
                                models.Value(1),
                            ),
                            django.db.models.lookups.Exact(
                                django.db.models.functions.text.StrIndex(
                                    models.F("public_origin"), models.Value("http://localhost")
                                ),
                                models.Value(1),
                            ),
                            django.db.models.lookups.Exact(
                                django.db.models.functions.text.StrIndex(
                                    models.F("public_origin"), models.Value("http://127.0.0.1")
                                ),
                                models.Value(1),
                            ),
                            django.db.models.lookups.Exact(
                                django.db.models.functions.text.StrIndex(
                                    models.F("public_origin"), models.Value("http://[::1]")
                                ),
                                models.Value(1),
                            ),
                            _connector="OR",
                        ),
                        django.db.models.lookups.Exact(
                            django.db.models.functions.text.StrIndex(
                                django.db.models.functions.text.Substr(models.F("public_origin"), 9),
                                models.Value("/"),
                            ),
                            models.Value(0),
                        ),
                    ),
                    _connector="OR",
                ),
                name="agency_origin_is_https",
                violation_error_message="ที่อยู่สาธารณะต้องเป็น https:// และโดเมนเท่านั้น",
            ),
        ),
        migrations.AddConstraint(
            model_name="agency",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("id_origin", ""),
                    models.Q(
                        models.Q(
                            django.db.models.lookups.Exact(
                                django.db.models.functions.text.StrIndex(
                                    models.F("id_origin"), models.Value("https://")
                                ),
                                models.Value(1),
                            ),
                            django.db.models.lookups.Exact(
                                django.db.models.functions.text.StrIndex(
                                    models.F("id_origin"), models.Value("http://localhost")
                                ),
                                models.Value(1),
                            ),
                            django.db.models.lookups.Exact(
                                django.db.models.functions.text.StrIndex(
                                    models.F("id_origin"), models.Value("http://127.0.0.1")
                                ),
                                models.Value(1),
                            ),
                            django.db.models.lookups.Exact(
                                django.db.models.functions.text.StrIndex(
                                    models.F("id_origin"), models.Value("http://[::1]")
                                ),
                                models.Value(1),
                            ),
                            _connector="OR",
                        ),
                        django.db.models.lookups.Exact(
                            django.db.models.functions.text.StrIndex(
                                django.db.models.functions.text.Substr(models.F("id_origin"), 9),
                                models.Value("/"),
                            ),
                            models.Value(0),
                        ),
                    ),
                    _connector="OR",
                ),
                name="agency_id_origin_is_https",
                violation_error_message="ต้นทางของรหัสต้องเป็น https:// และโดเมนเท่านั้น",
            ),
        ),
        migrations.AddConstraint(
            model_name="agency",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("public_origin", ""), models.Q(("id_origin", ""), _negated=True), _connector="OR"
                ),
                name="agency_ids_have_an_origin",
                violation_error_message="เมื่อมีที่อยู่สาธารณะ ต้องมีต้นทางของรหัสด้วย",
            ),
        ),
    ]
