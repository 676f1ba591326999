"""How gunicorn serves the portal. What the command line says wins over this file."""

wsgi_app = "ita_portal.wsgi"
workers = 2
loglevel = "warning"
control_socket_disable = True


def when_ready(server):
    """Say where to look, once the port is really open."""
    for listener in server.LISTENERS:
        address = listener.getsockname()
        if isinstance(address, tuple):
            print(f"เปิดดูได้ที่ http://{address[0]}:{address[1]}/ita/ (หยุดด้วย Ctrl+C)", flush=True)
