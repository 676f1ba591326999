"""The desk asks for the public origin, holds it against the hosts, and says where it is missing."""

import pytest
from django.core.checks import run_checks
from django.urls import reverse

from assessments.links.origin import origin_fault
from assessments.models import Agency, PortalHost, Role, WebsiteHost
from tests.support.factories import make_agency, publish_checklist
from tests.support.formdata import form_data
from tests.support.people import make_user

pytestmark = pytest.mark.django_db
ADD = reverse("admin:assessments_agency_add")
MISSING = "ยังไม่ได้กำหนดที่อยู่สาธารณะ"


@pytest.fixture(autouse=True)
def in_use(settings):
    """A server in use, under these hosts."""
    settings.LOCAL = False
    settings.ALLOWED_HOSTS = ["testserver", "ita.tambon.example", "www.tambon.example"]


def change(agency):
    """The address of an agency's form."""
    return reverse("admin:assessments_agency_change", args=[agency.pk])


def post(client, address, **typed):
    """What a browser posts: the form as it is, and what is typed."""
    return client.post(address, form_data(client.get(address), "agency_form") | typed)


def refusal(response):
    """What the form says at the field."""
    return " ".join(response.context["adminform"].form.errors.get("public_origin", []))


def test_a_new_agency_is_asked_for_its_origin(admin_client):
    response = post(admin_client, ADD, name="อบต. ใหม่", slug="new")

    assert "กรุณากรอกที่อยู่สาธารณะ" in refusal(response)
    assert not Agency.objects.exists()


def test_an_allowed_host_does_for_the_only_agency(admin_client):
    typed = {"name": "อบต. ใหม่", "slug": "new", "public_origin": "https://ITA.tambon.example/"}

    assert post(admin_client, ADD, **typed).status_code == 302
    agency = Agency.objects.get()
    assert agency.public_origin == agency.id_origin == "https://ita.tambon.example"


@pytest.mark.parametrize("prefix", ["hosts", "website_hosts"])
def test_a_host_that_comes_with_the_form_does(admin_client, prefix):
    typed = {"name": "อบต. ใหม่", "slug": "new", "public_origin": "https://www.other.example"}
    assert "ไม่อยู่ในโดเมนของหน่วยงาน" in refusal(post(admin_client, ADD, **typed))

    typed |= {f"{prefix}-TOTAL_FORMS": "1", f"{prefix}-0-host": "www.other.example"}
    assert post(admin_client, ADD, **typed).status_code == 302


def test_the_host_of_the_origin_does_not_go_with_the_form_that_keeps_it(admin_client):
    agency = make_agency(hosts=["a.example", "b.example"], public_origin="https://b.example")

    response = post(admin_client, change(agency), **{"hosts-1-DELETE": "on"})

    assert "https://b.example" in refusal(response)
    assert PortalHost.objects.count() == 2


def test_an_allowed_host_does_not_do_beside_hosts_of_its_own(admin_client):
    agency = make_agency(hosts=["a.example"])

    response = post(admin_client, change(agency), public_origin="https://ita.tambon.example")

    assert "ไม่อยู่ในโดเมนของหน่วยงาน" in refusal(response)


def test_the_host_of_another_agency_is_never_ones_own(admin_client):
    """Neither typed as one's website in the same form, nor where it stands in the database already."""
    make_agency("first", name="อบต. ก", hosts=["a.example"])
    agency = make_agency("second", name="อบต. ข", district="อื่น", hosts=["b.example"])
    typed = {"website_hosts-TOTAL_FORMS": "1", "website_hosts-0-host": "a.example"}

    response = post(admin_client, change(agency), public_origin="https://a.example", **typed)

    assert "ไม่อยู่ในโดเมนของหน่วยงาน" in refusal(response)
    WebsiteHost.objects.create(agency=agency, host="a.example")
    Agency.objects.filter(pk=agency.pk).update(
        public_origin="https://a.example", id_origin="https://a.example"
    )
    agency.refresh_from_db()
    assert "ไม่อยู่ในโดเมนของหน่วยงาน" in origin_fault(agency)
    said = [each.msg for each in run_checks(databases=["default"]) if each.id == "assessments.W004"]
    assert any("https://a.example" in each for each in said)


def test_it_may_change_and_not_go(admin_client):
    agency = make_agency(hosts=["a.example", "b.example"], public_origin="https://a.example")

    assert "ลบให้ว่างไม่ได้" in refusal(post(admin_client, change(agency), public_origin=""))
    assert post(admin_client, change(agency), public_origin="https://b.example").status_code == 302
    assert Agency.objects.get().public_origin == "https://b.example"


def test_the_origin_of_ids_is_not_emptied(admin_client):
    agency = make_agency(hosts=["a.example", "b.example"], public_origin="https://a.example")
    publish_checklist(agency)
    post(admin_client, change(agency), public_origin="https://b.example")
    agency.refresh_from_db()
    assert (agency.public_origin, agency.id_origin) == ("https://b.example", "https://a.example")

    response = post(admin_client, change(agency), id_origin="")

    assert "ลบให้ว่างไม่ได้" in response.text
    agency.refresh_from_db()
    assert agency.id_origin == "https://a.example"


def test_an_agency_of_before_may_be_saved_without(admin_client):
    agency = make_agency()

    assert post(admin_client, change(agency), district="สีคิ้ว").status_code == 302
    assert Agency.objects.get().district == "สีคิ้ว"


def test_its_administrator_sets_it_among_its_hosts(client):
    agency = make_agency(hosts=["a.example"])
    client.force_login(make_user("adm", Role.ADMIN, agency))

    assert "ไม่อยู่ในโดเมน" in refusal(post(client, change(agency), public_origin="https://b.example"))
    assert post(client, change(agency), public_origin="https://a.example").status_code == 302
    assert 'name="id_origin"' not in client.get(change(agency)).text
    assert Agency.objects.get().public_origin == "https://a.example"


@pytest.mark.parametrize("where", ["first screen", "agency"])
def test_a_banner_stands_until_it_is_set(admin_client, packs, where):
    agency = make_agency(hosts=["a.example"])
    address = reverse("admin:index") if where == "first screen" else change(agency)
    assert MISSING in admin_client.get(address).text

    agency.public_origin = "https://a.example"
    agency.save()

    assert MISSING not in admin_client.get(address).text


def warnings():
    """What the system check says."""
    return [each.msg for each in run_checks(databases=["default"]) if each.id == "assessments.W004"]


def test_a_system_check_names_whoever_has_none(settings):
    make_agency("one", name="หนึ่ง", hosts=["one.example"], public_origin="https://one.example")
    make_agency("two", name="สอง", hosts=["two.example"])

    (said,) = warnings()
    assert MISSING in said
    assert "สอง" in said


def test_a_system_check_names_an_origin_whose_host_went(settings):
    agency = make_agency(hosts=["a.example"], public_origin="https://a.example")
    WebsiteHost.objects.create(agency=agency, host="w.example")
    PortalHost.objects.create(agency=agency, host="b.example")
    assert not warnings()

    PortalHost.objects.filter(host="a.example").delete()
    assert "https://a.example" in warnings()[0]

    Agency.objects.filter(pk=agency.pk).update(public_origin="https://w.example")
    assert not warnings()


def test_a_system_check_names_this_machine_where_the_server_is_in_use(settings):
    make_agency(public_origin="http://127.0.0.1:8000")

    assert "ไม่ใช่ https" in warnings()[0]
    settings.LOCAL = True
    assert not warnings()
