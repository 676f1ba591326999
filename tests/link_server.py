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

PAGE = "<!doctype html><title>{title}</title><h1>{title}</h1><p>ข้อมูลการจัดซื้อจัดจ้าง</p>"
HTML = "text/html; charset=utf-8"
WALL = "<title>Just a moment...</title><script src=/cdn-cgi/challenge-platform/x.js></script>"
LOGIN = "<title>เข้าสู่ระบบ</title><form><input type=password name=p></form>"


def page(title="หน้าข้อมูล"):
    return PAGE.format(title=title)


def redirect(status, location):
    return status, {"Location": location}, ""


ANSWERS = {
    "ok": (200, {}, page()),
    "missing": (404, {}, page("ไม่มี")),
    "gone": (410, {}, page("เลิกใช้")),
    "error": (500, {}, page("ขัดข้อง")),
    "pdf": (200, {"Content-Type": "application/pdf"}, "%PDF-1.7 " + "x" * 991),
    "redirect": redirect(302, "/ok"),
    "moved": redirect(301, "/ok"),
    "loop": redirect(302, "/loop"),
    "archive": redirect(302, "/"),
    "members": redirect(302, "/login/"),
    "login": (200, {}, LOGIN),
    "locked": (401, {"WWW-Authenticate": "Basic"}, ""),
    "forbidden": (403, {}, page("ห้ามเข้า")),
    "soft404": (200, {}, page("ไม่พบหน้าที่ท่านต้องการ")),
    "fake.pdf": (200, {}, page()),
    "empty": (200, {"Content-Type": "text/plain"}, ""),
    "wall": (403, {"Server": "cloudflare"}, WALL),
    "quietwall": (200, {}, WALL),
    "busy": (429, {"Retry-After": "120"}, ""),
    "odd": (418, {}, "กาน้ำชา"),
    "": (200, {}, page("หน้าแรก")),
}
STATES = {
    "ok": "opens",
    "missing": "not_found",
    "gone": "not_found",
    "error": "server_error",
    "pdf": "opens",
    "redirect": "opens",
    "moved": "moved",
    "loop": "server_error",
    "archive": "look",
    "members": "needs_login",
    "login": "needs_login",
    "locked": "needs_login",
    "forbidden": "robot_wall",
    "soft404": "look",
    "fake.pdf": "look",
    "empty": "look",
    "wall": "robot_wall",
    "quietwall": "robot_wall",
    "busy": "robot_wall",
    "odd": "look",
    "nohead": "opens",
    "endless": "opens",
    "slow": "opens",
    "stuck": "no_answer",
    "cut": "no_answer",
    "etag": "opens",
}
SLOW, STUCK = 0.3, 3600


class LinkServer:
    """Serve on a free port of `ip` in a thread of its own: `with LinkServer() as server: server.port`."""

    def __init__(self, ip="127.0.0.1", slow=SLOW):
        self.ip, self.slow, self.port = ip, slow, None
        self.at_once, self.most_at_once = defaultdict(int), defaultdict(int)
        self.moments, self.requests, self.connections = defaultdict(list), [], 0
        self.listing = []  # addresses that /listing links to, for checkers that start from a page

    def __enter__(self):
        started = threading.Event()
        self.loop = asyncio.new_event_loop()

        async def start():
            self.server = await asyncio.start_server(self.serve, self.ip, 0, backlog=1000)
            self.port = self.server.sockets[0].getsockname()[1]
            started.set()

        def live():
            asyncio.set_event_loop(self.loop)
            self.loop.run_until_complete(start())
            self.loop.run_forever()
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

    async def serve(self, reader, writer):
        """Answer the requests of one connection."""
        self.connections += 1
        try:
            while head := await self.head_of(reader):
                method, path, headers = head
                host = headers.get("host", "").partition(":")[0]
                self.requests.append((method, host, path, headers))
                self.moments[host].append(time.monotonic())
                self.at_once[host] += 1
                self.most_at_once[host] = max(self.most_at_once[host], self.at_once[host])
                try:
                    await self.answer(writer, method, path, headers)
                finally:
                    self.at_once[host] -= 1
        except (ConnectionError, asyncio.IncompleteReadError):
            pass
        finally:
            writer.close()

    async def head_of(self, reader):
        """(method, path, headers) of the next request; None when the other side is gone."""
        try:
            raw = await reader.readuntil(b"\r\n\r\n")
        except (asyncio.IncompleteReadError, ConnectionError):
            return None
        first, *lines = raw.decode("latin-1").split("\r\n")
        method, path, _version = first.split(" ")
        headers = dict(line.split(": ", 1) for line in lines if ": " in line)
        return method, path, {name.lower(): value for name, value in headers.items()}

    async def answer(self, writer, method, path, headers):
        """One response, or the lack of one."""
        kind = path.strip("/").partition("/")[0].partition("?")[0]
        if kind == "listing":
            links = "".join(f'<li><a href="{url}">{url}</a>' for url in self.listing)
            return await self.send(writer, 200, {}, links, method)
        if kind == "stuck":
            await asyncio.sleep(STUCK)
        if kind == "slow":
            await asyncio.sleep(self.slow)
        if kind == "cut":
            writer.close()
            raise ConnectionResetError
        if kind == "etag" and headers.get("if-none-match") == '"v1"':
            return await self.send(writer, 304, {"ETag": '"v1"'}, "", method)
        if kind == "nohead" and method == "HEAD":
            return await self.send(writer, 405, {}, "", method)
        if kind == "endless" and method == "GET":
            return await self.send_for_ever(writer)
        status, more, body = ANSWERS.get(kind, ANSWERS["ok"])
        if kind == "etag":
            more = {"ETag": '"v1"'}
        return await self.send(writer, status, more, body, method)

    async def send(self, writer, status, more, body, method):
        """Write a whole response; a HEAD gets its headers only."""
        data = body.encode()
        headers = {"Content-Type": HTML, "Content-Length": len(data)} | more
        lines = [f"HTTP/1.1 {status} x", *(f"{name}: {value}" for name, value in headers.items())]
        writer.write("\r\n".join(lines).encode() + b"\r\n\r\n" + (b"" if method == "HEAD" else data))
        await writer.drain()

    async def send_for_ever(self, writer):
        """A body that never ends."""
        writer.write(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n")
        while True:
            writer.write(b"<p>x</p>" * 4096)
            await writer.drain()


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
