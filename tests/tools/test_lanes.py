"""`tools/test.py`: which lanes run when, and what is said at the end."""

from __future__ import annotations

import importlib.util
import sys
from pathlib import Path
from typing import Any

import pytest

TOOLS = Path(__file__).resolve().parents[2] / "tools"


@pytest.fixture
def lanes(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Any:
    """The module, with lanes that only write down their name."""
    monkeypatch.syspath_prepend(str(TOOLS))
    spec = importlib.util.spec_from_file_location("lanes_of_make_test", TOOLS / "test.py")
    assert spec is not None
    assert spec.loader is not None
    module: Any = importlib.util.module_from_spec(spec)
    monkeypatch.setitem(sys.modules, spec.name, module)
    spec.loader.exec_module(module)
    names = [*module._lanes()]
    ran = tmp_path / "ran"
    note = "import sys; open(sys.argv[1], 'a').write(sys.argv[2] + '\\n')"

    def made(*, model_ok: bool = True) -> dict[str, Any]:
        code = dict.fromkeys(names, note) | ({} if model_ok else {"model": f"{note}; sys.exit(3)"})
        return {
            name: module.Lane(name, ((sys.executable, "-c", code[name], str(ran), name),))
            for name in names
        }

    module.ran, module.made = ran, made
    monkeypatch.setattr(module, "RESULTS", tmp_path / "results")
    return module


def _outcome(module: Any, monkeypatch: pytest.MonkeyPatch, *, model_ok: bool) -> tuple[Any, str]:
    monkeypatch.setattr(module, "_lanes", lambda: module.made(model_ok=model_ok))
    with pytest.raises(SystemExit) as ended:
        module.main([])
    return ended.value.code, module.ran.read_text("utf-8")


def test_all_lanes_run_and_the_browsers_last(lanes: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    code, ran = _outcome(lanes, monkeypatch, model_ok=True)
    assert code == 0
    expected = {*lanes._TOGETHER, "model", "browser"}
    assert {*ran.split()} == expected
    assert ran.split()[-1] == "browser"
    assert ran.split().index("model") < ran.split().index("engine")


def test_without_a_model_only_what_needs_none_runs(
    lanes: Any, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    code, ran = _outcome(lanes, monkeypatch, model_ok=False)
    assert code == 1
    assert {*ran.split()} == {"model", "service", "check", "web"}
    table = capsys.readouterr().out
    assert "model" in table
    for name in ("engine", "conversations", "axe", "tools", "browser"):
        line = next(line for line in table.splitlines() if line.startswith(f"{name} "))
        assert line.endswith("left out: no model")
