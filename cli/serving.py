"""``leadwright tui --serve``: the app in a browser on this computer, its processes ended with it.

The server and the apps it starts, one for each page, are a process group of their own: an app whose page was closed in
the wrong moment would else go on for ever.
"""

import os
import signal
import socket
import subprocess
import sys
from contextlib import suppress
from importlib.util import find_spec
from pathlib import Path
from types import FrameType

from ..dsl.errors import LeadwrightError
from .console import note

HOST = "127.0.0.1"
_SERVER = f"{__package__}.web_server"
_PATIENCE = 2.0
"""Seconds that processes have to end by themselves."""


def serve_app(folder: Path, port: int) -> int:
    """Serve until ctrl+c. Raises LeadwrightError if textual-serve is not installed, or the port is taken."""
    if find_spec("textual_serve") is None:
        raise LeadwrightError("the app in a browser needs textual-serve", "pip install 'leadwright[web]'")
    _refuse_if_taken(port)
    note(f"leadwright: http://{HOST}:{port}, for this computer alone; ctrl+c ends it")
    server = subprocess.Popen(
        [sys.executable, "-m", _SERVER, str(folder.absolute()), HOST, str(port)],
        start_new_session=True,
        stdout=subprocess.DEVNULL,
    )
    signal.signal(signal.SIGTERM, _interrupt)
    try:
        return int(server.wait() != 0)
    except KeyboardInterrupt:
        return 0
    finally:
        _end(server)


def _interrupt(_number: int, _frame: FrameType | None) -> None:
    raise KeyboardInterrupt


def _refuse_if_taken(port: int) -> None:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, port))
        except OSError:
            raise LeadwrightError(f"port {port} is taken", "choose another one with --port") from None


def _end(server: "subprocess.Popen[bytes]") -> None:
    """End the server and all apps: asked first, then made to."""
    if not hasattr(os, "killpg"):
        server.terminate()
        return
    with suppress(ProcessLookupError, PermissionError):
        os.killpg(server.pid, signal.SIGTERM)
        with suppress(subprocess.TimeoutExpired):
            server.wait(_PATIENCE)
        os.killpg(server.pid, signal.SIGKILL)
