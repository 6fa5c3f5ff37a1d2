"""The web server of ``leadwright tui --serve``, a process of its own: the folder, the host and the port it is given.

Its page is textual-serve's without the font that it asks another computer for: offline the page would wait for it, and
nobody else needs to know.
"""

import re
import shlex
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

_PAGE = "app_index.html"
_ELSEWHERE = re.compile(r"<link[^>]*https?://[^>]*>")


def main(folder: str, host: str, port: str) -> None:
    import textual_serve
    from textual_serve.server import Server

    app = shlex.join([sys.executable, "-m", "leadwright", "tui", folder])
    page = Path(textual_serve.__file__).with_name("templates") / _PAGE
    with TemporaryDirectory() as templates:
        Path(templates, _PAGE).write_text(_ELSEWHERE.sub("", page.read_text("utf-8")), "utf-8")
        Server(app, host=host, port=int(port), title="leadwright", templates_path=templates).serve()


if __name__ == "__main__":
    main(*sys.argv[1:])
