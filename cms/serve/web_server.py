"""How the web server is started."""

import sys

from cms.serve import address


def web_server(port: int) -> list[str]:
    """Return the command: gunicorn with two processes of four threads each."""
    return [
        sys.executable,
        "-m",
        "gunicorn",
        "cms.wsgi:application",
        f"--bind={address.HOST}:{port}",
        "--worker-class=gthread",
        "--workers=2",
        "--threads=4",
        "--graceful-timeout=10",
        "--log-level=warning",
        "--no-control-socket",
    ]
