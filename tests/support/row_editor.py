"""One of several editors who change one row at once: python -m tests.support.row_editor NAME TURNS.

Says "ready", waits for a line, then adds a line to the explanation TURNS times, and as often a link.
Whoever is asked to choose opens the form anew and writes again.
"""

import os
import sys

import django

os.environ["DJANGO_SETTINGS_MODULE"] = "tests.settings"  # pages without collected static files
django.setup()

from django.contrib.auth import get_user_model  # noqa: E402
from django.test import Client  # noqa: E402

from assessments.models import Disclosure  # noqa: E402
from tests.support.editors import address, asks, opened  # noqa: E402


def added(form, line):
    """The form with one line more and one link more."""
    number = int(form["links-TOTAL_FORMS"])
    link = {"label": line, "url": "https://a.go.th/", "id": "", "position": str(number + 1)}
    more = {f"links-{number}-{name}": value for name, value in link.items()}
    text = f"{form['explanation'].strip()}\n{line}"
    return form | more | {"links-TOTAL_FORMS": str(number + 1), "explanation": text, "_continue": "1"}


def main(name, turns):
    """Write all lines; prints how often it was asked."""
    client, row, asked = Client(HTTP_HOST="127.0.0.1"), Disclosure.objects.get(), 0
    client.force_login(get_user_model().objects.create_superuser(name))
    opened(client, row)
    print("ready", flush=True)
    sys.stdin.readline()
    for turn in range(turns):
        while True:
            response = client.post(address(row), added(opened(client, row), f"{name}-{turn}"))
            if response.status_code == 302:
                break
            assert asks(response), response.text
            asked += 1
    print(asked)


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]))
