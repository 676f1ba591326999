"""The loop that opens sockets: many hosts at once, one request at a time and a pause for each of them.

libcurl's multi interface does the talking; every socket is judged by its very IP before it is made, so a
name that turns private between two look-ups (DNS rebinding) opens nothing. Redirects are followed here, one
by one, each under the same rules and under the lock of the host it leads to. Answers are judged in a thread
beside the loop, so that a page that is dear to read delays nobody; whatever goes wrong with one address is
that address's finding.
"""

import concurrent.futures
import heapq
import itertools
import logging
import re
import socket
import ssl
import string
import time
from collections import defaultdict, deque
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import TypeAlias
from urllib.parse import quote, urlsplit

import pycurl

from assessments.linkcheck.addresses import (
    Address,
    Refused,
    Unreadable,
    address_of,
    is_public,
    next_address,
)
from assessments.linkcheck.classify import (
    STANDARD,
    Answer,
    content_type_of,
    is_page,
    retry_after,
    size_of,
    state_of,
)
from assessments.linkcheck.outcome import LONGEST_DETAIL, LOOK, OPENS, UNSAFE, Found, Policy, Wanted

logger = logging.getLogger(__name__)

MOST_REDIRECTS = 5
PAGE_ENDS = (".html", ".htm", ".php", ".asp", ".aspx", ".jsp")
REDIRECTS = (301, 302, 303, 307, 308)
PERMANENT = (301, 308)
TRUSTED = ssl.get_default_verify_paths().cafile
LONGEST_HEADERS = 64 * 1024  # bytes of one request's answers, the provisional ones (1xx) included
WRITABLE_STATUS = range(100, 1000)
LOOK_AGAIN = 0.005  # seconds between two looks while an answer is being judged
_STATUS_LINE = re.compile(r"HTTP/[0-9.]+[ \t]+([0-9]{1,9})(?![0-9])")
_CERTIFICATE = {
    pycurl.E_PEER_FAILED_VERIFICATION,
    pycurl.E_SSL_CERTPROBLEM,
    pycurl.E_SSL_CONNECT_ERROR,
    pycurl.E_SSL_INVALIDCERTSTATUS,
}
# What curl calls any other end is an answer that it cannot read.
_PROBLEMS = {
    pycurl.E_COULDNT_RESOLVE_HOST: "dns",
    pycurl.E_COULDNT_CONNECT: "refused",
    pycurl.E_OPERATION_TIMEDOUT: "slow",
    pycurl.E_GOT_NOTHING: "broken",
    pycurl.E_PARTIAL_FILE: "broken",
    pycurl.E_RECV_ERROR: "broken",
    pycurl.E_SEND_ERROR: "broken",
}


# Family, kind and protocol of a socket that libcurl asks for, and the address that it is for.
SocketAddress: TypeAlias = tuple[int, int, int, tuple[str | bytes, int]]


@dataclass(eq=False)
class Check:
    """One address on its way: where it is now, what was answered last."""

    owner: str
    wanted: Wanted
    address: Address
    method: str = ""
    redirects: int = 0
    moved_to: str = ""
    only_permanent: bool = True
    first_request: float = 0.0
    spent: float = 0.0
    status: int | None = None
    headers: dict[str, str] = field(default_factory=dict)
    body: bytearray = field(default_factory=bytearray)
    header_bytes: int = 0
    refused_socket: bool = False
    too_long: bool = False


@dataclass(frozen=True)
class Ending:
    """How a check ended: a key of PROBLEMS or "" for an answer to judge; `finding` if it is known already."""

    problem: str = ""
    finding: tuple[str, str] | None = None


class Fetching:
    """One run of `check_addresses`."""

    def __init__(self, policy: Policy, on_found: Callable[[str, Found], None]) -> None:
        self.policy, self.on_found = policy, on_found
        self.multi = pycurl.CurlMulti()
        self.idle: list[pycurl.Curl] = []
        self.running: dict[pycurl.Curl, Check] = {}
        self.queues: dict[str, deque[Wanted]] = {}  # owner -> what is still wanted of it
        self.waiting: defaultdict[str, deque[Check]] = defaultdict(deque)  # host -> who wants to ask it next
        self.busy: set[str] = set()  # hosts being asked
        self.free_at: dict[str, float] = {}  # host -> when others may be asked again
        self.due: list[tuple[float, int, str]] = []  # heap of (moment, order, host) to look at
        self.order = itertools.count()
        self.reader = concurrent.futures.ThreadPoolExecutor(1, "linkcheck-reader")
        self.judging: dict[concurrent.futures.Future[tuple[str, str]], tuple[Check, Ending]] = {}

    def add(self, owner: str, wanted: Iterable[Wanted]) -> None:
        """Take over the addresses of one more host."""
        self.queues[owner] = deque(wanted)
        self.begin_next(owner)

    def begin_next(self, owner: str) -> None:
        """Start the owner's next address; an owner with nothing left is done."""
        queue = self.queues.get(owner)
        while queue:
            wanted = queue.popleft()
            try:
                address = self.address(wanted.url)
            except Refused as refusal:
                self.on_found(owner, Found(wanted.url, UNSAFE, detail=str(refusal)[:LONGEST_DETAIL]))
            except Exception as error:  # noqa: BLE001 - one address must not end the run of all others
                state, said = unforeseen(wanted.url, error)
                self.on_found(owner, Found(wanted.url, state, detail=said))
            else:
                self.ask(Check(owner, wanted, address, first_method(address)))
                return
        self.queues.pop(owner, None)

    def address(self, url: str) -> Address:
        """The Address of `url` under this policy."""
        return address_of(url, ports=self.policy.ports, allow_local=self.policy.allow_local)

    def ask(self, check: Check) -> None:
        """Put a check in the line of the host that it must ask next."""
        host = check.address.host
        self.waiting[host].append(check)
        self.look_at(host)

    def look_at(self, host: str) -> None:
        """Ask `host` for the first in its line if it is free, or remember when it will be."""
        if host in self.busy or not self.waiting[host]:
            return
        moment = self.free_at.get(host, 0.0)
        if moment > time.monotonic():
            heapq.heappush(self.due, (moment, next(self.order), host))
            return
        self.busy.add(host)
        self.send(self.waiting[host].popleft())

    def send(self, check: Check) -> None:
        """One request on the wire."""
        check.status, check.headers, check.body = None, {}, bytearray()
        check.refused_socket = check.too_long = False
        check.header_bytes = 0
        handle = self.idle.pop() if self.idle else pycurl.Curl()
        handle.reset()
        configure(handle, check, self.policy)
        check.first_request = time.monotonic()
        self.running[handle] = check
        self.multi.add_handle(handle)

    def turn(self, longest: float) -> None:
        """Let the network move for at most `longest` seconds, then take what finished."""
        now = time.monotonic()
        while self.due and self.due[0][0] <= now:
            self.look_at(heapq.heappop(self.due)[2])
        if self.due:
            longest = min(longest, max(self.due[0][0] - now, 0.001))
        if self.judging:
            longest = min(longest, LOOK_AGAIN)
        if self.running:
            self.multi.select(longest)
        elif self.judging:
            concurrent.futures.wait(self.judging, longest, concurrent.futures.FIRST_COMPLETED)
        elif self.due:
            time.sleep(longest)
        while self.multi.perform()[0] == pycurl.E_CALL_MULTI_PERFORM:
            pass
        while True:
            left, good, bad = self.multi.info_read()
            for handle in good:
                self.finished(handle, 0)
            for handle, number, _message in bad:
                self.finished(handle, number)
            if not left:
                break
        for future in [future for future in self.judging if future.done()]:
            self.report(*self.judging.pop(future), future.result())

    def finished(self, handle: pycurl.Curl, number: int) -> None:
        """A request ended: free its host, then go on, follow, or report."""
        check = self.running.pop(handle)
        self.multi.remove_handle(handle)
        self.idle.append(handle)
        now, host = time.monotonic(), check.address.host
        check.spent += now - check.first_request
        asked_to_wait = retry_after(check.headers) or 0
        self.busy.discard(host)
        self.free_at[host] = now + max(self.policy.pause, min(asked_to_wait, self.policy.total_timeout))
        try:
            ending = self.after(check, 0 if check.too_long and number == pycurl.E_WRITE_ERROR else number)
        except Exception as error:  # noqa: BLE001 - as above
            ending = Ending(finding=unforeseen(check.wanted.url, error))
        if ending:
            self.judge(check, ending)
        self.look_at(host)

    def after(self, check: Check, number: int) -> Ending | None:
        """What follows a finished request: the Ending of the check, None when it goes on."""
        if number:
            problem = _problem(check, number)
            if check.method == "HEAD" and problem in ("broken", "unreadable"):
                self.again_with_get(check)
                return None
            return Ending("" if problem == "unreadable" and _is_odd(check.status) else problem)
        if check.status is None:
            return Ending("unreadable")
        location = check.headers.get("location", "")
        if check.status in REDIRECTS and location:
            return self.follow(check, location)
        too_little = check.status >= 400 or is_page(check.headers)
        if check.method == "HEAD" and check.status not in (304, 429) and too_little:
            self.again_with_get(check)
            return None
        return Ending()

    def again_with_get(self, check: Check) -> None:
        """HEAD was refused or says too little."""
        check.method = "GET"
        self.ask(check)

    def follow(self, check: Check, location: str) -> Ending | None:
        """One redirect further, under the same rules."""
        if check.redirects == MOST_REDIRECTS:
            return Ending("redirects")
        host = check.address.host
        try:
            check.address = next_address(
                check.address, location, ports=self.policy.ports, allow_local=self.policy.allow_local
            )
        except Unreadable as reason:
            said = f"เว็บไซต์ปลายทางเปลี่ยนเส้นทางไปที่อยู่ที่อ่านไม่ได้ ({reason}) ให้คนเปิดดู"
            return Ending("unreadable", (LOOK, said))
        except Refused as refusal:
            said = f"เปลี่ยนเส้นทางไปที่อยู่ที่ไม่เปิดเพื่อความปลอดภัย: {refusal}"
            return Ending("unsafe", (UNSAFE, said))
        if check.address.host != host and not self.policy.leaves_host:
            return Ending(finding=(OPENS, ""))
        check.redirects += 1
        check.method = "GET" if check.method == "GET" else first_method(check.address)
        check.only_permanent = check.only_permanent and check.status in PERMANENT
        if check.only_permanent:
            check.moved_to = check.address.url
        self.ask(check)
        return None

    def judge(self, check: Check, ending: Ending) -> None:
        """Have the answer judged beside the loop."""
        answer = Answer(
            first_url=check.wanted.url,
            final_url=check.address.url,
            status=check.status,
            headers=check.headers,
            body=bytes(check.body),
            moved_to=check.moved_to,
            problem=ending.problem,
        )
        if ending.finding or ending.problem or not answer.body:
            self.report(check, ending, ending.finding or judged(answer))
        else:
            self.judging[self.reader.submit(judged, answer)] = check, ending

    def report(self, check: Check, ending: Ending, finding: tuple[str, str]) -> None:
        """Tell what was found and let the owner's next address begin."""
        state, detail = finding
        self.on_found(
            check.owner,
            Found(
                url=check.wanted.url,
                state=state,
                http_status=check.status if check.status in WRITABLE_STATUS else None,
                final_url=check.address.url if check.status else "",
                moved_to=check.moved_to if not ending.problem else "",
                content_type=_writable(content_type_of(check.headers), 100),
                size=size_of(check.headers),
                etag=_writable(check.headers.get("etag", ""), 300),
                last_modified=_writable(check.headers.get("last-modified", ""), 100),
                detail=detail[:LONGEST_DETAIL],
                milliseconds=round(check.spent * 1000),
                retry_after=retry_after(check.headers),
            ),
        )
        self.begin_next(check.owner)

    def close(self) -> None:
        """Leave everything that is under way; nothing is reported of it."""
        for handle in self.running:
            self.multi.remove_handle(handle)
            handle.close()
        for handle in self.idle:
            handle.close()
        self.multi.close()
        self.reader.shutdown(cancel_futures=True)


def judged(answer: Answer) -> tuple[str, str]:
    """(state, detail) of an answer, also of one that no rule foresaw."""
    try:
        return state_of(answer)
    except Exception as error:  # noqa: BLE001 - no rule foresaw this answer
        return unforeseen(answer.first_url, error)


def unforeseen(url: str, error: Exception) -> tuple[str, str]:
    """(state, detail) of an address whose answer nobody foresaw; the log has what a programmer needs."""
    logger.error("link check of %s failed", url, exc_info=error)
    return LOOK, f"โปรแกรมตรวจอ่านคำตอบของเว็บไซต์ปลายทางไม่ได้ ({type(error).__name__}) ให้คนเปิดดู"


def first_method(address: Address) -> str:
    """HEAD where it can say enough; of a page only its words tell whether it opens, so one GET does."""
    name = urlsplit(address.url).path.rpartition("/")[2].lower()
    return "GET" if "." not in name or name.endswith(PAGE_ENDS) else "HEAD"


def _problem(check: Check, number: int) -> str:
    if check.refused_socket:
        return "unsafe"
    if number in _CERTIFICATE:
        return "certificate"
    if check.header_bytes > LONGEST_HEADERS:
        return "headers"
    return _PROBLEMS.get(number, "unreadable")


def _is_odd(status: int | None) -> bool:
    """No status of HTTP, yet one that can be told."""
    return status is not None and status not in STANDARD


def _writable(value: str, longest: int) -> str:
    """A header's value that a database keeps and that can be sent again; "" for any other."""
    return value if len(value) <= longest and value.isprintable() else ""


def configure(handle: pycurl.Curl, check: Check, policy: Policy) -> None:
    """Set one request on a fresh handle: nothing of the machine's own (proxy, netrc, cookies) takes part."""
    wanted, address = check.wanted, check.address
    left = max(policy.total_timeout - check.spent, 1)
    options = {
        pycurl.URL: address.url.encode(),
        pycurl.PROTOCOLS: pycurl.PROTO_HTTP | pycurl.PROTO_HTTPS,
        pycurl.FOLLOWLOCATION: 0,
        pycurl.HTTP_VERSION: pycurl.CURL_HTTP_VERSION_1_1,
        pycurl.USERAGENT: policy.user_agent.encode(),
        pycurl.PROXY: "",
        pycurl.NOPROXY: "*",
        pycurl.NOSIGNAL: 1,
        pycurl.NOBODY: check.method == "HEAD",
        pycurl.CONNECTTIMEOUT_MS: int(min(policy.connect_timeout, left) * 1000),
        pycurl.TIMEOUT_MS: int(left * 1000),
        pycurl.SSL_VERIFYPEER: 1,
        pycurl.SSL_VERIFYHOST: 2,
        pycurl.OPENSOCKETFUNCTION: lambda purpose, where: _open_socket(check, policy, where),
        pycurl.HEADERFUNCTION: lambda line: _take_header(check, line),
        pycurl.WRITEFUNCTION: lambda block: _take_body(check, policy, block),
    }
    for option, value in options.items():
        handle.setopt(option, value)
    if TRUSTED:
        handle.setopt(pycurl.CAINFO, TRUSTED)
    headers = ["Accept: */*", "Accept-Language: th,en;q=0.5"]
    if wanted.etag and check.redirects == 0:
        headers.append(f"If-None-Match: {wanted.etag}")
    elif wanted.last_modified and check.redirects == 0:
        headers.append(f"If-Modified-Since: {wanted.last_modified}")
    handle.setopt(pycurl.HTTPHEADER, [header.encode() for header in headers])
    if ip := policy.resolve.get(f"{address.host}:{address.port}"):
        handle.setopt(pycurl.RESOLVE, [f"{address.host}:{address.port}:{ip}"])


def _open_socket(check: Check, policy: Policy, where: SocketAddress) -> socket.socket | int:
    """A socket to the very address that is about to be connected to, or none."""
    family, kind, protocol, address = where
    ip = address[0].decode() if isinstance(address[0], bytes) else address[0]
    if not is_public(ip.partition("%")[0], allow_local=policy.allow_local):
        check.refused_socket = True
        bad: int = pycurl.SOCKET_BAD
        return bad
    return socket.socket(family, kind, protocol)


def _take_header(check: Check, line: bytes) -> int | None:
    """Collect the headers of the last response of this request; stop where they do not end."""
    check.header_bytes += len(line)
    if check.header_bytes > LONGEST_HEADERS:
        return 0
    raw = line.rstrip(b"\r\n")
    if raw.startswith(b"HTTP/"):
        check.headers = {}
        code = _STATUS_LINE.match(raw.decode("ascii", "replace"))
        check.status = int(code[1]) if code else None
        return None
    name, colon, value = raw.partition(b":")
    if colon:
        key = name.strip().lower().decode("ascii", "replace")
        check.headers[key] = _header_text(value.strip(), as_address=key == "location")
    return None


def _header_text(value: bytes, *, as_address: bool) -> str:
    """A header's value; an address that is not UTF-8 with its bytes encoded, as browsers do."""
    try:
        return value.decode()
    except UnicodeDecodeError:
        return quote(value, safe=string.printable) if as_address else value.decode("utf-8", "replace")


def _take_body(check: Check, policy: Policy, block: bytes) -> int | None:
    """Keep at most the policy's bytes of a page, nothing of a file; then stop the transfer."""
    room = policy.most_bytes - len(check.body) if is_page(check.headers) else 0
    check.body += block[:room]
    if len(block) >= room:
        check.too_long = True
        return 0
    return None
