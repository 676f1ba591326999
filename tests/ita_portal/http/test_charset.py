"""A codec named in a header neither fails a page nor changes what it reads."""

import pytest
from django.urls import reverse

from tests.support.factories import make_agency

CODECS = [
    "base64",
    "hex",
    "idna",
    "undefined",
    "rot13",
    "zlib",
    "punycode",
    "utf-7",
    "utf-16",
    "tis-620",
    "x",
]
FORM = "application/x-www-form-urlencoded"


@pytest.mark.django_db
@pytest.mark.parametrize("codec", CODECS)
def test_a_codec_that_a_stranger_names_is_not_used(client, codec):
    make_agency()
    kind = f"{FORM}; charset={codec}"
    found = client.generic("GET", "/ita/search/?q=%E0%B8%81%E0%B8%8A", content_type=kind)
    assert found.status_code == 200
    assert 'value="กช"' in found.text
    body = "username=ก&password=ข".encode()
    for multipart in (kind, f"multipart/form-data; boundary=x; charset={codec}"):
        for address in (reverse("admin:login"), "/ita/report/"):
            answer = client.generic("POST", address, body, content_type=multipart)
            assert answer.status_code in (200, 400, 403)
