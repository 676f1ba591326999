import io

import pytest
from django.contrib.auth import get_user_model
from django.core.management import call_command

from assessments.models import Agency, Publication


def prepare():
    output = io.StringIO()
    call_command("prepare_local_site", stdout=output)
    return output.getvalue()


def state():
    models = [Agency, Publication, get_user_model()]
    return [list(model.objects.order_by("pk").values()) for model in models]


@pytest.mark.django_db
def test_prepare_local_site_publishes_the_example_and_prints_the_password():
    output = prepare()

    assert "รหัสผ่าน" in output
    assert Publication.objects.filter(agency__slug="pakchong").count() == 3


@pytest.mark.django_db
def test_second_run_changes_nothing_and_keeps_the_password_to_itself():
    prepare()
    before = state()

    assert "รหัสผ่าน" not in prepare()

    assert state() == before
