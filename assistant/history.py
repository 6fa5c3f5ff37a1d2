"""Conversations that were had, a file a project in the user's cache: outside the project, so that no git has them."""

import json
from collections.abc import Sequence
from dataclasses import asdict
from hashlib import sha256
from pathlib import Path
from typing import Any, cast

from .drafts import Draft, Question, Quote, Tokens, Turn, Unread

_MOST = 200
"""Turns that are kept."""


def history_file(root: Path) -> Path:
    """Where the conversations about a project are kept."""
    from platformdirs import user_cache_path

    digest = sha256(str(root.resolve()).encode()).hexdigest()[:12]
    return user_cache_path("leadwright", appauthor=False) / "conversations" / f"{root.resolve().name}-{digest}.jsonl"


def remembered(file: Path) -> tuple[Turn, ...]:
    """The turns of the last conversation; none if it cannot be read."""
    try:
        lines = file.read_text("utf-8").splitlines()
        return tuple(_turn(json.loads(line)) for line in lines)
    except (OSError, ValueError, KeyError, TypeError):
        return ()


def remember(file: Path, turns: Sequence[Turn]) -> None:
    """Keep a conversation in place of the last one. That it cannot be kept is no reason to stop it."""
    from ..engine.whole_files import write_whole

    text = "".join(json.dumps(asdict(turn), ensure_ascii=False) + "\n" for turn in turns[-_MOST:])
    try:
        file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        write_whole(file, text)
        file.chmod(0o600)
    except OSError:
        pass


def _turn(found: dict[str, Any]) -> Turn:
    d = found["draft"]
    return Turn(
        str(found["said"]),
        Draft(
            d["outcome"],
            d["rules"],
            d["tests"],
            tuple(Question(q["text"], tuple(cast("list[str]", q["choices"]))) for q in d["questions"]),
            tuple(d["assumptions"]),
            tuple(Unread(u["words"], u["nearest"]) for u in d["unread"]),
            tuple(Quote(q["line"], q["words"]) for q in d["quotes"]),
            d["reason"],
            Tokens(d["tokens"]["read"], d["tokens"]["written"], d["tokens"]["tries"]),
        ),
    )
