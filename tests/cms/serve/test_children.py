"""The runner, with real processes."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from cms.serve import children
from cms.serve.children import Child, StartFailed, Supervisor

RUN_ON = "import time\nwhile True: time.sleep(0.05)"


def _python(program: str) -> list[str]:
    return [sys.executable, "-c", program]


def _counting(log: Path, then: str) -> list[str]:
    """A program that writes its own id at each start."""
    return _python(f"import os\nopen({str(log)!r}, 'a').write(f'{{os.getpid()}}\\n')\n{then}")


def _is_alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True


@pytest.fixture
def handlers() -> Iterator[None]:
    """Put pytest's own signal handlers back afterwards."""
    numbers = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
    before = {number: signal.getsignal(number) for number in numbers}
    yield
    for number, handler in before.items():
        signal.signal(number, handler)


@pytest.mark.usefixtures("handlers")
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_a_signal_stops_every_child(number: signal.Signals) -> None:
    supervisor = Supervisor(lambda words: None)
    supervisor.listen()
    two = [Child(name, _python(RUN_ON), {}) for name in ("web", "work")]
    supervisor.run(two, is_ready=lambda: True, when_ready=lambda: os.kill(os.getpid(), number))
    assert [child.process.returncode for child in two] == [-signal.SIGTERM, -signal.SIGTERM]


@pytest.mark.usefixtures("handlers")
def test_a_child_that_dies_is_started_again_with_a_word(tmp_path: Path) -> None:
    said: list[str] = []
    log = tmp_path / "starts"
    supervisor = Supervisor(said.append)
    child = Child("work", _counting(log, RUN_ON), {})

    def killed_once() -> bool:
        if not log.exists():
            return False
        starts = log.read_text().split()
        if [child.process.pid] == [int(start) for start in starts]:
            child.process.kill()
        return len(starts) == 2

    supervisor.run([child], is_ready=killed_once, when_ready=supervisor.stopped.set)
    assert len(log.read_text().split()) == 2
    assert len(said) == 1
    assert "work" in said[0]
    assert "-9" in said[0]


@pytest.mark.usefixtures("handlers")
def test_a_child_that_never_starts_is_given_up_and_the_other_one_stopped(tmp_path: Path) -> None:
    log = tmp_path / "starts"
    supervisor = Supervisor(lambda words: None)
    good = Child("work", _python(RUN_ON), {})
    bad = Child("web", _counting(log, "raise SystemExit(3)"), {})
    with pytest.raises(StartFailed, match=r"web.*3"):
        supervisor.run([good, bad], is_ready=lambda: False, when_ready=lambda: None)
    assert len(log.read_text().split()) == children.QUICK_DEATHS
    assert good.process.returncode == -signal.SIGTERM


@pytest.mark.usefixtures("handlers")
def test_a_child_that_does_not_listen_is_killed(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(children, "STOPPED_WITHIN", 0.3)
    log = tmp_path / "starts"
    deaf = f"import signal\nsignal.signal(signal.SIGTERM, signal.SIG_IGN)\nopen({str(log)!r}, 'w')\n{RUN_ON}"
    supervisor = Supervisor(lambda words: None)
    child = Child("web", _python(deaf), {})
    supervisor.run([child], is_ready=log.exists, when_ready=supervisor.stopped.set)
    assert child.process.returncode == -signal.SIGKILL


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells a process of its parent's death")
def test_a_killed_runner_leaves_no_orphan(tmp_path: Path) -> None:
    log = tmp_path / "starts"
    program = (
        "import time\nfrom cms.serve.children import Child\n"
        f"Child('web', {_counting(log, RUN_ON)!r}, {{}})\ntime.sleep(60)"
    )
    runner = subprocess.Popen(_python(program), cwd=Path(children.__file__).parents[2])
    child = _wait_for(lambda: int(log.read_text() or 0) if log.exists() else 0)
    runner.kill()
    runner.wait()
    assert _wait_for(lambda: not _is_alive(child))


def _wait_for(condition: Callable[[], int]) -> int:
    """Return what `condition` gives as soon as it is true; fail after ten seconds."""
    end = time.monotonic() + 10
    while time.monotonic() < end:
        if found := condition():
            return found
        time.sleep(0.02)
    pytest.fail("it never came about")
