"""Work in several processes: real ones, which really die, hang and run out of memory."""

from __future__ import annotations

import contextlib
import faulthandler
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from functools import partial
from multiprocessing import Pipe, active_children
from pathlib import Path
from threading import Thread
from typing import Any

import pytest

from newsclean import Cleaner, InputError
from newsclean.batch import pool
from newsclean.batch.pool import Limits, Lost, in_processes
from newsclean.batch.stream import clean_stream, cores, in_order
from newsclean.batch.worker import Answer, serve

# Enough for a loaded machine to do nothing in.
PATIENT = Limits(seconds=30.0)


def double(number: int) -> int:
    return 2 * number


def together(item: Any, lost: Lost) -> tuple[Any, Lost]:
    return item, lost


def done(work: Any, items: Any, *, workers: int = 2, limits: Limits = PATIENT) -> list[Any]:
    return list(in_processes(work, items, workers=workers, limits=limits, when_lost=together))


# In order.


@pytest.mark.parametrize("workers", [1, 2, 5])
@pytest.mark.parametrize("count", [0, 1, 3, 400])
def test_results_come_in_order(workers: int, count: int) -> None:
    assert done(double, range(count), workers=workers) == [2 * number for number in range(count)]


def slow_first(number: int) -> int:
    time.sleep(0.5 if number == 0 else 0)
    return number


def test_a_slow_item_keeps_its_place() -> None:
    assert done(slow_first, range(100)) == list(range(100))


def process_of(_: int) -> int:
    time.sleep(0.01)
    return os.getpid()


def test_no_more_workers_are_started_than_there_is_work_for() -> None:
    assert len({*done(process_of, range(50), workers=3)} - {os.getpid()}) == 3
    assert len({*done(process_of, range(1), workers=3)} - {os.getpid()}) == 1


def test_no_process_is_left_behind() -> None:
    done(double, range(10))
    started = in_processes(double, iter(int, 1), workers=2, limits=PATIENT, when_lost=together)
    assert next(started) == 0
    assert len(active_children()) == 2
    started.close()
    assert active_children() == []


# Bounded.


@pytest.mark.parametrize(("workers", "most"), [(1, 8), (2, 16)])
def test_items_are_read_as_results_are_taken(workers: int, most: int) -> None:
    taken = 0

    def endless() -> Iterator[int]:
        nonlocal taken
        while True:
            taken += 1
            yield taken

    results = in_processes(double, endless(), workers=workers, limits=PATIENT, when_lost=together)
    with contextlib.closing(results):
        assert next(results) == 2
        assert taken <= most


def stuck_first(number: int) -> int:
    while number == 0 and not Path("go").exists():
        time.sleep(0.01)
    return number


@pytest.mark.parametrize(
    ("bound", "value", "most"), [("_MOST_AHEAD", 40, 40), ("_HEAVIEST_AHEAD", 1_000, 12), ("_HEAVIEST_AHEAD", 1, 1)]
)
def test_a_slow_item_does_not_let_the_others_run_far_ahead(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, bound: str, value: int, most: int
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(pool, bound, value)
    taken = 0

    def items() -> Iterator[int]:
        nonlocal taken
        for taken in range(1, 201):
            yield taken - 1

    results = in_processes(
        stuck_first, items(), workers=2, limits=PATIENT, when_lost=together, weigh=lambda _: 100
    )  # fmt: skip
    release = Thread(target=lambda: (time.sleep(0.7), Path("go").touch()))
    release.start()
    with contextlib.closing(results):
        assert next(results) == 0
        assert taken <= most
        assert list(results) == list(range(1, 200))
    release.join()


# Items that do harm.


def harmful(harm: str, bad: int, number: int) -> int:
    if number == bad:
        {
            "kill": lambda: os.kill(os.getpid(), signal.SIGKILL),
            # Without the stack that pytest would print of it.
            "segfault": lambda: (faulthandler.disable(), os.kill(os.getpid(), signal.SIGSEGV)),
            "exit": lambda: os._exit(9),
            "leave": lambda: sys.exit(3),
            "memory": lambda: bytearray(10**12),
            "hang": lambda: time.sleep(600),
            "spin": lambda: sum(iter(int, 1)),
        }[harm]()
    return number


@pytest.mark.parametrize("workers", [1, 2])
@pytest.mark.parametrize("bad", [0, 57, 99])
@pytest.mark.parametrize(
    ("harm", "reason"),
    [
        ("kill", "two processes died of it; the last by SIGKILL, as the system does when memory runs out"),
        ("segfault", "two processes died of it; the last by SIGSEGV"),
        ("exit", "two processes died of it; the last ended with status 9"),
        ("leave", "two processes died of it; the last ended with status 3"),
        ("memory", "not enough memory"),
    ],
)  # fmt: skip
def test_an_item_that_kills_its_worker_is_named_and_no_other_is_lost(
    harm: str, bad: int, reason: str, workers: int
) -> None:
    wanted = [number if number != bad else (bad, Lost("crashed", reason)) for number in range(100)]
    assert done(partial(harmful, harm, bad), range(100), workers=workers) == wanted


@pytest.mark.parametrize("harm", ["hang", "spin"])
def test_an_item_that_does_not_end_is_stopped_and_no_other_is_lost(harm: str) -> None:
    started = time.monotonic()
    results = done(partial(harmful, harm, 57), range(100), limits=Limits(seconds=1.0))
    wanted = (57, Lost("timed_out", "not done after 1 seconds"))
    assert results == [number if number != 57 else wanted for number in range(100)]
    assert time.monotonic() - started < 8


def test_every_item_may_be_harmful() -> None:
    for harm in ("kill", "hang"):
        results = done(partial(harmful, harm, 0), [0] * 4, limits=Limits(seconds=0.2))
        assert [type(lost) for _, lost in results] == [Lost] * 4


def hungry(megabytes: int) -> int:
    return len(bytearray(megabytes * 1_000_000))


@pytest.mark.skipif(sys.platform != "linux", reason="other systems do not hold a process to its memory")
def test_an_item_that_wants_too_much_memory_is_stopped() -> None:
    first, second, third = done(hungry, [1, 500, 2], limits=Limits(memory=200_000_000))
    assert (first, third) == (1_000_000, 2_000_000)
    assert second == (500, Lost("crashed", "not enough memory"))


def killed_once(mark: str, number: int) -> int:
    if number == 5 and not Path(mark).exists():
        Path(mark).touch()
        os.kill(os.getpid(), signal.SIGKILL)
    return number


def test_an_item_whose_worker_somebody_kills_is_done_again(tmp_path: Path) -> None:
    assert done(partial(killed_once, str(tmp_path / "mark")), range(10)) == list(range(10))


def test_workers_that_are_killed_while_they_wait_are_replaced() -> None:
    results = in_processes(process_of, range(100), workers=2, limits=PATIENT, when_lost=together)
    processes = {next(results)}
    for child in active_children():
        child.kill()
        child.join()
    processes.update(results)
    assert len(processes) >= 2


# Errors.


def fail(number: int) -> int:
    if number == 30:
        raise ArithmeticError(number)
    return number


def test_what_the_work_raises_ends_the_stream_at_its_place() -> None:
    results = in_processes(fail, range(100), workers=2, limits=PATIENT, when_lost=together)
    assert [next(results) for _ in range(30)] == list(range(30))
    with pytest.raises(ArithmeticError, match="30"):
        next(results)
    assert active_children() == []


def test_what_the_source_raises_comes_after_all_that_it_gave() -> None:
    def source() -> Iterator[int]:
        yield from range(30)
        raise ArithmeticError("no more")

    results = in_processes(double, source(), workers=2, limits=PATIENT, when_lost=together)
    assert [next(results) for _ in range(30)] == [2 * number for number in range(30)]
    with pytest.raises(ArithmeticError, match="no more"):
        next(results)


def not_to_be_sent(_: int) -> Any:
    return lambda: None


def test_a_result_that_cannot_be_sent_is_an_error() -> None:
    with pytest.raises(TypeError, match="lambda"):
        done(not_to_be_sent, range(3))


def test_no_worker_at_all_is_a_mistake_told_at_once() -> None:
    with pytest.raises(ValueError, match="workers is 0; it must be at least 1"):
        in_order(double, [], workers=0, when_lost=together)


def test_one_worker_is_this_process_unless_there_are_limits() -> None:
    assert {*in_order(process_of, range(3), workers=1, when_lost=together)} == {os.getpid()}
    assert os.getpid() not in {*in_order(process_of, range(3), workers=1, limits=PATIENT, when_lost=together)}


def test_there_is_a_core_to_work_on() -> None:
    assert 1 <= cores() <= (os.cpu_count() or 1)


# The worker, here and as a process of its own.


def test_a_worker_answers_until_nobody_asks() -> None:
    ours, theirs = Pipe()
    prepared: list[int] = []
    before = signal.getsignal(signal.SIGINT)
    for chunk in ([1, 2], [fail, 3]):
        ours.send(chunk)
    ours.send([4])
    reader = Thread(target=lambda: ([answers.extend(ours.recv()) for _ in range(3)], ours.close()))
    answers: list[Any] = []
    reader.start()
    try:
        serve(theirs, [], lambda item: item * 2, lambda: prepared.append(1), None, None, at := [0.0, 0.0])
    finally:
        signal.signal(signal.SIGINT, before)
        reader.join()
    assert prepared == [1]
    assert at[1] == 5
    assert [answer for answer, _ in answers] == [Answer.RESULT] * 2 + [Answer.RAISED] + [Answer.RESULT] * 2
    assert [payload for answer, payload in answers if answer is Answer.RESULT] == [2, 4, 6, 8]


_ORPHANS = """
import os, sys, time
from newsclean.batch.pool import Limits, in_processes
def work(number):
    os.write(1, b"%d\\n" % os.getpid())
    time.sleep(0.05)
    return number
for _ in in_processes(work, range(10**6), workers=2, limits=Limits(), when_lost=lambda *_: None):
    pass
"""


def test_workers_end_when_their_parent_is_killed() -> None:
    with subprocess.Popen([sys.executable, "-c", _ORPHANS], stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        workers = {int(process.stdout.readline()) for _ in range(20)}
        process.kill()
        # Ends when nobody holds the other end of the pipe any more.
        process.stdout.read()
    assert len(workers) == 2
    deadline = time.monotonic() + 5
    while alive := [worker for worker in workers if is_alive(worker)]:
        assert time.monotonic() < deadline, alive
        time.sleep(0.05)


def is_alive(process: int) -> bool:
    try:
        state = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0]
    except FileNotFoundError:
        return False
    return state != "Z"


# Articles.


def detector_that_kills(dump: Any, blocks: Any) -> Iterator[Any]:
    if "poison" in dump.text:
        os.kill(os.getpid(), signal.SIGKILL)
    return iter(())


def test_a_dump_that_kills_its_worker_is_an_error_in_its_place() -> None:
    cleaner = Cleaner(detectors=(detector_that_kills,), identify_language=lambda texts: None)
    dumps = [{"id": str(number), "text": "poison" if number == 7 else "The ferry sails."} for number in range(20)]
    results = list(clean_stream(cleaner, dumps, workers=2, on_error="return", options={}))
    assert [number for number, result in enumerate(results) if isinstance(result, InputError)] == [7]
    assert str(results[7]).startswith("7: two processes died of it")
