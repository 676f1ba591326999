"""What the database refuses of a request about an account: half of one, a second one, a changed one."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from assessments.models import AccountRequest, Role
from tests.support.factories import make_agency
from tests.support.people import make_user

pytestmark = pytest.mark.django_db
NOW = timezone.now()
DECIDED = {
    "decision": "refused",
    "decided_at": NOW,
    "decided_by": "malee",
    "decided_reason": "ไม่ทราบเรื่อง",
    "waiting_for": None,
}


@pytest.fixture
def waiting():
    agency = make_agency()
    account = make_user("somsri", Role.APPROVER, agency)
    return AccountRequest.objects.create(
        account=account,
        waiting_for=account.pk,
        agency=agency,
        kind="password",
        reason="ลืมรหัสผ่าน",
        asker=make_user("somchai", Role.ADMIN, agency),
        expires_at=NOW + timedelta(days=7),
        seen={},
        password="hash",
        second_half="half",
    )


@pytest.mark.parametrize(
    ("name", "changed"),
    [
        ("accountrequest_kind_is_known", {"kind": "delete"}),
        ("accountrequest_role_where_asked", {"kind": "role"}),
        ("accountrequest_role_where_asked", {"role": "approver"}),
        ("accountrequest_email_where_asked", {"kind": "email"}),
        ("accountrequest_email_where_asked", {"email": "a@example.go.th"}),
        ("accountrequest_says_why", {"reason": ""}),
        ("accountrequest_decided_wholly", {"decision": "confirmed"}),
        ("accountrequest_decided_wholly", {"waiting_for": None}),
        ("accountrequest_decided_wholly", {"decided_by": "malee"}),
    ],
)
def test_half_a_request_is_refused(waiting, name, changed):
    row = {
        field.attname: getattr(waiting, field.attname)
        for field in AccountRequest._meta.concrete_fields
        if not field.primary_key
    }
    other = make_user("malee")
    row |= {"account_id": other.pk, "waiting_for": other.pk}
    with pytest.raises(IntegrityError, match=name), transaction.atomic():
        AccountRequest.objects.create(**row | changed)


@pytest.mark.parametrize("left", [{"password": "hash"}, {"second_half": "half"}, {"decided_reason": ""}])
def test_a_decision_erases_the_password_and_says_why(waiting, left):
    erased = {"password": "", "second_half": ""}
    with pytest.raises(IntegrityError, match="accountrequest_decided_wholly"), transaction.atomic():
        AccountRequest.objects.update(**DECIDED | erased | left)


def test_one_request_about_an_account_waits_at_a_time(waiting):
    waiting.pk = None
    with pytest.raises(IntegrityError, match="waiting_for"), transaction.atomic():
        waiting.save(force_insert=True)


def test_a_request_is_never_changed_decided_twice_or_deleted(waiting):
    rows = AccountRequest.objects
    for change in ({"role": "admin", "kind": "role"}, {"expires_at": NOW}, {"reason": "อื่น"}):
        with pytest.raises(IntegrityError, match="decided once and never changed"), transaction.atomic():
            rows.update(**change)
    rows.update(**DECIDED, password="", second_half="")
    with pytest.raises(IntegrityError, match="decided once and never changed"), transaction.atomic():
        rows.update(decision="confirmed")
    for delete in (waiting.delete, rows.all().delete):
        with pytest.raises(IntegrityError, match="a request about an account stays"), transaction.atomic():
            delete()
