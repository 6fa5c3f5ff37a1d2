"""Files for the command line to work on."""

from pathlib import Path


def write(folder: Path, **files: str) -> None:
    for name, text in files.items():
        (folder / name.replace("__", "/")).write_text(text, encoding="utf-8")
