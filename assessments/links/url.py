"""Web addresses as strings: whose host they lead to, and their fingerprint. Pure: no database, no network."""

import hashlib
from urllib.parse import urlsplit

LONGEST_HOST = 253  # RFC 1035: no server can have a longer name


def url_fingerprint(url: str) -> str:
    """SHA-256 of an address as typed, because an address may be longer than an index can hold."""
    return hashlib.sha256(url.encode()).hexdigest()


def host_of(url: str) -> str:
    """The host an address leads to, in lower case and IDNA where it can be; "" when it has none."""
    try:
        host = urlsplit(url).hostname or ""
        name = host.rstrip(".").encode("idna").decode("ascii")
    except ValueError:
        return ""
    return name if len(name) <= LONGEST_HOST else ""


def is_checkable(url: str) -> bool:
    """True for an http(s) address with a host; paths of this portal are not fetched."""
    return url.lower().startswith(("http://", "https://")) and bool(host_of(url))
