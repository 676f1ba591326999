"""What goes into a check of addresses and what comes out of it. Pure: no network, no database."""

from collections.abc import Mapping
from dataclasses import dataclass, field

# States as the checker finds them; assessments.models.LinkState has the same values with their Thai names.
OPENS, MOVED, NOT_FOUND, SERVER_ERROR = "opens", "moved", "not_found", "server_error"
NO_ANSWER, CERTIFICATE, NEEDS_LOGIN = "no_answer", "certificate", "needs_login"
ROBOT_WALL, UNSAFE, LOOK = "robot_wall", "unsafe", "look"

LONGEST_DETAIL = 300


@dataclass(frozen=True)
class Wanted:
    """One address to check, with the validators of the last answer that opened; "" without."""

    url: str
    etag: str = ""
    last_modified: str = ""


@dataclass(frozen=True)
class Found:
    """One finished check of one address.

    `http_status` is None when nothing was answered, `final_url` is where redirects ended, `moved_to` the
    target of a permanent redirect, `size` in bytes, `detail` a Thai sentence for staff of at most 300
    characters, `retry_after` the seconds that the host asked us to wait.
    """

    url: str
    state: str
    http_status: int | None = None
    final_url: str = ""
    moved_to: str = ""
    content_type: str = ""
    size: int | None = None
    etag: str = ""
    last_modified: str = ""
    detail: str = ""
    milliseconds: int = 0
    retry_after: int | None = None


@dataclass(frozen=True)
class Policy:
    """How politely and how safely to check. Times in seconds, sizes in bytes.

    `pause` lies between two requests to one host. `allow_local` opens loopback, for tests only.
    With `leaves_host` false a redirect to another host is not followed: the address opens and leads there.
    `resolve` maps "name:port" to an IP address in place of the DNS, for tests only.
    """

    pause: float
    ports: frozenset[int]
    allow_local: bool
    user_agent: str
    most_hosts: int = 200
    connect_timeout: float = 10
    total_timeout: float = 30
    most_bytes: int = 65_536
    leaves_host: bool = True
    resolve: Mapping[str, str] = field(default_factory=dict)
