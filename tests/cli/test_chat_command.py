"""``leadwright chat``: the same as a conversation, through a pipe and at a terminal."""

import io
import os
import pty
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from select import select

import pytest
from leadwright.assistant import drafters
from leadwright.assistant.drafts import Draft
from leadwright.dsl.errors import LeadwrightError
from scripted import Scripted

WEEK = "group intent\n  when page_view visits >= 3 within 7d add 10 as reads\n"
FORTNIGHT = WEEK.replace("7d", "14d")


@pytest.fixture
def chat(run, project: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., tuple]:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))

    def chat(typed: str, *answers: object, options: tuple[str, ...] = ()) -> tuple:
        scripted = Scripted(*answers)  # type: ignore[arg-type]
        monkeypatch.setattr(drafters, "choose", scripted.chosen)
        monkeypatch.setattr(sys, "stdin", io.StringIO(typed))
        return run("chat", "--no-data", *options), scripted

    return chat


def test_a_conversation_through_a_pipe(chat, project: Path) -> None:
    before = (project / "model.lead").read_text()
    typed = "10 points for 3 pages\nmake it 14 days\napply\nexplain reads\nundo\nquit\nnever read\n"
    ran, scripted = chat(typed, Draft("draft", WEEK), Draft("draft", FORTNIGHT))
    assert ran.code == 0, ran.err
    assert "> make it 14 days" in ran.out and "Changed in the draft, and nothing else:" in ran.out
    assert "wrote model.lead" in ran.out and "put back model.lead" in ran.out
    assert "**reads**: adds 10 points if there were at least 3 `page_view` in the last 14 days" in ran.out
    assert (project / "model.lead").read_text() == before
    assert [r.said for r in scripted.requests] == ["10 points for 3 pages", "make it 14 days"]
    assert scripted.requests[1].current == Draft("draft", WEEK)


def test_commands_show_tests_new_and_help(chat) -> None:
    ran, _ = chat("help\n10 points\nshow\ntests\nnew\nshow\n", Draft("draft", WEEK))
    assert ran.code == 0
    assert "take back what was applied last" in ran.out
    assert ran.out.count("+  when page_view visits >= 3") == 2
    assert 'test "reads: 2 and 3 of page_view within 7d"' in ran.out
    assert "A new conversation." in ran.out and "there is no draft yet" in ran.err


def test_lines_that_go_on(chat) -> None:
    _, scripted = chat("10 points \\\nfor 3 pages\n\n", Draft("draft", WEEK))
    assert [r.said for r in scripted.requests] == ["10 points \nfor 3 pages"]


def test_an_error_or_ctrl_c_ends_a_draft_and_not_the_conversation(chat) -> None:
    ran, scripted = chat(
        "one\ntwo\nthree\n",
        LeadwrightError("the server is down", "try again"),
        KeyboardInterrupt(),
        Draft("draft", WEEK),
    )
    assert ran.code == 0 and len(scripted.requests) == 3
    assert "error: the server is down" in ran.err and "stopped; nothing came of it" in ran.err
    assert "add 10 as reads" in ran.out


def test_what_was_said_is_kept_and_taken_up_again(chat, project: Path) -> None:
    chat("10 points for 3 pages\n", Draft("draft", WEEK))
    _, scripted = chat("make it 14 days\n", Draft("draft", FORTNIGHT), options=("--continue",))
    assert [t.said for t in scripted.requests[0].turns] == ["10 points for 3 pages"]
    _, scripted = chat("make it 14 days\n", Draft("draft", FORTNIGHT))
    assert not scripted.requests[0].turns
    assert not [p for p in project.rglob("*") if "conversations" in p.parts]


def test_at_a_terminal(project: Path, tmp_path: Path) -> None:
    """The real program, with the offline drafter: ctrl+c at the prompt clears it, ctrl+d leaves."""
    ours, theirs = pty.openpty()
    environment = {**os.environ, "XDG_CACHE_HOME": str(tmp_path / "cache"), "TERM": "dumb"}
    command = [sys.executable, "-m", "leadwright", "chat"]
    process = subprocess.Popen(
        command, cwd=project, stdin=theirs, stdout=theirs, stderr=theirs, env=environment, start_new_session=True,
        preexec_fn=_own_terminal,
    )  # fmt: skip
    os.close(theirs)
    seen = ""

    def until(text: str, again: bytes = b"") -> None:
        """``again``: said once a second, as long as it was not heard."""
        nonlocal seen
        end = time.monotonic() + 100
        while text not in seen and time.monotonic() < end:
            if not select([ours], [], [], 1)[0]:
                os.write(ours, again)
                continue
            try:
                seen += os.read(ours, 65536).decode()
            except OSError:
                break
        assert text in seen, seen
        seen = seen.partition(text)[2]

    try:
        until("> ")
        os.write(ours, b"half a line")
        until("half a line")
        time.sleep(0.5)  # what comes before the prompt waits for keys is not heard
        os.write(ours, b"\x03")
        until("> ", b"\x03")
        os.write(ours, b"25 points for 2 or more pricing page visits in a week\n")
        until("of its edges")
        until("\n> ")
        os.write(ours, b"apply\n")
        until("wrote model.lead")
        until("\n> ")
        os.write(ours, b"- 10 points for each webinar, up to 30\n- 5 points for companies in DACH\n")
        until("\n> ")
        os.write(ours, b"\x04")
        assert process.wait(60) == 0
    finally:
        process.kill()
        process.wait()
        os.close(ours)
    (kept,) = (tmp_path / "cache").rglob("*.jsonl")
    assert len(kept.read_text().splitlines()) == 2, "what was pasted at once is one definition"
    assert "pricing_page visits >= 2 within 7d" in (project / "model.lead").read_text()


def _own_terminal() -> None:
    """The pseudo-terminal is the process's own, so that ctrl+c typed there reaches it; and it hears it, also where
    whoever started the tests ignores ctrl+c, as scripts do for what they start in the background."""
    import fcntl
    import signal
    import termios

    signal.signal(signal.SIGINT, signal.SIG_DFL)
    fcntl.ioctl(0, termios.TIOCSCTTY, 0)
