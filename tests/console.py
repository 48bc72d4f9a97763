"""The console script for tests: in the test's own process, or as people run it.

A Python for each call takes seconds to start and to import everything, most of all under coverage. What a call of the
script does is the same in this process; what only a process has needs one: its descriptors, its terminal, its end by a
signal, its encodings.
"""

from __future__ import annotations

import contextlib
import io
import os
import subprocess
import sys
from pathlib import Path

import pytest
from attrs import frozen

from newsclean.cli import main


@frozen
class Done:
    """How it ended, and what it wrote."""

    returncode: int
    stdout: bytes
    stderr: bytes


@frozen
class Said:
    """The same, as texts."""

    returncode: int
    stdout: str
    stderr: str


def command(*arguments: str | bytes) -> list[str | bytes]:
    return [sys.executable, "-m", "newsclean", *arguments]


def run_in_a_process(*arguments: str | bytes, stdin: bytes = b"", **environment: str) -> Done:
    """The script with real pipes, in a Python of its own."""
    environment = {**os.environ, **environment}
    process = subprocess.run(
        command(*arguments), input=stdin, capture_output=True, check=False, env=environment, timeout=120
    )
    # Whatever happens, nobody sees the inside of the program.
    assert b"Traceback" not in process.stderr
    return Done(process.returncode, process.stdout, process.stderr)


def run_in(folder: Path, *arguments: str, stdin: str = "") -> Said:
    """The script in this process and in a folder, and what it says as texts."""
    with contextlib.chdir(folder):
        done = run(*arguments, stdin=stdin.encode())
    return Said(done.returncode, done.stdout.decode(), done.stderr.decode())


def run(*arguments: str, stdin: bytes = b"", **environment: str) -> Done:
    """The script in this process; its workers are processes all the same."""
    streams = [io.TextIOWrapper(io.BytesIO(given), encoding="utf-8", write_through=True) for given in (stdin, b"", b"")]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sys, "argv", ["newsclean", *arguments])
        for name, value in environment.items():
            patch.setenv(name, value)
        for name, stream in zip(("stdin", "stdout", "stderr"), streams, strict=True):
            patch.setattr(sys, name, stream)
        with pytest.raises(SystemExit) as ending:
            main()
    _, stdout, stderr = (stream.buffer.getvalue() for stream in streams)
    assert b"Traceback" not in stderr
    return Done(ending.value.code or 0, stdout, stderr)
