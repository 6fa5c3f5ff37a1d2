"""A Postgres server for tests: a cluster of its own in a temporary folder, started once a session and worker.

Every test can ask for them:

- ``postgres_server``: the running ``Server``. Without a server's programs or without psycopg, the test is skipped; with
  LEADWRIGHT_REQUIRE_POSTGRES=1 it fails.
- ``postgres``: the URL of an empty database, which is dropped after the test.
"""

import os
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.util import find_spec
from itertools import count
from pathlib import Path
from typing import NoReturn

import pytest

_PROGRAMS = ("initdb", "pg_ctl")
_databases = count(1)


@dataclass(frozen=True)
class Server:
    """A server on loopback. Its only user is ``leadwright``, with a password."""

    folder: Path
    programs: Path
    port: int
    password: str = "sec ret/@:"
    """It has to be quoted in a URL."""

    def url(self, database: str = "postgres", password: str | None = "sec%20ret%2F%40%3A") -> str:
        secret = f":{password}" if password else ""
        return f"postgresql://leadwright{secret}@127.0.0.1:{self.port}/{database}"

    def stop(self) -> None:
        if (self.folder / "data" / "postmaster.pid").exists():
            self._control("stop", "-m", "immediate")

    def start(self) -> None:
        # no fsync: the data has to live no longer than the tests
        settings = f"-c listen_addresses=127.0.0.1 -c unix_socket_directories= -c port={self.port} -c fsync=off"
        self._control("start", "-l", str(self.folder / "log"), "-o", settings)

    def _control(self, *arguments: str) -> None:
        pg_ctl = self.programs / "pg_ctl"
        done = _run_as_user(self.folder, [str(pg_ctl), "-D", str(self.folder / "data"), "-w", *arguments])
        if done.returncode:
            log = self.folder / "log"
            said = log.read_text("utf-8", "replace") if log.exists() else ""
            pytest.fail(f"pg_ctl {arguments[0]} failed: {done.stdout}{said[-2000:]}")


def _run_as_user(folder: Path, command: list[str]) -> subprocess.CompletedProcess[str]:
    user = _user()
    as_user = {} if user is None else {"user": user[0], "group": user[1], "extra_groups": []}
    # not to a pipe: the server that pg_ctl starts would keep it open
    with tempfile.TemporaryFile("w+") as out:
        done = subprocess.run(
            command,
            cwd=folder,
            stdin=subprocess.DEVNULL,
            stdout=out,
            stderr=subprocess.STDOUT,
            env={"PATH": os.environ.get("PATH", ""), "LC_ALL": "C", "TZ": "UTC", "HOME": str(folder)},
            check=False,
            **as_user,
        )
        out.seek(0)
        return subprocess.CompletedProcess(command, done.returncode, out.read())


def _user() -> tuple[int, int] | None:
    """Postgres refuses to run as root: then the user ``postgres``, who comes with it, else ``nobody``."""
    if os.geteuid() != 0:
        return None
    import pwd

    users = {entry.pw_name: (entry.pw_uid, entry.pw_gid) for entry in pwd.getpwall()}
    return users.get("postgres") or users["nobody"]


def _programs() -> Path | None:
    """Where the server's programs are: on the path, or where Debian puts them, the newest."""
    folders = [Path(found).parent for name in _PROGRAMS if (found := shutil.which(name))]
    folders += sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda p: float(p.parent.name), reverse=True)
    return next((f for f in folders if all((f / name).is_file() for name in _PROGRAMS)), None)


def _free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return found.getsockname()[1]


def _skip(reason: str) -> NoReturn:
    if os.environ.get("LEADWRIGHT_REQUIRE_POSTGRES") == "1":
        pytest.fail(f"{reason}, and LEADWRIGHT_REQUIRE_POSTGRES=1")
    pytest.skip(reason)


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[Server]:
    programs = _programs()
    if programs is None:
        _skip("no Postgres server is installed (initdb, pg_ctl)")
    if find_spec("psycopg") is None:
        _skip("psycopg is not installed")
    folder = Path(tempfile.mkdtemp(prefix="leadwright-postgres-"))
    try:
        server = Server(folder, programs, _free_port())
        (folder / "password").write_text(server.password)
        if (user := _user()) is not None:
            for path in (folder, folder / "password"):
                os.chown(path, *user)
        initdb = [str(programs / "initdb"), "-D", str(folder / "data"), "-U", "leadwright", "-A", "scram-sha-256"]
        initdb += [f"--pwfile={folder / 'password'}", "-E", "UTF8", "--no-sync", "--locale=C"]
        done = _run_as_user(folder, initdb)
        if done.returncode:
            pytest.fail(f"initdb failed: {done.stdout}")
        server.start()
        try:
            yield server
        finally:
            server.stop()
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture
def postgres(postgres_server: Server) -> Iterator[str]:
    import psycopg

    name = f"test_{next(_databases)}"
    with psycopg.connect(postgres_server.url(), autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name}")
        yield postgres_server.url(name)
        connection.execute(f"DROP DATABASE {name} WITH (FORCE)")
