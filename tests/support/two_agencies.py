"""A row of every kind in two agencies, for tests that hold what is one agency's from the other's people."""

from contextlib import contextmanager

from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.test import override_settings
from django.utils import timezone

from assessments.files.storage import add_document
from assessments.models import (
    AccountRequest,
    Assessment,
    CitizenReport,
    Disclosure,
    DisclosureLink,
    Division,
    ItemVerdict,
    LinkCheck,
    Membership,
    SenderHour,
    ShownRequirement,
    WebsiteHost,
    write_audit,
)
from assessments.permissions.dual_control import WAITING, state_of
from measures.models import (
    InstrumentAnalysis,
    PlanProgress,
    ProgressEntry,
    ProgressEvidence,
    RemediationAction,
    SourceDocument,
)
from tests.support.factories import make_agency, make_assessment, make_plan, publish_checklist
from tests.support.people import make_user


@contextmanager
def furnished(folder, blocker, *slugs):
    """Furnished agencies for the tests of a module; gone again after it."""
    with override_settings(MEDIA_ROOT=folder), blocker.unblock(), transaction.atomic():
        yield [furnish(slug) for slug in slugs]
        transaction.set_rollback(True)


def furnish(slug):
    """{"app.model": row} of one agency: whatever belongs to a division belongs to its สำนักปลัด."""
    host = f"{slug}.example.go.th"
    agency = make_agency(
        slug, name=f"องค์การบริหารส่วนตำบล {slug}", hosts=[host], public_origin=f"https://{host}"
    )
    office = Division.objects.create(agency=agency, name=f"สำนักปลัด {slug}")
    assessment = make_assessment(agency)
    make_assessment(agency, 2564, scores=())
    plan = make_plan(agency, actions=[(1, f"จัดทำคู่มือ {slug}")])
    RemediationAction.objects.filter(plan=plan).update(division=office)
    action = plan.actions.get()
    instrument = plan.result_year.instruments.first()
    entry = ProgressEntry.objects.create(
        action=action, happened_on=timezone.localdate(), text=f"ประชุม {slug}", entered_by="x"
    )
    item = Assessment.objects.get(agency=agency, year__year_be=2564).year.oit_items.get(code="O42")
    disclosure = Disclosure.objects.create(agency=agency, item=item, answer="yes", division=office)
    link = DisclosureLink.objects.create(
        disclosure=disclosure, position=1, label=f"แผน {slug}", url=f"https://www.{slug}.go.th/a"
    )
    version = add_document(disclosure, SimpleUploadedFile("a.csv", f"{slug},1".encode()), by="x")
    publication = publish_checklist(agency)
    target = agency.link_targets.get()
    person = make_user(f"person-{slug}", "editor", agency)
    rows = [
        *(
            agency,
            office,
            assessment,
            plan,
            action,
            entry,
            disclosure,
            link,
            version,
            publication,
            target,
            version.file,
        ),
        agency.hosts.get(),
        WebsiteHost.objects.create(agency=agency, host=f"www.{slug}.go.th"),
        assessment.scores.first(),
        InstrumentAnalysis.objects.create(plan=plan, instrument=instrument, text=f"ควรปรับปรุง {slug}"),
        SourceDocument.objects.create(
            plan=plan, file_name=f"{slug}.txt", sha256="0" * 64, text="x", original=b"x", imported_by="x"
        ),
        ProgressEvidence.objects.create(
            entry=entry, plan=plan, number=1, label=f"รายงาน {slug}", file=version.file, file_name="a.csv"
        ),
        ShownRequirement.objects.create(disclosure=disclosure, requirement=f"ก {slug}", ticked_by="x"),
        ItemVerdict.objects.create(
            disclosure=disclosure, verdict="pass", given_at=timezone.now(), given_by="x"
        ),
        CitizenReport.objects.create(
            agency=agency, about="/ita/", kind="wrong", text="x", received_at=timezone.now()
        ),
        SenderHour.objects.create(agency=agency, sender="0" * 64, hour=timezone.now()),
        LinkCheck.objects.create(target=target, claim="x", checked_at=timezone.now(), state="ok"),
        target.host,
        publication.published_links.first(),
        publication.agency.published_pages.first(),
        person,
        Membership.objects.get(user=person),
        AccountRequest.objects.create(
            account=person,
            waiting_for=person.pk,
            agency=agency,
            kind="role",
            role="approver",
            reason=f"แทนปลัด {slug}",
            asker=make_user(f"asker-{slug}"),
            expires_at=timezone.now() + WAITING,
            seen=state_of(person),
        ),
    ]
    named = {row._meta.label_lower: row for row in rows}
    named["measures.planprogress"] = PlanProgress.objects.get(pk=plan.pk)
    checklist = Assessment.objects.get(agency=agency, year__year_be=2564)
    deed = write_audit(assessment, f"เผยแพร่ {slug}", by="x", agency_id=agency.pk)
    rest = {"assessments.checklist": checklist, "assessments.sentdigest": None}
    return named | rest | {"assessments.auditentry": deed}
