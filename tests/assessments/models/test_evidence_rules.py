"""What the database refuses of stored files, versions, link checks and the index of published links."""

import pytest
from django.utils import timezone

from assessments.models import (
    CheckedHost,
    DisclosureLink,
    DocumentVersion,
    LinkCheck,
    LinkTarget,
    PublishedLink,
    StoredFile,
)
from tests.support.factories import make_agency, make_disclosure, publish_checklist
from tests.support.refusals import assert_database_refuses, assert_guarded, assert_refused

pytestmark = pytest.mark.django_db
LINKS = [("แผน", "https://www.pakchong.go.th/plan")]


def stored_file(**fields):
    return StoredFile(**{"sha256": "a" * 64, "kind": "pdf", "size": 10} | fields)


def document_link():
    disclosure = make_disclosure(code="O12")
    return DisclosureLink.objects.create(disclosure=disclosure, position=1, label="แผน", kind="document")


def version(link, **fields):
    file, _created = StoredFile.objects.get_or_create(sha256="a" * 64, kind="pdf", size=10)
    given = {"link": link, "number": 1, "file": file, "name": "แผน.pdf", "uploaded_by": "somsri"}
    return DocumentVersion(**given | fields)


def target(**fields):
    host, _created = CheckedHost.objects.get_or_create(host="www.pakchong.go.th")
    given = {"agency": make_agency(), "host": host, "url": LINKS[0][1], "url_sha256": "b" * 64}
    return LinkTarget(**given | fields)


def check(row, **fields):
    given = {"target": row, "claim": "one", "checked_at": timezone.now(), "state": "opens"}
    return LinkCheck(**given | fields)


def test_a_stored_file_is_of_a_known_kind_and_not_empty():
    assert_database_refuses(stored_file(kind="exe"), "storedfile_kind_is_known")
    assert_refused(stored_file(size=0), "storedfile_is_not_empty")


def test_a_stored_file_is_never_changed_nor_deleted():
    stored_file().save()
    assert_guarded("never changed", "UPDATE assessments_storedfile SET kind = 'csv'")
    assert_guarded("a stored file stays", "DELETE FROM assessments_storedfile")


def test_versions_of_a_document_count_from_1_and_exist_once():
    link = document_link()
    version(link).save()
    assert_refused(version(link), "documentversion_number_once")
    assert_database_refuses(version(link, number=0), "documentversion_number_from_1")


def test_a_version_is_never_changed_and_stays_once_published():
    version(document_link()).save()
    publish_checklist()
    assert PublishedLink.objects.get().version.name == "แผน.pdf"
    assert_guarded("never changed", "UPDATE assessments_documentversion SET name = 'x'")
    assert_guarded("is published", "DELETE FROM assessments_documentversion")


def test_a_version_nobody_published_may_go():
    version(document_link()).save()
    assert DocumentVersion.objects.all().delete()[0] == 1


def test_the_same_address_of_an_agency_is_one_target():
    target().save()
    assert_database_refuses(target(), "linktarget_once_per_agency")


@pytest.mark.parametrize(
    ("fields", "name"),
    [
        ({"confirmed_by": "somsri"}, "linktarget_confirmed_by_whom_and_when"),
        ({"confirmed_at": timezone.now()}, "linktarget_confirmed_by_whom_and_when"),
        ({"broken": True, "failures": 2}, "linktarget_broken_after_three_failures"),
        ({"broken": True, "failures": 3}, "linktarget_broken_after_three_failures"),
        ({"state": "opens"}, "linktarget_state_once_checked"),
        ({"last_checked_at": timezone.now()}, "linktarget_state_once_checked"),
    ],
)
def test_a_target_that_contradicts_itself_is_refused(fields, name):
    assert_database_refuses(target(**fields), name)


def test_a_claim_of_a_host_has_an_owner_and_an_end():
    row = CheckedHost(host="a.go.th", claimed_by="worker")
    assert_database_refuses(row, "checkedhost_claimed_by_whom_and_until")


def test_a_claim_checks_an_address_once():
    row = target()
    row.save()
    check(row).save()
    assert_database_refuses(check(row), "linkcheck_once_per_claim")


def test_a_check_is_never_changed_and_a_change_of_state_stays():
    row = target()
    row.save()
    check(row, changed=True).save()
    check(row, claim="two").save()
    assert_guarded("never changed", "UPDATE assessments_linkcheck SET state = 'look'")
    assert_guarded("kept for ever", "DELETE FROM assessments_linkcheck WHERE claim = 'one'")
    assert LinkCheck.objects.filter(claim="two").delete()[0] == 1


def test_a_published_checklist_is_indexed_once_and_for_good():
    make_disclosure(code="O12", links=LINKS)
    publication = publish_checklist()
    row = PublishedLink.objects.get()
    assert (row.code, row.position, row.target.url) == ("O12", 1, LINKS[0][1])

    again = PublishedLink(publication=publication, code="O12", position=1, target=row.target)
    assert_database_refuses(again, "publishedlink_once_per_position")
    assert_guarded("never changed", "UPDATE assessments_publishedlink SET position = 2")
    assert_guarded("what was published stays", "DELETE FROM assessments_publishedlink")


def test_an_address_whose_host_cannot_exist_is_published_but_not_checked():
    make_disclosure(code="O12", links=[("ยาว", f"https://{'a.' * 200}go.th/")])
    publish_checklist()
    assert PublishedLink.objects.get().target is None
    assert not CheckedHost.objects.exists()


def test_a_published_link_leads_to_an_address_or_to_a_document():
    link = document_link()
    version(link).save()
    row = target()
    row.save()
    publication = publish_checklist()
    both = PublishedLink(
        publication=publication, code="O1", position=9, target=row, version=link.versions.get()
    )
    assert_database_refuses(both, "publishedlink_address_or_document")
