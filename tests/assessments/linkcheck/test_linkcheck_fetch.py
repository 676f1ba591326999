"""The fetching loop against a real server on loopback: states, politeness, limits."""

import itertools

import pytest

from assessments.linkcheck import Policy, Wanted, check_addresses
from tests.support.link_answers import ANSWERS, STATES
from tests.support.link_server import LinkServer


@pytest.fixture(scope="module")
def server():
    with LinkServer(slow=0.05) as running:
        yield running


def policy_for(server, hosts, **given):
    resolve = {f"{host}:{server.port}": server.ip for host in hosts}
    defaults = {"pause": 0, "ports": frozenset({server.port}), "allow_local": True}
    defaults |= {
        "user_agent": "ita-portal-linkcheck/1.0 (+https://ita.example.go.th/ita/)",
        "resolve": resolve,
    }
    return Policy(**(defaults | given))


def check(server, wanted, **given):
    """{url: Found} of {host: [path or Wanted]}."""
    found = {}
    addresses = {
        host: [each if isinstance(each, Wanted) else Wanted(address(server, host, each)) for each in paths]
        for host, paths in wanted.items()
    }
    check_addresses(
        addresses,
        policy=policy_for(server, wanted, **given),
        on_found=lambda host, result: found.setdefault(result.url, result),
        stop=lambda: False,
    )
    return found


def address(server, host, path):
    return f"http://{host}:{server.port}/{path}"


def test_every_kind_of_answer_gets_its_state(server):
    hosts = {f"{kind.replace('.', '-')}.test": [kind] for kind in STATES}
    found = check(server, hosts, total_timeout=1, most_bytes=65_536)
    states = {url.rsplit("/", 1)[1]: result.state for url, result in found.items()}
    assert states == STATES


def test_details_are_thai_and_say_what_to_do(server):
    found = check(server, {"details.test": ["missing", "moved", "ok", "members"]})
    missing = found[address(server, "details.test", "missing")]
    assert missing.detail == "เว็บไซต์ปลายทางตอบว่าไม่มีหน้านี้ หาที่อยู่ใหม่ หรือเก็บเอกสารไว้ในระบบนี้"
    assert (missing.http_status, missing.content_type) == (404, "text/html")
    moved = found[address(server, "details.test", "moved")]
    assert moved.moved_to == moved.final_url == address(server, "details.test", "ok")
    assert found[address(server, "details.test", "ok")].detail == ""


@pytest.mark.parametrize("pause", [0, 0.03])
def test_one_host_never_sees_two_requests_at_once(server, pause):
    hosts = {f"polite{n}-{int(pause * 100)}.test": ["slow", "redirect", "pdf"] for n in range(12)}
    assert len(check(server, hosts, pause=pause)) == 36
    for host in hosts:
        assert server.most_at_once[host] == 1
        moments = server.moments[host]
        assert all(later - earlier >= pause for earlier, later in itertools.pairwise(moments))


@pytest.mark.parametrize("leaves_host", [True, False])
def test_a_redirect_to_another_host_is_followed_only_where_it_may_be(server, monkeypatch, leaves_host):
    target = address(server, "elsewhere.test", "ok")
    monkeypatch.setitem(ANSWERS, "leaves", (302, {"Location": target}, ""))
    before = len(server.moments["elsewhere.test"])

    found = check(
        server, {"stays.test": ["leaves", "redirect"], "elsewhere.test": []}, leaves_host=leaves_host
    )

    left = found[address(server, "stays.test", "leaves")]
    assert (left.state, left.final_url) == ("opens", target)
    assert found[address(server, "stays.test", "redirect")].http_status == 200
    assert len(server.moments["elsewhere.test"]) - before == leaves_host


def test_a_redirect_to_a_busy_host_waits_for_it(server, monkeypatch):
    """Many hosts redirect to one: that one still sees a request at a time."""
    target = address(server, "shared.test", "slow")
    monkeypatch.setitem(ANSWERS, "toshared", (302, {"Location": target}, ""))
    hosts = {f"leads{n}.test": ["toshared"] for n in range(8)} | {"shared.test": ["ok", "slow"]}
    found = check(server, hosts)
    assert server.most_at_once["shared.test"] == 1
    assert found[address(server, "leads0.test", "toshared")].final_url == target


def test_head_comes_first_and_get_only_where_it_is_needed(server):
    check(server, {"methods.test": ["pdf/a.pdf", "nohead/a.docx", "ok"]})
    asked = [(method, path) for method, host, path, _headers in server.requests if host == "methods.test"]
    assert asked == [
        ("HEAD", "/pdf/a.pdf"),
        ("HEAD", "/nohead/a.docx"),
        ("GET", "/nohead/a.docx"),
        ("GET", "/ok"),
    ]


def test_the_portal_says_who_asks_and_brings_nothing_of_the_machine(server, monkeypatch):
    monkeypatch.setenv("http_proxy", "http://127.0.0.1:9/")
    check(server, {"honest.test": ["pdf"]})
    headers = next(headers for _m, host, _p, headers in server.requests if host == "honest.test")
    assert headers["user-agent"] == "ita-portal-linkcheck/1.0 (+https://ita.example.go.th/ita/)"
    assert "cookie" not in headers
    assert "authorization" not in headers


def test_what_did_not_change_is_not_sent_again(server):
    url = address(server, "kept.test", "etag")
    found = check(server, {"kept.test": [Wanted(url, etag='"v1"')]})
    assert (found[url].http_status, found[url].state) == (304, "opens")


def test_retry_after_is_reported(server):
    found = check(server, {"tired.test": ["busy"]})
    assert found[address(server, "tired.test", "busy")].retry_after == 120


def test_more_is_asked_while_there_is_room_and_stop_leaves_the_rest(server):
    given = [{"later1.test": ["pdf"]}, {"later2.test": ["pdf"]}, {}]
    found = []

    def more():
        return {h: [Wanted(address(server, h, p)) for p in paths] for h, paths in given.pop(0).items()}

    policy = policy_for(server, ["later1.test", "later2.test"], most_hosts=1)
    check_addresses({}, policy=policy, on_found=lambda h, f: found.append(h), stop=lambda: False, more=more)
    assert found == ["later1.test", "later2.test"]
    stopped = []
    check_addresses(
        {"later1.test": [Wanted(address(server, "later1.test", "ok"))]},
        policy=policy,
        on_found=lambda h, f: stopped.append(h),
        stop=lambda: True,
    )
    assert stopped == []
