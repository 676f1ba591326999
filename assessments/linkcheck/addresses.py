"""Which addresses may be opened at all. Pure; the resolved IP is judged again when the socket is made.

Refused: everything that is not http or https, credentials, other ports than the policy's, names that only
exist inside a network, numeric spellings that programs read differently, and every IP that is not a public
one, also where it hides in an IPv6 address (mapped, NAT64, 6to4, Teredo).
"""

import ipaddress
import re
import unicodedata
from collections.abc import Collection
from dataclasses import dataclass
from urllib.parse import quote, urljoin, urlsplit, urlunsplit

DEFAULT_PORTS = {"http": 80, "https": 443}
LONGEST_LOCATION = 8000  # characters; no browser needs to follow a longer one
LONGEST_HOST = 1000  # characters as typed, far above what a name can have in ASCII
_NEVER = [
    ipaddress.ip_network(network)
    for network in (
        "0.0.0.0/8 100.64.0.0/10 192.0.0.0/24 192.0.2.0/24 192.88.99.0/24 198.18.0.0/15 198.51.100.0/24"
        " 203.0.113.0/24 240.0.0.0/4 ::/96 64:ff9b::/96 64:ff9b:1::/48 100::/64 2001::/23 2001:db8::/32"
        " 2002::/16 fc00::/7 fe80::/10 fec0::/10 ff00::/8"
    ).split()
]
_INSIDE = (".localhost", ".local", ".internal", ".intranet", ".lan", ".home", ".corp", ".home.arpa", ".onion")
_NUMERIC = re.compile(r"(?:0x[0-9a-f]*|[0-9]+)(?:\.(?:0x[0-9a-f]*|[0-9]+))*\.?")
_NAME = re.compile(r"(?=.{1,253}$)[a-z0-9_]([a-z0-9_-]*[a-z0-9_])?(\.[a-z0-9_]([a-z0-9_-]*[a-z0-9_])?)*")
_FORBIDDEN = re.compile(r"[\x00-\x20\x7f\\<>\"{}|^`]")


class Refused(ValueError):
    """The address is not opened, for safety; str() is a Thai sentence."""


class Unreadable(Refused):
    """The address is no address, so nobody can say where it leads; str() is a Thai sentence."""


@dataclass(frozen=True)
class Address:
    """An address as it goes on the wire: `url` in ASCII, `host` without brackets, `port` as a number."""

    url: str
    scheme: str
    host: str
    port: int


def is_public(ip: str, *, allow_local: bool = False) -> bool:
    """May a socket be opened to `ip` (text)? `allow_local` lets loopback through, nothing else."""
    try:
        address = ipaddress.ip_address(ip)
    except ValueError:
        return False
    if isinstance(address, ipaddress.IPv6Address) and address.ipv4_mapped:
        return False
    if address.is_loopback:
        return allow_local
    if any(address.version == network.version and address in network for network in _NEVER):
        return False
    return address.is_global and not address.is_multicast


def _host(written: str) -> str:
    """The host in ASCII, or Refused."""
    name = unicodedata.normalize("NFKC", written).lower().rstrip(".")
    if not name or "%" in name or len(name) > LONGEST_HOST:
        raise Unreadable("ที่อยู่ไม่มีชื่อเว็บไซต์ที่ใช้ได้")
    if ":" in name:
        return name
    try:
        name = name.encode("idna").decode("ascii")
    except UnicodeError:
        raise Unreadable("ชื่อเว็บไซต์สะกดในแบบที่อินเทอร์เน็ตไม่รู้จัก") from None
    if not _NAME.fullmatch(name):
        raise Unreadable("ชื่อเว็บไซต์สะกดในแบบที่อินเทอร์เน็ตไม่รู้จัก")
    return name


def _refuse_host(host: str, allow_local: bool) -> None:
    is_ip = True
    try:
        ipaddress.ip_address(host)
    except ValueError:
        is_ip = False
    if is_ip:
        if not is_public(host, allow_local=allow_local):
            raise Refused("เป็นที่อยู่ภายในเครือข่าย ประชาชนเปิดจากภายนอกไม่ได้")
        return
    if ":" in host or _NUMERIC.fullmatch(host):
        raise Refused("เขียนที่อยู่เครื่องเป็นตัวเลขในแบบที่อ่านได้หลายความหมาย")
    if allow_local:
        return
    if host == "localhost" or host.endswith(_INSIDE) or "." not in host:
        raise Refused("เป็นชื่อที่ใช้เฉพาะภายในเครือข่าย ประชาชนเปิดจากภายนอกไม่ได้")


def address_of(url: str, *, ports: Collection[int], allow_local: bool = False) -> Address:
    """The Address of a typed `url`, Thai or encoded; raises Refused with the reason."""
    url = url.strip()
    if _FORBIDDEN.search(url):
        raise Unreadable("ที่อยู่มีช่องว่างหรือเครื่องหมายที่ใช้ในที่อยู่ไม่ได้")
    try:
        parts = urlsplit(url)
        written, port = parts.hostname, parts.port
    except ValueError:
        raise Unreadable("ที่อยู่เขียนไม่ถูกแบบ") from None
    scheme = parts.scheme.lower()
    if scheme not in DEFAULT_PORTS:
        raise Refused("ตรวจเฉพาะที่อยู่ที่ขึ้นต้นด้วย https:// หรือ http://")
    if "@" in parts.netloc:
        raise Refused("ที่อยู่มีชื่อผู้ใช้หรือรหัสผ่าน")
    host = _host(written or "")
    _refuse_host(host, allow_local)
    port = DEFAULT_PORTS[scheme] if port is None else port
    if port not in ports:
        raise Refused(f"ใช้พอร์ต {port} ตรวจเฉพาะพอร์ตมาตรฐานของเว็บไซต์")
    shown = f"[{host}]" if ":" in host else host
    netloc = shown if port == DEFAULT_PORTS[scheme] else f"{shown}:{port}"
    path = quote(parts.path or "/", safe="/%:@!$&'()*+,;=~-._[]")
    query = quote(parts.query, safe="/%:@!$&'()*+,;=~-._?[]")
    return Address(urlunsplit((scheme, netloc, path, query, "")), scheme, host, port)


def next_address(
    current: Address, location: str, *, ports: Collection[int], allow_local: bool = False
) -> Address:
    """The Address a redirect leads to; `location` as the server wrote it, maybe in raw UTF-8.

    Raises Refused, and Unreadable where the server wrote no address.
    """
    location = location.strip()
    if len(location) > LONGEST_LOCATION:
        raise Unreadable("ที่อยู่ยาวผิดปกติ")
    try:
        joined = urljoin(current.url, location)
    except ValueError:
        raise Unreadable("ที่อยู่เขียนไม่ถูกแบบ") from None
    return address_of(joined, ports=ports, allow_local=allow_local)
