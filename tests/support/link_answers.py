"""How the test server answers each kind of path, and which state the checker must find."""

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
