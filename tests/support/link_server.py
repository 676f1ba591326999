"""A web server on loopback that behaves as the links of real checklists do, and watches who asks what.

One port serves any number of host names; `most_at_once` tells how many requests a host saw together,
`moments` when each began. Run as a module it prints its port and serves until it is killed.
"""

import asyncio
import json
import sys
import threading
import time
from collections import defaultdict

from tests.support.link_answers import ANSWERS, HTML, page

SLOW, STUCK = 0.1, 3600


class LinkServer:
    """Serve on a free port of `ip` in a thread of its own: `with LinkServer() as server: server.port`."""

    def __init__(self, ip="127.0.0.1", slow=SLOW):
        self.ip, self.slow, self.port = ip, slow, None
        self.at_once, self.most_at_once = defaultdict(int), defaultdict(int)
        self.moments, self.requests, self.connections = defaultdict(list), [], 0
        self.open, self.tasks = set(), set()
        self.listing = []  # addresses that /listing links to, for checkers that start from a page

    def __enter__(self):
        started = threading.Event()
        self.loop = asyncio.new_event_loop()

        async def start():
            self.server = await self.loop.create_server(lambda: Connection(self), self.ip, 0, backlog=1000)
            self.port = self.server.sockets[0].getsockname()[1]
            started.set()

        def live():
            asyncio.set_event_loop(self.loop)
            self.loop.run_until_complete(start())
            self.loop.run_forever()
            self.server.close()
            for transport in list(self.open):
                transport.abort()
            left = asyncio.all_tasks(self.loop)
            for task in left:
                task.cancel()
            self.loop.run_until_complete(asyncio.gather(*left, return_exceptions=True))
            self.loop.close()

        self.thread = threading.Thread(target=live, daemon=True)
        self.thread.start()
        started.wait()
        return self

    def __exit__(self, *error):
        self.loop.call_soon_threadsafe(self.loop.stop)
        self.thread.join()

    def keep(self, work):
        """Run a coroutine and hold on to it until it ends."""
        task = self.loop.create_task(work)
        self.tasks.add(task)
        task.add_done_callback(self.tasks.discard)

    def begin(self, host, request):
        """Note that a request of `host` began."""
        self.requests.append(request)
        self.moments[host].append(time.monotonic())
        self.at_once[host] += 1
        self.most_at_once[host] = max(self.most_at_once[host], self.at_once[host])


class Connection(asyncio.Protocol):
    """One connection: requests one after the other, each with the answer of its path."""

    def __init__(self, server):
        self.server, self.buffer, self.host, self.busy = server, b"", None, False
        self.writable = asyncio.Event()
        self.writable.set()

    def connection_made(self, transport):
        self.transport = transport
        self.server.connections += 1
        self.server.open.add(transport)

    def connection_lost(self, error):
        self.server.open.discard(self.transport)
        self.writable.set()
        self.ended()

    def pause_writing(self):
        self.writable.clear()

    def resume_writing(self):
        self.writable.set()

    def data_received(self, data):
        self.buffer += data
        while b"\r\n\r\n" in self.buffer and not self.busy:
            raw, _, self.buffer = self.buffer.partition(b"\r\n\r\n")
            first, *lines = raw.decode("latin-1").split("\r\n")
            method, path, _version = first.split(" ")
            headers = {name.lower(): value for name, _, value in (line.partition(": ") for line in lines)}
            self.host, self.busy = headers.get("host", "").partition(":")[0], True
            self.server.begin(self.host, (method, self.host, path, headers))
            self.answer(method, path.strip("/").partition("/")[0].partition("?")[0], headers)

    def ended(self):
        """The request is over, however it ended."""
        if self.busy:
            self.busy = False
            self.server.at_once[self.host] -= 1

    def answer(self, method, kind, headers):
        """One response, or the lack of one."""
        server = self.server
        if kind == "cut":
            return self.transport.close()
        if kind in ("stuck", "slow"):
            wait = STUCK if kind == "stuck" else server.slow
            return server.loop.call_later(wait, self.send, method, *ANSWERS["ok"])
        if kind == "endless" and method == "GET":
            return server.keep(self.send_for_ever())
        if kind == "listing":
            links = "".join(f'<li><a href="{url}">{url}</a>' for url in server.listing)
            return self.send(method, 200, {}, links)
        if kind == "nohead" and method == "HEAD":
            return self.send(method, 405, {}, "")
        if kind == "etag":
            same = headers.get("if-none-match") == '"v1"'
            return self.send(method, 304 if same else 200, {"ETag": '"v1"'}, "" if same else page())
        return self.send(method, *ANSWERS.get(kind, ANSWERS["ok"]))

    def send(self, method, status, more, body):
        """Write a whole response; a HEAD gets its headers only."""
        data = body.encode()
        headers = {"Content-Type": HTML, "Content-Length": len(data)} | more
        lines = [f"HTTP/1.1 {status} x", *(f"{name}: {value}" for name, value in headers.items())]
        self.ended()  # before the answer is out, or a quick client seems to ask twice at once
        self.transport.write("\r\n".join(lines).encode() + b"\r\n\r\n" + (b"" if method == "HEAD" else data))

    async def send_for_ever(self):
        """A body that never ends, until the other side goes."""
        self.transport.write(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n")
        while not self.transport.is_closing():
            self.transport.write(b"<p>x</p>" * 4096)
            await asyncio.sleep(0)
            await self.writable.wait()


if __name__ == "__main__":  # for bench/: one line from the parent, one line back
    with LinkServer(ip="0.0.0.0") as running:  # noqa: S104 - every 127.x.y.z is a host of its own
        print(running.port, flush=True)
        for line in sys.stdin:
            if line.strip() == "most_at_once":
                print(json.dumps(running.most_at_once), flush=True)
                running.most_at_once.clear()
            else:
                running.listing = json.loads(line)
                print("ok", flush=True)
