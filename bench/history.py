"""How long the history of a page with many versions takes, rendered through Django's request cycle.

Run: .venv/bin/python bench/history.py [VERSIONS]. Uses a throw-away SQLite file. Target: 300 versions in
under 100 ms.
"""

import os
import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))


def main(versions):
    with tempfile.TemporaryDirectory() as folder:
        os.environ |= {"ITA_LOCAL": "1", "SECRET_KEY": "bench", "ITA_VAR_DIR": folder, "LOG_LEVEL": "ERROR"}
        os.environ["DJANGO_SETTINGS_MODULE"] = "tests.settings"
        import django

        django.setup()
        from django.core.management import call_command
        from django.test import Client

        from assessments.models import Agency
        from assessments.record.publish import current_publication, publish

        for command in (["migrate", "--verbosity=0"], ["load_packs"], ["load_example"]):
            call_command(*command, stdout=open(os.devnull, "w"))
        agency = Agency.objects.get()
        content = current_publication(agency, 2564, "oit").data()
        for number in range(2, versions + 1):
            item = content["items"][number % len(content["items"])]
            item["explanation"] = f"ฉบับที่ {number}"
            publish(agency, 2564, "oit", lambda *_: content, note=f"ครั้งที่ {number}", by="bench", role="bench")
        client = Client(headers={"host": "127.0.0.1"})
        for address in ("/ita/2564/oit/history/", "/ita/2564/oit/", "/ita/2564/oit/?as_of=2030-01-01"):
            took = []
            for _ in range(20):
                start = time.perf_counter()
                assert client.get(address).status_code == 200
                took.append(time.perf_counter() - start)
            print(f"{address}: {versions} versions, median {sorted(took)[10] * 1000:.1f} ms")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 300)
