"""What `make run` checks before anything waits: the Python version and the port.

Runs with the machine's own Python before anything is installed: standard library only, old syntax only.
"""

import socket
import sys

OLDEST = (3, 11)


def python_problem(version=sys.version_info):
    """A Thai sentence when this Python is too old for the portal, else None."""
    if tuple(version[:2]) >= OLDEST:
        return None
    return "ต้องใช้ Python 3.11 ขึ้นไป แต่ %s คือรุ่น %d.%d — ถ้ามีรุ่นใหม่อยู่แล้วให้ระบุ เช่น make run PYTHON=python3.11" % (
        sys.executable or "python3",
        version[0],
        version[1],
    )


def port_problem(text, host="127.0.0.1"):
    """A Thai sentence when a server cannot listen on port `text` of `host`, else None."""
    if not (text.isdigit() and text.isascii() and 1 <= int(text) <= 65535):
        return "PORT=%s ใช้ไม่ได้: ต้องเป็นตัวเลข 1–65535 เช่น make run PORT=8123" % text
    port = int(text)
    taken = "พอร์ต %d มีโปรแกรมอื่นใช้อยู่แล้ว: ปิดโปรแกรมนั้น หรือใช้พอร์ตอื่น เช่น make run PORT=%d" % (
        port,
        port + 1 if port < 65535 else 8123,
    )
    listener = socket.socket()
    try:
        # As gunicorn does: a port that a stopped server left in TIME_WAIT is free.
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind((host, port))
    except PermissionError:
        return "ไม่มีสิทธิ์เปิดพอร์ต %d: ใช้พอร์ตตั้งแต่ 1024 ขึ้นไป เช่น make run PORT=8123" % port
    except OSError:
        return taken
    finally:
        listener.close()
    return None


def main(arguments):
    """Exit status for `python3 preflight.py [PORT]`; problems go to standard error."""
    problems = [python_problem()] + [port_problem(port) for port in arguments]
    found = [problem for problem in problems if problem]
    for problem in found:
        sys.stderr.write(problem + "\n")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
