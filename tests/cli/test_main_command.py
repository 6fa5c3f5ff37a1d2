"""``leadwright`` itself: its help, its errors in words, its exit codes, and what starting it costs."""

import importlib
import os
import subprocess
import sys
from pathlib import Path

import click
import pytest
from leadwright._version import __version__
from leadwright.cli import main
from leadwright.dsl.errors import DataError

VERBS = {verb: said for verbs in main.SECTIONS.values() for verb, said in verbs.items()}


def subprocess_run(*arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "leadwright.cli", *arguments],
        capture_output=True,
        text=True,
        encoding="utf-8",
        env={k: v for k, v in os.environ.items() if k not in ("NO_COLOR", "FORCE_COLOR")} | environment,
    )


def test_help_lists_every_verb_in_a_line(run) -> None:
    for arguments in ((), ("--help",), ("-h",)):
        ran = run(*arguments)
        assert ran.code == 0
        assert ran.err == ""
        for verb, said in VERBS.items():
            assert [line.split() for line in ran.out.splitlines()].count([verb, *said.split()]) == 1
        assert "Examples:" in ran.out
        assert "_LEADWRIGHT_COMPLETE=zsh_source" in ran.out


@pytest.mark.parametrize("verb", VERBS)
def test_every_verb_teaches_by_example(run, verb: str) -> None:
    ran = run(verb, "--help")
    assert ran.code == 0
    _, _, examples = ran.out.partition("\nExamples:\n")
    lines = [line for line in examples.splitlines() if line]
    assert len(lines) >= 2
    assert all(line.startswith(f"  leadwright {verb}") for line in lines)
    assert len({line.index("  # ") for line in lines if "  # " in line}) == 1, "the comments stand below each other"
    assert "Exit code:" in ran.out


@pytest.mark.parametrize("verb", VERBS)
def test_the_list_of_verbs_says_what_the_verbs_say(verb: str) -> None:
    command: click.Command = importlib.import_module(f"leadwright.cli.{verb}").command
    assert command.name == verb
    assert command.get_short_help_str(1000) == VERBS[verb]


@pytest.mark.parametrize("verb", VERBS)
def test_the_examples_of_a_verb_can_be_typed(verb: str) -> None:
    command: click.Command = importlib.import_module(f"leadwright.cli.{verb}").command
    import shlex

    for line in command.examples.strip().splitlines():
        typed = line.partition("  # ")[0].split("<")[0].split("|")[0].split(" > ")[0]
        words = shlex.split(typed)[2:]
        command.make_context(verb, words, resilient_parsing=False)


def test_the_version(run) -> None:
    assert run("--version").out == f"leadwright {__version__}\n"


@pytest.mark.parametrize(
    ("arguments", "said", "hint"),
    [
        (("chek",), "error: there is no command `chek`", "did you mean `check`?"),
        (("zzz",), "error: there is no command `zzz`", "`leadwright --help` lists all commands"),
        (("--versoin",), "error: `leadwright` has no option `--versoin`", "did you mean `--version`?"),
        (("check", "--fromat", "json"), "error: `leadwright check` has no option `--fromat`", "`--format`?"),
        (("check", "--format", "xml"), "`xml`", "`leadwright check --help`"),
        (("new",), "missing argument `DIR`", "`leadwright new --help`"),
        (("check", "--explain"), "`--explain` requires an argument", "--help`"),
    ],
)
def test_usage_errors_say_what_was_probably_meant(run, arguments: tuple[str, ...], said: str, hint: str) -> None:
    ran = run(*arguments)
    assert ran.code == 2
    assert ran.out == ""
    assert said in ran.err
    assert hint in ran.err
    assert ran.err.startswith("error: ")


def failing(error: BaseException) -> click.Command:
    @click.command("check")
    def command() -> None:
        raise error

    return command


@pytest.mark.parametrize(
    ("error", "code", "said"),
    [
        (DataError("no leads", "name a file\nor two", "LW808"), 2,
         "error[LW808]: no leads\n  = help: name a file\n          or two\n"),
        (DataError("a.toml:1: x\na.toml:2: y"), 2, "error: a.toml:1: x\n  a.toml:2: y\n"),
        (PermissionError(13, "Permission denied", "data.csv"), 2, "error: data.csv: permission denied\n"),
        (OSError("odd"), 2, "error: odd\n"),
        (KeyboardInterrupt(), 130, "error: interrupted\n"),
        (MemoryError(), 2, "error: out of memory\n"),
        (click.ClickException("Bad thing."), 2, "error: bad thing\n"),
    ],
)  # fmt: skip
def test_what_a_user_can_cause_has_no_traceback(
    run, monkeypatch: pytest.MonkeyPatch, error: BaseException, code: int, said: str
) -> None:
    monkeypatch.setattr(main.LazyGroup, "get_command", lambda *_: failing(error))
    ran = run("check")
    assert ran.code == code
    assert ran.err.removeprefix("\n").startswith(said)
    assert ran.out == ""


def test_a_bug_keeps_its_traceback(run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(main.LazyGroup, "get_command", lambda *_: failing(ZeroDivisionError()))
    with pytest.raises(ZeroDivisionError):
        run("check")


def test_a_reader_that_goes_away_is_no_error(tmp_path: Path) -> None:
    code = "import sys; from leadwright.cli.main import main; main(['--help'])"
    process = subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    assert process.stdout is not None
    process.stdout.close()
    _, err = process.communicate(timeout=60)
    assert err == b""
    assert process.returncode == 0


def test_help_imports_nothing_heavy() -> None:
    code = (
        "import sys; from leadwright.cli.main import run; run(['--help']);"
        "heavy = {'rich', 'lark', 'duckdb', 'pydantic', 'numpy', 'tomllib', 'csv', 'json'} & set(sys.modules);"
        "verbs = [m for m in sys.modules if m.startswith('leadwright.')];"
        "print(sorted(heavy), sorted(verbs), file=sys.stderr)"
    )
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    heavy, _, modules = ran.stderr.strip().partition("] ")
    assert heavy == "["
    assert "leadwright.cli.check" not in modules
    assert "leadwright.dsl.parse" not in modules


@pytest.mark.parametrize("verb", VERBS)
def test_help_of_a_verb_imports_nothing_heavy(verb: str) -> None:
    code = (
        f"import sys; from leadwright.cli.main import run; run(['{verb}', '--help']);"
        "print(sorted({'rich', 'lark', 'duckdb', 'pydantic'} & set(sys.modules)), file=sys.stderr)"
    )
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert ran.stderr == "[]\n"


def test_colour_is_for_terminals_unless_it_is_asked_for() -> None:
    assert "\x1b[" not in subprocess_run("--help").stdout
    assert "\x1b[" in subprocess_run("--color", "always", "--help").stdout
    assert "\x1b[" in subprocess_run("--color=always", "check", "--help").stdout
    assert "\x1b[" in subprocess_run("check", "--color=always", "--help").stdout
    assert "\x1b[" in subprocess_run("--help", FORCE_COLOR="1").stdout
    assert "\x1b[" not in subprocess_run("--help", FORCE_COLOR="1", NO_COLOR="1").stdout
    assert "\x1b[" not in subprocess_run("--color", "never", "--help", FORCE_COLOR="1").stdout
    assert "\x1b[" in subprocess_run("--color", "always", "--help", NO_COLOR="1").stdout


def test_shell_completion_offers_verbs_and_options() -> None:
    env = {"_LEADWRIGHT_COMPLETE": "bash_complete", "COMP_WORDS": "leadwright ", "COMP_CWORD": "1"}
    code = "from leadwright.cli.main import main; main()"
    ran = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, env={**os.environ, **env}, check=False
    )
    offered = {line.partition(",")[2] for line in ran.stdout.splitlines()}
    assert set(VERBS) <= offered
