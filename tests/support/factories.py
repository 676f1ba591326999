"""Small builders for tests. Defaults are the real figures of อบต.ปากช่อง; the years are the real packs."""

import io
from contextlib import contextmanager
from decimal import Decimal

from django.core.management import call_command
from django.db import transaction

from assessments.checklist.content import checklist_content
from assessments.models import (
    Agency,
    Assessment,
    Disclosure,
    DisclosureLink,
    IndicatorScore,
    Page,
    PortalHost,
    Publication,
    ScoreState,
)
from assessments.record.publish import publish
from assessments.result.content import result_content
from measures.models import MeasuresPlan, RemediationAction
from measures.plan.content import plan_content
from tests.support.framework_years import make_year
from tests.support.kept_rows import with_rows

PAKCHONG_SCORES = tuple("83.68 74.51 77.92 67.74 73.36 84.25 81.66 79.41 36.06 6.25".split())

_pakchong_pages = []


def make_agency(slug="pakchong", *, name="องค์การบริหารส่วนตำบลปากช่อง", hosts=(), **fields):
    """The agency of this slug, with the hosts that serve it; made when it is not there yet."""
    defaults = {"name": name, "district": "ปากช่อง", "province": "นครราชสีมา"} | fields
    agency, _created = Agency.objects.get_or_create(slug=slug, defaults=defaults)
    for host in hosts:
        PortalHost.objects.create(agency=agency, host=host)
    return agency


@contextmanager
def under_origin(agency, origin):
    """Inside, the agency has this public origin; then none again, so that pages tell the test's own."""
    host = agency.website_hosts.create(host=origin.removeprefix("https://"))
    agency.public_origin = origin
    agency.save()
    try:
        yield
    finally:
        agency.public_origin = agency.id_origin = ""
        agency.save()
        host.delete()


def make_assessment(agency=None, year_be=2563, *, scores=PAKCHONG_SCORES, total="55.62", level="D", **fields):
    """An announced result with its indicator scores; a score of None is left out (nobody entered it)."""
    year = make_year(year_be)
    assessment = Assessment.objects.create(
        agency=agency or make_agency(),
        year=year,
        total_state=ScoreState.ANNOUNCED,
        announced_total=Decimal(total),
        announced_level=level,
        **fields,
    )
    IndicatorScore.objects.bulk_create(
        IndicatorScore(assessment=assessment, indicator=indicator, value=Decimal(score))
        for indicator, score in zip(year.indicators.order_by("number"), scores, strict=False)
        if score is not None
    )
    return assessment


def make_disclosure(agency=None, code="O42", year_be=2564, *, answer="yes", explanation="", links=()):
    """The agency's answer to an item; `links` are (label, address) pairs for positions 1, 2, 3 …"""
    item = make_year(year_be).oit_items.get(code=code)
    disclosure = Disclosure.objects.create(
        agency=agency or make_agency(), item=item, answer=answer, explanation=explanation
    )
    for position, (label, url) in enumerate(links, start=1):
        DisclosureLink.objects.create(disclosure=disclosure, position=position, label=label, url=url)
    return disclosure


def make_plan(agency=None, year_be=2564, *, actions=(), title="มาตรการส่งเสริมคุณธรรมและความโปร่งใส"):
    """A plan resting on the year before; `actions` are (indicator number, text) pairs in order."""
    result_year = make_year(year_be - 1)
    plan = MeasuresPlan.objects.create(
        agency=agency or make_agency(), year=make_year(year_be), result_year=result_year, title=title
    )
    for order, (number, text) in enumerate(actions, start=1):
        indicator = result_year.indicators.get(number=number)
        RemediationAction.objects.create(plan=plan, indicator=indicator, order=order, text=text)
    return plan


def publish_content(agency, year_be, page, content, *, note="เผยแพร่ครั้งแรก"):
    """`content` as the next record of a page."""
    return publish(
        agency, year_be, page, lambda previous, at: content, note=note, by="somsri", role="ปลัด อบต."
    )


def publish_result(assessment=None, *, note="เผยแพร่ครั้งแรก", **given):
    """The next record of a result; makes the assessment of `given` when none is passed."""
    assessment = assessment or make_assessment(**given)
    return publish_content(
        assessment.agency, assessment.year.year_be, Page.RESULT, result_content(assessment), note=note
    )


def publish_plan(plan=None, *, note="เผยแพร่ครั้งแรก", **given):
    """The next record of a year's measures; makes the plan of `given` when none is passed."""
    plan = plan or make_plan(**given)
    return publish_content(plan.agency, plan.year.year_be, Page.MEASURES, plan_content(plan), note=note)


def publish_checklist(agency=None, year_be=2564, *, note="เผยแพร่ครั้งแรก"):
    """The next record of a year's OIT checklist."""
    agency, year = agency or make_agency(), make_year(year_be)
    return publish(
        agency,
        year_be,
        Page.OIT,
        lambda previous, at: checklist_content(agency, year, previous, at),
        note=note,
        by="somsri",
        role="ปลัด อบต.",
    )


def load_pakchong():
    """The real example on the desk and in the record, as load_example writes it; returns the agency."""
    make_year(2563)
    make_year(2564)
    call_command("load_example", verbosity=0, stdout=io.StringIO())
    return Agency.objects.get(slug="pakchong")


def publish_pakchong(**agency_fields):
    """The published pages of the real example without its desk rows; returns the agency. Much quicker."""
    if not _pakchong_pages:
        with transaction.atomic():
            load_pakchong()
            records = Publication.objects.order_by("sequence")
            _pakchong_pages.extend((row.year_be, row.page, row.data()) for row in records)
            transaction.set_rollback(True)
    if agency_fields:
        return _publish_pakchong(**agency_fields)
    with_rows("published example", _publish_pakchong)
    return Agency.objects.get(slug="pakchong")


def _publish_pakchong(**agency_fields):
    agency = make_agency(**agency_fields)
    for year_be, page, content in _pakchong_pages:
        publish_content(
            agency, year_be, page, content | {"agency": content["agency"] | {"slug": agency.slug}}
        )
    return agency


def publish_many_years(agency, count):
    """Results, measures and checklists of `count` more years, like those of the example but older."""
    make_year(2569)  # a clock far from every known year is not believed
    contents = {page: content for _year, page, content in _pakchong_pages}
    for year_be in range(2562, 2562 - count, -1):
        for page, content in contents.items():
            dated = content | {"fiscal_year": year_be}
            if page == Page.MEASURES:
                dated["result_year"] = year_be - 1
            publish_content(agency, year_be, page, dated)
