"""A list of the desk costs the same queries with ten rows and with a thousand; its dates are Thai."""

from datetime import date, timedelta

import pytest
from django.contrib.auth import get_user_model
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from assessments.models import (
    Agency,
    CitizenReport,
    DisclosureLink,
    Division,
    LinkCheck,
    LinkTarget,
    Membership,
    ShownRequirement,
)
from measures.models import ProgressEntry, ProgressEvidence, RemediationAction, SourceDocument
from tests.support.two_agencies import furnished

pytestmark = pytest.mark.django_db
User = get_user_model()


@pytest.fixture(scope="module")
def rows(django_db_setup, django_db_blocker, tmp_path_factory):
    with furnished(tmp_path_factory.mktemp("documents"), django_db_blocker, "own") as [own]:
        yield own


def many(model, numbers, **fields):
    """`model` rows, one a number; a field that is callable is made from the number."""
    made = [
        model(**{name: value(n) if callable(value) else value for name, value in fields.items()})
        for n in numbers
    ]
    model.objects.bulk_create(made)


def make_users(rows, numbers):
    many(User, numbers, username=lambda n: f"u{n}", is_staff=True)
    users = list(User.objects.filter(username__in=[f"u{n}" for n in numbers]))
    many(
        Membership,
        range(len(users)),
        user=lambda n: users[n],
        agency=rows["assessments.agency"],
        role="editor",
    )


MAKERS = {
    Agency: lambda rows, n: many(Agency, n, slug=lambda i: f"a{i}", name=lambda i: f"อบต. {i}"),
    Division: lambda rows, n: many(
        Division, n, agency=rows["assessments.agency"], name=lambda i: f"กอง {i}", position=1
    ),
    DisclosureLink: lambda rows, n: many(
        DisclosureLink,
        n,
        disclosure=rows["assessments.disclosure"],
        position=lambda i: i,
        label="แผน",
        url="/ita/",
    ),
    ShownRequirement: lambda rows, n: many(
        ShownRequirement,
        n,
        disclosure=rows["assessments.disclosure"],
        requirement=lambda i: f"ข้อ {i}",
        ticked_by="x",
    ),
    LinkTarget: lambda rows, n: many(
        LinkTarget,
        n,
        agency=rows["assessments.agency"],
        host=rows["assessments.checkedhost"],
        url=lambda i: f"https://x.go.th/{i}",
        url_sha256=lambda i: f"{i:064}",
    ),
    LinkCheck: lambda rows, n: many(
        LinkCheck,
        n,
        target=rows["assessments.linktarget"],
        claim=str,
        checked_at=timezone.now(),
        state="ok",
    ),
    CitizenReport: lambda rows, n: many(
        CitizenReport,
        n,
        agency=rows["assessments.agency"],
        kind="wrong",
        text="ไม่ถูก",
        about="/ita/",
        received_at=timezone.now(),
    ),
    RemediationAction: lambda rows, n: many(
        RemediationAction,
        n,
        plan=rows["measures.measuresplan"],
        indicator=rows["measures.remediationaction"].indicator,
        division=rows["assessments.division"],
        order=lambda i: i,
        text="อบรม",
        due_on=date(2021, 3, 31),
    ),
    ProgressEntry: lambda rows, n: many(
        ProgressEntry,
        n,
        action=rows["measures.remediationaction"],
        happened_on=lambda i: date(2021, 3, 31) - timedelta(days=i % 90),
        text="ประชุม",
        entered_by="x",
    ),
    ProgressEvidence: lambda rows, n: many(
        ProgressEvidence,
        n,
        entry=rows["measures.progressentry"],
        plan=rows["measures.measuresplan"],
        number=lambda i: i,
        label="ภาพ",
        url="/ita/",
    ),
    SourceDocument: lambda rows, n: many(
        SourceDocument,
        n,
        plan=rows["measures.measuresplan"],
        file_name="a.txt",
        sha256=lambda i: f"{i:064}",
        text="x",
        original=b"x",
        imported_by="x",
    ),
    Membership: make_users,
    User: make_users,
}


def list_of(model):
    return reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_changelist")


def queries_of(client, model):
    address = list_of(model)
    with CaptureQueriesContext(connection) as captured:
        response = client.get(address)
    assert response.status_code == 200
    return len(captured), response.text


@pytest.mark.parametrize("model", MAKERS, ids=lambda model: model.__name__)
def test_a_list_costs_the_same_for_10_and_for_1000_rows(admin_client, rows, model):
    MAKERS[model](rows, range(10, 20))
    admin_client.get(list_of(model))  # what a process reads once, such as content types, is read by now
    few, _page = queries_of(admin_client, model)
    MAKERS[model](rows, range(1000, 1990))
    assert model._default_manager.count() >= 1000
    many_rows, page = queries_of(admin_client, model)
    assert many_rows == few
    assert "2021" not in page


def test_dates_are_of_the_buddhist_era_in_lists_and_beside_fields(admin_client, rows):
    RemediationAction.objects.update(due_on=date(2021, 3, 31))
    assert "๓๑ มี.ค. ๒๕๖๔" in queries_of(admin_client, RemediationAction)[1]
    target = rows["assessments.linktarget"]
    screen = reverse("admin:assessments_linktarget_change", args=[target.pk])
    content = admin_client.get(screen).text.partition('id="content"')[2].partition('id="footer"')[0]
    assert f"{timezone.localdate().year}" not in content
