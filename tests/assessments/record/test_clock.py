"""A clock that is wrong dates no record, and one that was wrong once is explained in the chain."""

import io
from datetime import UTC, datetime, timedelta

import pytest
from django.core.management import CommandError, call_command

from assessments.models import Notice, Publication
from assessments.record import clock
from assessments.record.chain import verify
from assessments.record.publish import PublishingRefused
from assessments.record.record_hash import record_hash
from assessments.record.two_person_rule import editors_since
from tests.support.factories import make_agency, publish_content
from tests.support.tampering import guards_down

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 3, 1, 3, tzinfo=UTC)
EXPLANATION = "เครื่องตั้งเวลาผิดเป็นปี ๒๕๗๒ ตั้งแต่ ๑ มีนาคม ๒๕๖๙"


@pytest.fixture
def at(time_machine):
    """Sets the clock."""
    return lambda moment: time_machine.move_to(moment, tick=False)


@pytest.fixture
def agency():
    return make_agency(hosts=["testserver"])


def publish_turn(agency, page="handin"):
    turn = Publication.objects.count()
    return publish_content(agency, 2568, page, {"schema": "test/1", "turn": turn}, note=f"ครั้งที่ {turn}")


def explain(agency, admin_user, **options):
    call_command(
        "explain_clock", by=admin_user.username, explanation=EXPLANATION, stdout=io.StringIO(), **options
    )


@pytest.mark.parametrize("year", [1970, 2001, 2579, 3122])
def test_impossible_clock_publishes_nothing_not_even_the_first_record(agency, at, year):
    at(datetime(year, 3, 1, tzinfo=UTC))

    with pytest.raises(PublishingRefused, match="เป็นไปไม่ได้.*ตั้งเวลา"):
        publish_turn(agency)

    assert not Publication.objects.exists()


def test_clock_behind_the_newest_record_is_refused(agency, at):
    at(NOW)
    publish_turn(agency)
    at(NOW - clock.SKEW - timedelta(seconds=1))

    with pytest.raises(PublishingRefused, match="ยังมาไม่ถึง.*explain_clock"):
        publish_turn(agency)


def test_machines_a_little_out_of_step_keep_the_order(agency, at):
    at(NOW)
    first = publish_turn(agency)
    at(NOW - timedelta(minutes=1))

    second = publish_turn(agency)

    assert second.published_at == first.published_at + timedelta(microseconds=1)


def test_clock_years_beyond_the_newest_record_is_refused(agency, at):
    at(NOW)
    publish_turn(agency)
    at(NOW + clock.LONGEST_SILENCE + timedelta(days=1))

    with pytest.raises(PublishingRefused, match="เกินสามปี"):
        publish_turn(agency)


@pytest.mark.parametrize(("jump", "believed"), [(59 * 60, True), (3601, False), (-3601, False)])
def test_clock_that_jumped_since_the_last_request_is_refused(jump, believed):
    seconds = {"clock": 1_000_000.0, "running": 50.0}
    watch = clock.Watch(lambda: seconds["clock"], lambda: seconds["running"])
    seconds["clock"] += 7200
    seconds["running"] += 7200
    watch.look()
    assert watch.leap == timedelta(0)

    seconds["clock"] += jump
    watch.look()

    assert (clock.clock_refusal(NOW, 2569, None, watch.leap) == "") is believed
    seconds["clock"] -= jump
    assert clock.clock_refusal(NOW, 2569, None, watch.leap) == "", "a clock that was set right is believed"


def test_publishing_asks_the_watch(agency, settings, monkeypatch):
    settings.WATCH_CLOCK = True
    monkeypatch.setattr(clock, "WATCH", clock.Watch(running=lambda: 0))
    clock.WATCH.seen = clock.WATCH.seen[0] - 7200, 0

    with pytest.raises(PublishingRefused, match="กระโดด"):
        publish_turn(agency)


def test_explanation_lets_the_agency_publish_again_and_the_chain_is_whole(agency, at, admin_user, client):
    at(NOW)
    publish_turn(agency)
    at(NOW + timedelta(days=1000))
    wrong = publish_turn(agency)
    at(NOW + timedelta(days=1))
    with pytest.raises(CommandError, match="1 แห่ง"):
        call_command("verify_publications", stdout=(told := io.StringIO()))
    assert "ยังมาไม่ถึง" in told.getvalue()

    explain(agency, admin_user)
    after = publish_turn(agency)

    notice = Publication.objects.get(page=Notice.CLOCK)
    (named,) = notice.data()["records"]
    assert (named["sequence"], named["record_sha256"]) == (2, wrong.record_sha256)
    assert notice.published_at < after.published_at < NOW + timedelta(days=2)
    assert verify(agency).fault is None
    call_command("verify_publications", stdout=io.StringIO())
    assert client.get("/ita/chain.json").json()["records"][2]["note"] == EXPLANATION
    assert EXPLANATION in client.get("/ita/feed.xml").text
    assert "คำชี้แจงเรื่องเวลา" in client.get("/ita/feed.xml").text
    assert client.get("/ita/").status_code == 200


def test_only_the_notice_may_go_back_in_time(agency, at, admin_user):
    at(NOW + timedelta(days=1000))
    publish_turn(agency)
    at(NOW)
    explain(agency, admin_user)
    notice = Publication.objects.get(page=Notice.CLOCK)

    fields = {"year_be": 2568, "page": "oit", "number": 1, "sequence": 2, "sha256": notice.sha256}
    fields |= {"previous": notice.previous, "published_at": notice.published_at, "note": notice.note}
    fields["details_sha256"] = notice.details_sha256
    forged = record_hash(agency_slug=agency.slug, role=notice.published_by_role, **fields)
    with guards_down():
        Publication.objects.filter(pk=notice.pk).update(page="oit", record_sha256=forged)

    assert "ย้อนไป" in verify(agency).fault.reason


def test_explaining_is_for_a_superuser_and_for_a_contradiction(agency, at, admin_user, django_user_model):
    at(NOW)
    publish_turn(agency)
    with pytest.raises(CommandError, match="ไม่มีอะไรต้องชี้แจง"):
        explain(agency, admin_user)
    officer = django_user_model.objects.create_user("somsri")
    at(NOW - timedelta(days=1))

    with pytest.raises(CommandError, match="somsri ไม่ใช่ superuser"):
        explain(agency, officer)
    explain(agency, admin_user, dry_run=True)
    assert Publication.objects.count() == 1


def test_two_person_rule_is_not_blinded_by_a_record_of_the_future(agency, at, admin_user):
    at(NOW)
    publish_turn(agency)
    at(NOW + timedelta(days=1000))
    latest = publish_turn(agency)
    at(NOW + timedelta(days=1))
    agency.history.create(
        **{field.attname: getattr(agency, field.attname) for field in agency._meta.concrete_fields},
        history_date=NOW + timedelta(hours=5),
        history_type="~",
        history_user_id="somsri",
    )

    assert "somsri" in editors_since(latest, [agency.history.all()])
