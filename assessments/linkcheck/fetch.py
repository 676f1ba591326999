"""The loop that opens sockets: many hosts at once, one request at a time and a pause for each of them.

libcurl's multi interface does the talking; every socket is judged by its very IP before it is made, so a
name that turns private between two look-ups (DNS rebinding) opens nothing. Redirects are followed here, one
by one, each under the same rules and under the lock of the host it leads to.
"""

import heapq
import itertools
import re
import socket
import ssl
import time
from collections import defaultdict, deque
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import TypeAlias
from urllib.parse import urlsplit

import pycurl

from assessments.linkcheck.addresses import Address, Refused, address_of, is_public, next_address
from assessments.linkcheck.classify import (
    Answer,
    content_type_of,
    is_page,
    retry_after,
    size_of,
    state_of,
)
from assessments.linkcheck.outcome import LONGEST_DETAIL, UNSAFE, Found, Policy, Wanted

MOST_REDIRECTS = 5
PAGE_ENDS = (".html", ".htm", ".php", ".asp", ".aspx", ".jsp")
REDIRECTS = (301, 302, 303, 307, 308)
PERMANENT = (301, 308)
TRUSTED = ssl.get_default_verify_paths().cafile
LONGEST_HEADERS = 64 * 1024
_STATUS_LINE = re.compile(r"HTTP/[0-9.]+[ \t]+([0-9]{3})(?![0-9])")
_CERTIFICATE = {
    pycurl.E_PEER_FAILED_VERIFICATION,
    pycurl.E_SSL_CERTPROBLEM,
    pycurl.E_SSL_CONNECT_ERROR,
    pycurl.E_SSL_INVALIDCERTSTATUS,
}
_PROBLEMS = {
    pycurl.E_COULDNT_RESOLVE_HOST: "dns",
    pycurl.E_COULDNT_CONNECT: "refused",
    pycurl.E_OPERATION_TIMEDOUT: "slow",
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
    refused_socket: bool = False
    too_long: bool = False


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
        if self.running:
            self.multi.select(longest)
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
                return

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
        self.after(check, 0 if check.too_long and number == pycurl.E_WRITE_ERROR else number)
        self.look_at(host)

    def after(self, check: Check, number: int) -> None:
        """Decide what follows a finished request."""
        if number:
            if check.method == "HEAD" and not check.refused_socket and number in _HEAD_REFUSED:
                return self.again_with_get(check)
            return self.report(check, _problem(check, number))
        if check.status is None:
            return self.report(check, "broken")
        location = check.headers.get("location", "")
        if check.status in REDIRECTS and location:
            return self.follow(check, location)
        too_little = check.status >= 400 or is_page(check.headers)
        if check.method == "HEAD" and check.status not in (304, 429) and too_little:
            return self.again_with_get(check)
        return self.report(check)

    def again_with_get(self, check: Check) -> None:
        """HEAD was refused or says too little."""
        check.method = "GET"
        self.ask(check)

    def follow(self, check: Check, location: str) -> None:
        """One redirect further, under the same rules."""
        if check.redirects == MOST_REDIRECTS:
            return self.report(check, "redirects")
        try:
            check.address = next_address(
                check.address, location, ports=self.policy.ports, allow_local=self.policy.allow_local
            )
        except Refused as refusal:
            return self.report(check, "unsafe", f"เปลี่ยนเส้นทางไปที่อยู่ที่ไม่เปิดเพื่อความปลอดภัย: {refusal}")
        check.redirects += 1
        check.method = "GET" if check.method == "GET" else first_method(check.address)
        check.only_permanent = check.only_permanent and check.status in PERMANENT
        if check.only_permanent:
            check.moved_to = check.address.url
        return self.ask(check)

    def report(self, check: Check, problem: str = "", detail: str = "") -> None:
        """Tell what was found and let the owner's next address begin."""
        answer = Answer(
            first_url=check.wanted.url,
            final_url=check.address.url,
            status=check.status,
            headers=check.headers,
            body=bytes(check.body),
            moved_to=check.moved_to,
            problem=problem,
        )
        state, said = state_of(answer)
        etag = check.headers.get("etag", "")
        self.on_found(
            check.owner,
            Found(
                url=check.wanted.url,
                state=state,
                http_status=check.status,
                final_url=check.address.url if check.status else "",
                moved_to=check.moved_to if not problem else "",
                content_type=content_type_of(check.headers),
                size=size_of(check.headers),
                etag=etag if len(etag) <= 300 else "",
                last_modified=check.headers.get("last-modified", "")[:100],
                detail=(detail or said)[:LONGEST_DETAIL],
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


def first_method(address: Address) -> str:
    """HEAD where it can say enough; of a page only its words tell whether it opens, so one GET does."""
    name = urlsplit(address.url).path.rpartition("/")[2].lower()
    return "GET" if "." not in name or name.endswith(PAGE_ENDS) else "HEAD"


_HEAD_REFUSED = {pycurl.E_GOT_NOTHING, pycurl.E_RECV_ERROR, pycurl.E_HTTP2, pycurl.E_PARTIAL_FILE}


def _problem(check: Check, number: int) -> str:
    if check.refused_socket:
        return "unsafe"
    if number in _CERTIFICATE:
        return "certificate"
    return _PROBLEMS.get(number, "broken")


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


def _take_header(check: Check, line: bytes) -> None:
    """Collect the headers of the last response of this request."""
    text = line.decode("utf-8", "replace").rstrip("\r\n")
    if text.startswith("HTTP/"):
        check.headers = {}
        code = _STATUS_LINE.match(text)
        check.status = int(code[1]) if code else None
        return
    name, colon, value = text.partition(":")
    if colon and sum(map(len, check.headers.values())) < LONGEST_HEADERS:
        check.headers[name.strip().lower()] = value.strip()
    return


def _take_body(check: Check, policy: Policy, block: bytes) -> int | None:
    """Keep at most the policy's bytes of a page, nothing of a file; then stop the transfer."""
    room = policy.most_bytes - len(check.body) if is_page(check.headers) else 0
    check.body += block[:room]
    if len(block) >= room:
        check.too_long = True
        return 0
    return None
