"""Hostile addresses: none is opened, and the servers that listen on loopback see not one byte."""

import contextlib
import socket
import threading

import pytest

from assessments.linkcheck import Policy, Wanted, check_addresses
from assessments.linkcheck.addresses import Refused, address_of, is_public
from tests.support.link_answers import ANSWERS
from tests.support.link_server import LinkServer

NUMERIC = "เขียนที่อยู่เครื่องเป็นตัวเลขในแบบที่อ่านได้หลายความหมาย"
INSIDE_IP = "เป็นที่อยู่ภายในเครือข่าย ประชาชนเปิดจากภายนอกไม่ได้"
INSIDE_NAME = "เป็นชื่อที่ใช้เฉพาะภายในเครือข่าย ประชาชนเปิดจากภายนอกไม่ได้"
SCHEME = "ตรวจเฉพาะที่อยู่ที่ขึ้นต้นด้วย https:// หรือ http://"
SIGNS = "ที่อยู่มีช่องว่างหรือเครื่องหมายที่ใช้ในที่อยู่ไม่ได้"
USER = "ที่อยู่มีชื่อผู้ใช้หรือรหัสผ่าน"
UNKNOWN = "ชื่อเว็บไซต์สะกดในแบบที่อินเทอร์เน็ตไม่รู้จัก"
HOSTILE = {
    "http://127.0.0.1:{p}/": INSIDE_IP,
    "http://2130706433:{p}/": NUMERIC,
    "http://0177.0.0.1:{p}/": NUMERIC,
    "http://0x7f.0.0.1:{p}/": NUMERIC,
    "http://0x7f000001:{p}/": NUMERIC,
    "http://127.1:{p}/": NUMERIC,
    "http://127.000.000.001:{p}/": NUMERIC,
    "http://127.0.0.1.:{p}/": INSIDE_IP,
    "http://127。0。0。1:{p}/": INSIDE_IP,
    "http://１２７.0.0.1:{p}/": INSIDE_IP,
    "http://0.0.0.0:{p}/": INSIDE_IP,
    "http://0:{p}/": NUMERIC,
    "http://10.0.0.1:{p}/": INSIDE_IP,
    "http://192.168.1.1:{p}/": INSIDE_IP,
    "http://172.16.0.1:{p}/": INSIDE_IP,
    "http://100.64.0.1:{p}/": INSIDE_IP,
    "http://169.254.169.254:{p}/latest/meta-data/": INSIDE_IP,
    "http://224.0.0.1:{p}/": INSIDE_IP,
    "http://255.255.255.255:{p}/": INSIDE_IP,
    "http://[::1]:{p}/": INSIDE_IP,
    "http://[::]:{p}/": INSIDE_IP,
    "http://[::ffff:127.0.0.1]:{p}/": INSIDE_IP,
    "http://[::127.0.0.1]:{p}/": INSIDE_IP,
    "http://[64:ff9b::7f00:1]:{p}/": INSIDE_IP,
    "http://[64:ff9b:1::7f00:1]:{p}/": INSIDE_IP,
    "http://[2002:7f00:1::]:{p}/": INSIDE_IP,
    "http://[2001:0:7f00:1::]:{p}/": INSIDE_IP,
    "http://[fe80::1]:{p}/": INSIDE_IP,
    "http://[fd00:ec2::254]:{p}/": INSIDE_IP,
    "http://[ff02::1]:{p}/": INSIDE_IP,
    "http://localhost:{p}/": INSIDE_NAME,
    "http://LOCALHOST.:{p}/": INSIDE_NAME,
    "http://a.localhost:{p}/": INSIDE_NAME,
    "http://printer.local:{p}/": INSIDE_NAME,
    "http://metadata.google.internal:{p}/": INSIDE_NAME,
    "http://intranet:{p}/": INSIDE_NAME,
    "file:///etc/passwd": SCHEME,
    "gopher://127.0.0.1:{p}/_x": SCHEME,
    "ftp://127.0.0.1:{p}/": SCHEME,
    "dict://127.0.0.1:{p}/": SCHEME,
    "http://user:pass@127.0.0.1:{p}/": USER,
    "http://www.example.go.th@127.0.0.1:{p}/": USER,
    "http://www.example.go.th:22/": "ใช้พอร์ต 22 ตรวจเฉพาะพอร์ตมาตรฐานของเว็บไซต์",
    "http://www.example.go.th\\@127.0.0.1:{p}/": SIGNS,
    "http://www.example.go.th\r\nHost: 127.0.0.1/": SIGNS,
    "http://127.0.0.1%00.example.go.th:{p}/": "ที่อยู่ไม่มีชื่อเว็บไซต์ที่ใช้ได้",
    "http:///etc/": "ที่อยู่ไม่มีชื่อเว็บไซต์ที่ใช้ได้",
    "http://-bad-.example.go.th:{p}/": UNKNOWN,
    "http://[::1:{p}/": "ที่อยู่เขียนไม่ถูกแบบ",
}


@pytest.fixture(scope="module")
def server():
    with LinkServer() as running:
        yield running


def found_of(server, urls, resolve=()):
    """{url: Found} under the policy of production, but for the server's port."""
    policy = Policy(
        pause=0,
        ports=frozenset({server.port}),
        allow_local=False,
        user_agent="x",
        resolve=dict(resolve),
    )
    found = {}
    check_addresses(
        {f"host{n}": [Wanted(url)] for n, url in enumerate(urls)},
        policy=policy,
        on_found=lambda host, result: found.setdefault(result.url, result),
        stop=lambda: False,
    )
    return found


def test_hostile_addresses_are_refused_before_a_byte_is_sent(server):
    before = server.connections
    wanted = {url.replace("{p}", str(server.port)): sentence for url, sentence in HOSTILE.items()}
    found = found_of(server, wanted)
    assert {url: (result.state, result.detail) for url, result in found.items()} == {
        url: ("unsafe", sentence) for url, sentence in wanted.items()
    }
    assert server.connections == before


@pytest.mark.parametrize("ip", ["127.0.0.1", "10.1.2.3", "169.254.169.254", "::1", "::ffff:127.0.0.1"])
def test_a_name_that_leads_inside_is_not_connected_to(server, ip):
    before, url = server.connections, f"http://www.example.go.th:{server.port}/ok"
    found = found_of(server, [url], {f"www.example.go.th:{server.port}": ip})
    assert (found[url].state, found[url].http_status) == ("unsafe", None)
    assert "ชี้ไปยังเครื่องภายในเครือข่าย" in found[url].detail
    assert server.connections == before


def test_a_name_that_turns_private_between_two_requests_opens_nothing_more(server, monkeypatch):
    """DNS rebinding: the first hop was public, the name of the second one is answered with loopback."""
    hops = []

    def public_once(ip, *, allow_local=False):
        hops.append(ip)
        return len(hops) == 1 or is_public(ip, allow_local=allow_local)

    monkeypatch.setattr("assessments.linkcheck.fetch.is_public", public_once)
    monkeypatch.setitem(
        ANSWERS, "leaves", (302, {"Location": f"http://b.example.go.th:{server.port}/ok"}, "")
    )
    url = f"http://a.example.go.th:{server.port}/leaves"
    resolve = {f"{name}.example.go.th:{server.port}": "127.0.0.1" for name in "ab"}
    before = len(server.requests)
    found = found_of(server, [url], resolve)
    assert found[url].state == "unsafe"
    assert [(path, len(hops)) for _m, _h, path, _headers in server.requests[before:]] == [("/leaves", 2)]


@pytest.mark.parametrize(
    "location",
    ["http://127.0.0.1:{p}/ok", "file:///etc/passwd", "http://[::1]/", "//user:x@www.example.go.th/"],
)
def test_a_redirect_to_a_hostile_address_is_not_followed(server, monkeypatch, location):
    monkeypatch.setattr("assessments.linkcheck.fetch.is_public", lambda ip, allow_local: True)
    monkeypatch.setitem(ANSWERS, "trap", (301, {"Location": location.replace("{p}", str(server.port))}, ""))
    url = f"http://www.example.go.th:{server.port}/trap"
    before = len(server.requests)
    found = found_of(server, [url], {f"www.example.go.th:{server.port}": "127.0.0.1"})
    assert (found[url].state, found[url].moved_to) == ("unsafe", "")
    assert [path for _m, _h, path, _headers in server.requests[before:]] == ["/trap"]


def test_a_listener_on_loopback_hears_nothing(server):
    """The plainest proof: a socket that would note the first byte."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        listener.listen()
        listener.settimeout(0.2)
        heard = []
        thread = threading.Thread(target=lambda: _note(listener, heard))
        thread.start()
        found_of(server, [f"http://127.0.0.1:{listener.getsockname()[1]}/"])
        thread.join()
    assert heard == []


def _note(listener, heard):
    with contextlib.suppress(TimeoutError):
        heard.append(listener.accept())


def test_thai_addresses_typed_or_encoded_are_the_same():
    typed = address_of("https://www.ปากช่อง.ไทย/ข่าว/แผน ๑.pdf".replace(" ", "%20"), ports={443})
    encoded = address_of(typed.url, ports={443})
    assert typed == encoded
    assert typed.host.startswith("www.xn--")
    assert typed.url.isascii()


def test_public_addresses_pass():
    assert is_public("203.150.1.1")
    assert is_public("2606:4700::1111")
    with pytest.raises(Refused, match="พอร์ต 8080"):
        address_of("http://www.example.go.th:8080/", ports={80, 443})
