"""How gunicorn serves the portal. What the command line says wins over this file.

Threads, because a browser opens connections that it may never use: with workers that do one thing at a time
two such connections froze the site for 43 seconds. Idle ones now wait beside the threads; one that sends a
request by halves takes a thread until `timeout`, so a proxy in front should read requests whole.
"""

wsgi_app = "ita_portal.wsgi"
worker_class = "gthread"
workers = 2
threads = 8
loglevel = "warning"
control_socket_disable = True


def when_ready(server):
    """Say where to look, once the port is really open."""
    for listener in server.LISTENERS:
        address = listener.getsockname()
        if isinstance(address, tuple):
            print(f"เปิดดูได้ที่ http://{address[0]}:{address[1]}/ita/ (หยุดด้วย Ctrl+C)", flush=True)
