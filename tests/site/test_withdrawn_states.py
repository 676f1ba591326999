"""What shows earlier states of a page is read anew when one of them is withdrawn."""

import pytest

from assessments.record.publish import withdraw
from tests.support.three_days import publish_on_three_days

pytestmark = pytest.mark.django_db
OF_ALL_STATES = ["/ita/2563/history/", "/ita/2563/timemap/link", "/ita/feed.xml", "/ita/2563/bundle.zip"]


@pytest.mark.parametrize("address", OF_ALL_STATES)
def test_what_shows_earlier_states_is_new_when_one_of_them_is_withdrawn(client, time_machine, address):
    first, second, _third = publish_on_three_days(time_machine)
    time_machine.move_to("2021-08-01T10:00:00Z", tick=False)

    tags = [client.get(address).headers["ETag"]]
    for state in (second, first):  # at the same moment
        withdraw(state, reason="มีข้อมูลส่วนบุคคล", by="somsri", role="ปลัด อบต.")
        tags.append(client.get(address).headers["ETag"])

    assert len(set(tags)) == 3
    assert client.get(address, headers={"if-none-match": tags[1]}).status_code == 200
