"""The desk's server taking an import of 500 measures, once for each line it is sent, each time in a child.

A line is a table: before its first row of that table the child says how many measures it has written so far,
stops and waits to be killed by test_import_killed.py. An empty line lets it finish. After each child the
parent says what stands in the database.
"""

import json
import os
import signal
import sys

import django

ACTIONS = 500


def main():
    """Make an agency and the two years, say "ready", then serve."""
    django.setup()
    from django.apps import apps
    from django.conf import settings
    from django.contrib.auth.models import User
    from django.core.management import call_command
    from django.db import connections
    from django.test import Client

    from assessments.framework.pack_loader import PACKS, load_pack
    from assessments.models import Agency

    settings.MIGRATION_MODULES = {
        app.label: None for app in apps.get_app_configs()
    }  # tables at once: 1 s less
    call_command("migrate", run_syncdb=True, verbosity=0)
    for year in ("2563", "2564"):
        load_pack(PACKS / f"{year}.json")
    Agency.objects.create(slug="sao", name="องค์การบริหารส่วนตำบลสมมติ", district="ทดลอง", province="ตัวอย่าง")
    client = Client(headers={"host": "127.0.0.1"})
    client.force_login(User.objects.create_superuser("somsri"))
    client.get("/robots.txt")  # so that every child finds the server loaded
    posted = confirmation()
    connections.close_all()
    print("ready", flush=True)
    for line in sys.stdin:
        child = os.fork()
        if child == 0:
            serve(client, posted, line.strip())
        os.waitpid(child, 0)
        print(json.dumps(standing()), flush=True)
        connections.close_all()


def confirmation():
    """What a browser sends to have a Word file of 500 measures written."""
    from measures.admin.import_draft import ImportDraft
    from tests.support.documents import COLUMNS, docx, item, tbl, tc

    items = "".join(item(f"มาตรการที่ {n}") for n in range(ACTIONS))
    data = docx(tbl(COLUMNS, ["๑. การปฏิบัติหน้าที่", "๘๓.๖๘", tc(items)]))
    return ImportDraft(data, "แผน.docx").posted(confirm="1")


def serve(client, posted, table):
    """Take the import; before the first row of `table` say “killable” and wait for the end."""
    from django.db import connection

    from measures.models import RemediationAction

    def watched(execute, sql, params, many, context):
        if table and sql.startswith(f'INSERT INTO "{table}"'):
            print("killable", os.getpid(), RemediationAction.objects.count(), flush=True)
            signal.pause()
        return execute(sql, params, many, context)

    with connection.execute_wrapper(watched):
        response = client.post("/ita/admin/measures/measuresplan/import/", posted)
    print("done", response.status_code, flush=True)
    os._exit(0)


def standing():
    """How many rows the import has left, by kind."""
    from assessments.models import Assessment, AuditEntry, IndicatorScore, StoredFile
    from measures.models import MeasuresPlan, RemediationAction, SourceDocument

    counted = (
        MeasuresPlan,
        RemediationAction,
        SourceDocument,
        Assessment,
        IndicatorScore,
        StoredFile,
        AuditEntry,
    )
    return [model.objects.count() for model in counted]


if __name__ == "__main__":
    main()
