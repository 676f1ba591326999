"""One website's odd answer neither stops nor falsifies the check of the others."""

import gzip
import time

import pytest

from assessments.linkcheck import Policy, Wanted, check_addresses
from tests.support.raw_server import raw_server

HONEST = {"honest-1.test": "opens", "honest-2.test": "not_found", "honest-3.test": "opens"}
MOST_SECONDS = 1.0  # of processor time that one answer may cost


def answer(body=b"<title>x</title>", *headers, status=b"200 OK"):
    """The bytes of a page with these header lines."""
    lines = [b"HTTP/1.1 " + status, b"Content-Length: %d" % len(body), b"Connection: close"]
    if not any(line.lower().startswith(b"content-type:") for line in headers):
        lines.append(b"Content-Type: text/html; charset=utf-8")
    return b"\r\n".join([*lines, *headers]) + b"\r\n\r\n" + body


def leading_to(location):
    return answer(b"", b"Location: " + location, status=b"302 Found")


THAI = "<title>ไม่พบหน้าที่ท่านต้องการ</title>"
# name -> (bytes, the state that must be found)
ODD = {
    "location-bracket": (leading_to(b"http://[::1"), "look"),
    "location-port": (leading_to(b"http://x.test:port/"), "look"),
    "location-bytes": (leading_to(b"http://\xff\xfe\xfd/"), "look"),
    "location-long": (leading_to(b"/" + b"a" * 20_000), "look"),
    "location-scheme": (leading_to(b"javascript:alert(1)"), "unsafe"),
    "location-private": (leading_to(b"http://10.0.0.1/"), "unsafe"),
    "charset-unknown": (answer(b"<title>x</title>", b"Content-Type: text/html; charset=x-nobody"), "opens"),
    "charset-codec": (answer(b"<title>x</title>", b"Content-Type: text/html; charset=hex"), "opens"),
    "charset-thai": (answer(THAI.encode("cp874"), b"Content-Type: text/html; charset=tis-620"), "look"),
    "charset-lie": (answer(THAI.encode("cp874"), b"Content-Type: text/html; charset=utf-8"), "look"),
    "status-999999": (answer(status=b"999999 X"), "look"),
    "status-999": (answer(status=b"999 Denied"), "robot_wall"),
    "status-700": (answer(status=b"700 X"), "look"),
    "status-0": (answer(status=b"000 X"), "look"),
    "http-0.9": (b"<title>hello</title>", "look"),
    "no-answer": (b"", "no_answer"),
    "chunk-nonsense": (
        b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\nx\r\n",
        "no_answer",
    ),
    "header-bomb": (b"HTTP/1.1 200 OK\r\n" + b"X-A: " + b"a" * 90_000 + b"\r\n\r\n", "look"),
    "headers-many": (b"HTTP/1.1 200 OK\r\n" + b"X-A: b\r\n" * 20_000 + b"\r\n", "look"),
    "provisional": (b"HTTP/1.1 103 Early Hints\r\n\r\n" * 5_000 + answer(), "look"),
    "packed-bomb": (answer(gzip.compress(b"<p>" * 10_000_000), b"Content-Encoding: gzip"), "opens"),
    "packed-wrong": (answer(b"not packed", b"Content-Encoding: gzip"), "look"),
    "nul": (answer(b"<title>\x00x</title>\x00" * 2_000), "opens"),
    "headings": (answer(b"<h1 " * 16_000), "opens"),
    "headings-open": (answer(b"<title>" + b"<h1>a" * 13_000), "opens"),
    "inputs": (answer(b"<input " * 9_000), "opens"),
    "inputs-spaces": (answer(b"<input type" + b" " * 60_000), "opens"),
    "nested": (answer(b"<div>" * 13_000 + b"<title>x</title>"), "opens"),
    "tables": (answer(b"<table><tr><td>" * 4_000), "opens"),
    "attributes": (answer(b"<p " + b" ".join(b"a%d=1" % n for n in range(8_000)) + b">"), "opens"),
    "retry-after": (answer(b"", b"Retry-After: " + b"9" * 5_000, status=b"429 Busy"), "robot_wall"),
    "retry-date": (
        answer(b"", b"Retry-After: Fri, 31 Dec 9999 23:59:59 -2359", status=b"429"),
        "robot_wall",
    ),
    "etag-nul": (answer(b"<title>x</title>", b'ETag: "a\x01b"'), "opens"),
}


def check(answers):
    """{host: Found} of one check run with the honest hosts among them, and its seconds of processor time."""
    given = {name: sent for name, (sent, _state) in answers.items()}
    given |= {
        "honest-1.test": answer("<title>ข้อมูลการจัดซื้อจัดจ้าง</title>".encode()),
        "honest-2.test": answer("<title>ไม่มี</title>".encode(), status=b"404 Not Found"),
        "honest-3.test": answer(b"%PDF-1.7 " + b"x" * 991, b"Content-Type: application/pdf"),
    }
    found = {}
    with raw_server(given) as port:
        begun = time.process_time()
        check_addresses(
            {host: [Wanted(f"http://{host}:{port}/page")] for host in given},
            policy=Policy(
                pause=0,
                ports=frozenset({port}),
                allow_local=True,
                user_agent="test",
                total_timeout=10,
                resolve={f"{host}:{port}": "127.0.0.1" for host in given},
            ),
            on_found=found.setdefault,
            stop=lambda: False,
        )
        return found, time.process_time() - begun


def test_one_run_with_every_odd_answer_ends_and_the_honest_hosts_are_right():
    found, seconds = check(ODD)

    states = {host: result.state for host, result in found.items()}
    assert {host: states[host] for host in HONEST} == HONEST
    assert {name: states[name] for name in ODD} == {name: state for name, (_sent, state) in ODD.items()}
    assert all(result.detail for name, result in found.items() if result.state == "look")
    assert seconds < len(ODD) * MOST_SECONDS


@pytest.mark.parametrize("name", ["headings", "headings-open", "inputs", "inputs-spaces", "nested", "tables"])
def test_dear_page_costs_less_than_a_second_and_delays_no_honest_host(name):
    found, seconds = check({name: ODD[name]})

    assert {host: found[host].state for host in HONEST} == HONEST
    assert seconds < MOST_SECONDS
