"""The app in a browser: it is seen, it takes keys and the mouse, and nothing of it is left when it was ended.

Long, as it starts the whole app: with `-m long`. What needs a browser runs where chromium is installed.
"""

import asyncio
import base64
import json
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from leadwright.engine.new_project import example_folder, write_project

aiohttp = pytest.importorskip("aiohttp")
pytest.importorskip("textual_serve")
pytestmark = [pytest.mark.long, pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="asks /proc")]
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
PATIENCE = 60.0


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def of_project(folder: Path) -> list[int]:
    """The processes that were started for a folder."""
    found: list[int] = []
    for process in Path("/proc").iterdir():
        if process.name.isdigit():
            try:
                command = (process / "cmdline").read_bytes()
            except OSError:
                continue
            if str(folder).encode() in command and b"leadwright" in command:
                found.append(int(process.name))
    return found


def _hearing_ctrl_c() -> None:
    """Also where whoever started the tests ignores ctrl+c, as scripts do for what they start in the background."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


class Served:
    """``leadwright tui --serve`` on a project."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.port = free_port()
        own = {"XDG_STATE_HOME": str(folder / "state"), "XDG_CONFIG_HOME": str(folder / "config")}
        command = [sys.executable, "-m", "leadwright", "tui", str(folder), "--serve", "--port", str(self.port)]
        self.process = subprocess.Popen(
            command, env={**os.environ, **own}, stderr=subprocess.DEVNULL, preexec_fn=_hearing_ctrl_c
        )

    @property
    def page(self) -> str:
        return f"http://127.0.0.1:{self.port}/"

    def apps(self) -> list[int]:
        return [p for p in of_project(self.folder) if p != self.process.pid]

    async def up(self, session: Any) -> str:
        """The page, as soon as there is one."""
        until = time.monotonic() + PATIENCE
        while True:
            try:
                async with session.get(self.page) as found:
                    return await found.text()
            except aiohttp.ClientError:
                assert time.monotonic() < until and self.process.poll() is None
                await asyncio.sleep(0.1)

    def end(self, how: signal.Signals) -> int:
        self.process.send_signal(how)
        return self.process.wait(20)


@pytest.fixture
def served(tmp_path: Path) -> Iterator[Served]:
    folder = tmp_path / "crm"
    write_project(example_folder("b2b_crm"), folder)
    found = Served(folder)
    try:
        yield found
    finally:
        found.process.kill()
        for left in of_project(folder):
            os.kill(left, signal.SIGKILL)


def gone(served: Served) -> bool:
    until = time.monotonic() + 10
    while of_project(served.folder) and time.monotonic() < until:
        time.sleep(0.1)
    return not of_project(served.folder)


@pytest.mark.parametrize("how", [signal.SIGTERM, signal.SIGINT])
@pytest.mark.parametrize("is_closed", [False, True], ids=["page open", "page just closed"])
def test_nothing_is_left_when_it_ends(served: Served, how: signal.Signals, is_closed: bool) -> None:
    async def use() -> None:
        async with aiohttp.ClientSession() as session:
            page = await served.up(session)
            assert not re.search(r"""(href|src)="https?://(?!127\.0\.0\.1|localhost)""", page)
            async with session.ws_connect(f"{served.page}ws?width=120&height=40") as socket_:
                seen = b""
                while b"Files" not in seen:
                    told = await socket_.receive(PATIENCE)
                    assert told.type in (aiohttp.WSMsgType.BINARY, aiohttp.WSMsgType.TEXT), told
                    seen += told.data if isinstance(told.data, bytes) else told.data.encode()
                assert len(served.apps()) >= 2  # the server and an app
                if not is_closed:
                    served.process.send_signal(how)
                    await asyncio.to_thread(served.process.wait, 20)
            if is_closed:
                served.process.send_signal(how)
                await asyncio.to_thread(served.process.wait, 20)

    asyncio.run(use())
    assert gone(served), of_project(served.folder)


class Browser:
    """A page of chromium, over its DevTools."""

    def __init__(self, socket_: Any) -> None:
        self.socket = socket_
        self.number = 0

    async def ask(self, method: str, **given: object) -> dict[str, Any]:
        self.number += 1
        await self.socket.send_json({"id": self.number, "method": method, "params": given})
        while True:
            told = json.loads((await self.socket.receive(PATIENCE)).data)
            if told.get("id") == self.number:
                return told.get("result", {})

    async def text(self) -> str:
        """What the terminal of the page shows; empty if it draws and holds no text."""
        found = await self.ask("Runtime.evaluate", expression="document.body.innerText")
        return str(found.get("result", {}).get("value", ""))

    async def picture(self) -> bytes:
        return base64.b64decode((await self.ask("Page.captureScreenshot"))["data"])

    async def click(self, x: float, y: float) -> None:
        for kind in ("mousePressed", "mouseReleased"):
            await self.ask("Input.dispatchMouseEvent", type=kind, x=x, y=y, button="left", clickCount=1)

    async def type(self, text: str) -> None:
        for letter in text:
            await self.ask("Input.dispatchKeyEvent", type="keyDown", text=letter, key=letter)
            await self.ask("Input.dispatchKeyEvent", type="keyUp", key=letter)

    async def save(self) -> None:
        key = {"key": "s", "code": "KeyS", "windowsVirtualKeyCode": 83, "modifiers": 2}
        await self.ask("Input.dispatchKeyEvent", type="rawKeyDown", **key)
        await self.ask("Input.dispatchKeyEvent", type="keyUp", **key)


@pytest.mark.skipif(CHROMIUM is None, reason="needs chromium")
def test_in_a_browser_it_is_seen_and_takes_keys_and_the_mouse(served: Served, tmp_path: Path) -> None:
    model = served.folder / "model.lead"
    before = model.read_text("utf-8")
    port = free_port()
    chromium = subprocess.Popen(
        [
            str(CHROMIUM), "--headless", "--no-sandbox", "--disable-gpu", f"--remote-debugging-port={port}",
            f"--user-data-dir={tmp_path / 'chromium'}", "--window-size=1400,900", "about:blank",
        ],
        stderr=subprocess.DEVNULL,
    )  # fmt: skip

    async def use() -> None:
        async with aiohttp.ClientSession() as session:
            await served.up(session)
            until = time.monotonic() + PATIENCE
            while True:
                try:
                    async with session.get(f"http://127.0.0.1:{port}/json") as found:
                        pages = [p for p in await found.json() if p["type"] == "page"]
                    break
                except aiohttp.ClientError:
                    assert time.monotonic() < until
                    await asyncio.sleep(0.1)
            async with session.ws_connect(pages[0]["webSocketDebuggerUrl"], max_msg_size=0) as socket_:
                browser = Browser(socket_)
                await browser.ask("Page.enable")
                await browser.ask("Page.navigate", url=served.page)
                await asyncio.sleep(8)
                first = await browser.picture()
                await browser.click(500, 200)  # into the rules
                await browser.type("#")
                await asyncio.sleep(2)
                second = await browser.picture()
                await browser.save()
                while model.read_text("utf-8") == before and time.monotonic() < until + PATIENCE:
                    await asyncio.sleep(0.2)
                (tmp_path / "first.png").write_bytes(first)
                (tmp_path / "second.png").write_bytes(second)
                assert first != second

    try:
        asyncio.run(use())
        after = model.read_text("utf-8")
        assert len(after) == len(before) + 1 and after.count("#") == before.count("#") + 1
        assert served.end(signal.SIGTERM) == 0
        assert gone(served), of_project(served.folder)
    finally:
        chromium.terminate()
        chromium.wait(20)
