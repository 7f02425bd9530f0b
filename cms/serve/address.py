"""Where the demo listens."""

import http.client
import socket

HOST = "127.0.0.1"


def is_free(port: int) -> bool:
    """Return whether nobody listens on `port` of this machine."""
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, port))
        except OSError:
            return False
    return True


def answers(port: int) -> bool:
    """Return whether a web server answers on `port` within a second."""
    connection = http.client.HTTPConnection(HOST, port, timeout=1)
    try:
        connection.request("GET", "/live")
        connection.getresponse().read()
    except OSError:
        return False
    finally:
        connection.close()
    return True
