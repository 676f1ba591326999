"""A second agency never takes the first one's site down unseen."""

import pytest
from django.core.checks import run_checks
from django.urls import reverse

from assessments.models import Agency, AuditEntry, PortalHost
from tests.support.factories import make_agency
from tests.support.formdata import form_data

pytestmark = pytest.mark.django_db
ADD = reverse("admin:assessments_agency_add")


@pytest.fixture(autouse=True)
def allowed(settings):
    """The hosts that the server answers to."""
    settings.ALLOWED_HOSTS = ["testserver", "ita.pakchong.example", "bang.example"]


def filled(desk, *, host="bang.example", first=""):
    """What a browser posts to add a second agency."""
    form = form_data(desk.get(ADD), "agency_form") | {"name": "องค์การบริหารส่วนตำบลบาง", "slug": "bang"}
    form |= {"hosts-TOTAL_FORMS": "1", "hosts-0-host": host} if host else {}
    form["public_origin"] = f"https://{host or 'bang.example'}"
    return form | ({"first_host": first} if first else {})


def refusals(response):
    """Every sentence of the form that says why nothing was saved."""
    shown = response.context["adminform"].form.errors
    inlines = [form for form in response.context["inline_admin_formsets"] if form.formset.is_bound]
    return str(shown) + "".join(
        str(each.formset.non_form_errors()) + str(each.formset.errors) for each in inlines
    )


def test_adding_the_first_agency_asks_for_no_host(admin_client):
    form = form_data(admin_client.get(ADD), "agency_form") | {"name": "อบต. เดียว", "slug": "one"}
    form["public_origin"] = "https://bang.example"

    assert "first_host" not in form
    assert admin_client.post(ADD, form).status_code == 302
    assert admin_client.get("/ita/").status_code == 200


def test_adding_a_second_one_says_what_becomes_of_the_first_one_s_site(admin_client):
    make_agency(hosts=["ita.pakchong.example"])

    page = admin_client.get(ADD).text

    assert "จะเปิดได้เฉพาะที่โดเมน ita.pakchong.example" in page
    assert "(testserver, bang.example) จะขึ้นว่าไม่พบหน้า" in page
    assert 'name="first_host"' not in page


@pytest.mark.parametrize("first", ["", "Not a host", "bang.example:80"])
def test_without_a_host_for_the_first_one_nothing_is_added(admin_client, first):
    make_agency()

    response = admin_client.post(ADD, filled(admin_client, first=first))

    assert "first_host" in response.context["adminform"].form.errors
    assert Agency.objects.count() == 1
    assert admin_client.get("/ita/").status_code == 200


def test_without_a_host_of_its_own_no_second_one_is_added(admin_client):
    make_agency(hosts=["ita.pakchong.example"])

    assert "ต้องมีโดเมนของตนเองอย่างน้อยหนึ่งโดเมน" in refusals(
        admin_client.post(ADD, filled(admin_client, host=""))
    )
    assert Agency.objects.count() == 1


def test_both_hosts_are_saved_together_and_others_are_nobody_s(admin_client):
    first = make_agency()

    assert admin_client.post(ADD, filled(admin_client, first="ita.pakchong.example")).status_code == 302

    assert list(first.hosts.values_list("host", flat=True)) == ["ita.pakchong.example"]
    assert [
        admin_client.get("/ita/", headers={"host": host}).status_code
        for host in ("ita.pakchong.example", "bang.example", "testserver")
    ] == [200, 200, 404]
    assert "ita.pakchong.example" in AuditEntry.objects.get(row=str(first.pk)).sentence


def test_one_host_for_both_is_refused_and_nothing_is_half_written(admin_client):
    make_agency()

    response = admin_client.post(ADD, filled(admin_client, first="bang.example"))

    assert "bang.example" in refusals(response)
    assert (Agency.objects.count(), PortalHost.objects.count()) == (1, 0)


def test_several_without_hosts_are_named_and_come_first(admin_client):
    make_agency()
    make_agency("two", name="องค์การบริหารส่วนตำบลสอง")

    message = refusals(admin_client.post(ADD, filled(admin_client)))

    assert "องค์การบริหารส่วนตำบลปากช่อง, องค์การบริหารส่วนตำบลสอง" in message
    assert Agency.objects.count() == 2


@pytest.fixture
def two(admin_client):
    """Two agencies, each with one host."""
    agencies = [
        make_agency(hosts=["ita.pakchong.example"]),
        make_agency("two", name="อบต.สอง", hosts=["bang.example"]),
    ]
    return [*agencies, PortalHost.objects.get(host="bang.example")]


def test_the_last_host_is_not_taken_away_in_the_agency_s_form(admin_client, two):
    address = reverse("admin:assessments_agency_change", args=[two[1].pk])
    form = form_data(admin_client.get(address), "agency_form") | {"hosts-0-DELETE": "on"}

    assert "อย่างน้อยหนึ่งโดเมน" in refusals(admin_client.post(address, form))
    assert PortalHost.objects.count() == 2


def test_the_last_host_is_not_deleted_by_itself_nor_in_a_list(admin_client, two):
    delete = reverse("admin:assessments_portalhost_delete", args=[two[2].pk])
    listed = reverse("admin:assessments_portalhost_changelist")
    action = {"action": "delete_selected", "_selected_action": [two[2].pk], "post": "yes"}

    assert "เป็นโดเมนสุดท้ายของอบต.สอง" in admin_client.get(delete).text
    admin_client.post(delete, {"post": "yes"})
    admin_client.post(listed, action)

    assert PortalHost.objects.count() == 2


def test_the_last_host_is_not_given_to_another_agency(admin_client, two):
    address = reverse("admin:assessments_portalhost_change", args=[two[2].pk])

    response = admin_client.post(address, {"agency": two[0].pk, "host": "bang.example"})

    assert "เป็นโดเมนสุดท้ายของอบต.สอง" in refusals(response)
    assert PortalHost.objects.get(pk=two[2].pk).agency == two[1]


def test_a_host_that_is_not_the_last_goes(admin_client, two):
    PortalHost.objects.create(agency=two[1], host="more.example")

    admin_client.post(reverse("admin:assessments_portalhost_delete", args=[two[2].pk]), {"post": "yes"})

    assert list(two[1].hosts.values_list("host", flat=True)) == ["more.example"]


def test_a_host_that_the_server_does_not_answer_to_is_said(admin_client, two):
    address = reverse("admin:assessments_agency_change", args=[two[1].pk])
    form = form_data(admin_client.get(address), "agency_form")
    form |= {"hosts-TOTAL_FORMS": "2", "hosts-1-host": "elsewhere.example", "hosts-1-agency": str(two[1].pk)}

    assert "เซิร์ฟเวอร์ยังไม่รับโดเมน elsewhere.example" in admin_client.post(address, form, follow=True).text


def test_check_and_health_name_the_agency_that_no_host_leads_to(client):
    make_agency(hosts=["ita.pakchong.example"])
    assert not [each for each in run_checks(databases=["default"]) if each.id == "assessments.W003"]

    make_agency("two", name="อบต.สอง")

    assert [each.msg for each in run_checks(databases=["default"]) if each.id == "assessments.W003"]
    assert "อบต.สอง" in str(client.get("/ita/healthz").json()["warnings"])
