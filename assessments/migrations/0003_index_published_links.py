"""Index the links of the checklists that were published before there was an index."""

import hashlib
import json
from urllib.parse import urlsplit

from django.db import migrations


def index(apps, schema_editor):
    def model(name):
        return apps.get_model("assessments", name)

    rows = model("Publication").objects.filter(page="oit", withdrawn_at=None).select_related("agency")
    for publication in rows.iterator():
        for item in json.loads(publication.content)["items"]:
            for link in item["links"]:
                if link["removed"]:
                    continue
                model("PublishedLink").objects.create(
                    publication=publication,
                    code=item["code"],
                    position=link["position"],
                    target=_target(model, publication.agency, link["url"]),
                )


def _target(model, agency, url):
    try:
        host = (urlsplit(url).hostname or "").rstrip(".").encode("idna").decode("ascii")
    except ValueError:
        return None
    if not host or not url.lower().startswith(("http://", "https://")):
        return None
    checked, _ = model("CheckedHost").objects.get_or_create(host=host)
    key = hashlib.sha256(url.encode()).hexdigest()
    return model("LinkTarget").objects.get_or_create(
        agency=agency, url_sha256=key, defaults={"url": url, "host": checked}
    )[0]


class Migration(migrations.Migration):
    dependencies = [("assessments", "0002_documents_and_link_checks")]
    operations = [migrations.RunPython(index, migrations.RunPython.noop)]
