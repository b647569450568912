# SPDX-License-Identifier: Apache-2.0
"""The program as it is installed: the wheel carries all that is needed, and the door stays light."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel, built from this checkout and installed into a folder of its own."""
    folder = tmp_path_factory.mktemp("wheel")
    pip = [sys.executable, "-m", "pip", "--disable-pip-version-check", "-q"]
    source = folder / "source"
    copy = ["git", "-C", str(ROOT), "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    listed = subprocess.run(copy, check=False, capture_output=True).stdout.split(b"\0")
    names = [name.decode() for name in listed if name] or [
        str(path.relative_to(ROOT)) for path in ROOT.rglob("*") if path.is_file()
    ]
    for name in names:
        origin, target = ROOT / name, source / name
        if origin.is_file():
            target.parent.mkdir(parents=True, exist_ok=True)
            os.link(origin, target) if _same_disk(origin, folder) else target.write_bytes(
                origin.read_bytes()
            )
    subprocess.run(
        [*pip, "wheel", "--no-deps", "--no-build-isolation", "-w", str(folder), str(source)],
        check=True, capture_output=True,
    )  # fmt: skip
    [wheel] = folder.glob("*.whl")
    target = folder / "installed"
    subprocess.run(
        [*pip, "install", "--no-deps", "--no-compile", "--target", str(target), str(wheel)],
        check=True, capture_output=True,
    )  # fmt: skip
    return target


def _same_disk(one: Path, other: Path) -> bool:
    return one.stat().st_dev == other.stat().st_dev


def run_installed(installed: Path, folder: Path, *words: str) -> subprocess.CompletedProcess[str]:
    script = installed / "bin" / "xiandao"
    command = [sys.executable, str(script)]
    if not script.exists():
        command = [str(installed / "Scripts" / "xiandao.exe")]
    environment = {**os.environ, "PYTHONPATH": str(installed), "PYTHONUTF8": "1"}
    return subprocess.run(
        [*command, *words], cwd=folder, env=environment, capture_output=True, text=True, check=False
    )


def test_the_installed_program_does_the_job_from_another_folder(
    installed: Path, tmp_path: Path
) -> None:
    made = run_installed(installed, tmp_path, "new", "office", "--office", "示例局", "--lang", "zh")
    assert made.returncode == 0, made.stderr
    call = run_installed(installed, tmp_path, "call", "add", "office", "--programme", "pilot-zone",
                         "--title", "先导区")  # fmt: skip
    assert call.returncode == 0, call.stderr
    (tmp_path / "a.json").write_text(
        '{"title": "甲", "applicant": "乙", "direction": "KJ"}', "utf-8"
    )
    added = run_installed(
        installed, tmp_path, "add", "office", "pilot-zone-2026-1", "a.json", "--json"
    )
    key = "pilot-zone-2026-1"
    if added.returncode:
        listed = run_installed(installed, tmp_path, "call", "list", "office", "--json")
        key = __import__("json").loads(listed.stdout)[0]["id"]
        added = run_installed(installed, tmp_path, "add", "office", key, "a.json", "--json")
    assert added.returncode == 0, added.stderr
    [number] = __import__("json").loads(added.stdout)["numbers"]
    packet = run_installed(installed, tmp_path, "packet", "office", number, "--out", "p.pdf")
    assert packet.returncode == 0, packet.stderr
    summary = run_installed(installed, tmp_path, "summary", "office", key, "--out", "s.xlsx")
    assert summary.returncode == 0, summary.stderr
    assert (tmp_path / "p.pdf").read_bytes()[:5] == b"%PDF-"


@pytest.mark.parametrize("words", [("--help",), ("packet", "--help"), ("programme", "list")])
def test_a_command_loads_only_what_it_needs(tmp_path: Path, words: tuple[str, ...]) -> None:
    """Nothing heavy is imported before it is needed."""
    code = (
        f"import sys; sys.argv = ['xiandao', *{words!r}]; import main; main.main();"
        "heavy = {'reportlab', 'openpyxl', 'pikepdf', 'pypdfium2', 'PIL', 'PySide6', 'sqlalchemy',"
        " 'pypinyin', 'numpy', 'alembic'} & {name.partition('.')[0] for name in sys.modules};"
        "assert not heavy, heavy"
    )
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    done = subprocess.run(
        [sys.executable, "-c", code],
        cwd=tmp_path,
        env=environment,
        capture_output=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr.decode()


def test_listing_loads_neither_reports_nor_window(tmp_path: Path) -> None:
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    code = (
        "import sys; from gui.commands import run; run(['new', 'o', '--office', 'x']);"
        "run(['list', 'o']);"
        "heavy = {'reportlab', 'openpyxl', 'pikepdf', 'pypdfium2', 'PIL', 'PySide6', 'alembic'}"
        " & {name.partition('.')[0] for name in sys.modules};"
        "assert not heavy, heavy"
    )
    done = subprocess.run(
        [sys.executable, "-c", code],
        cwd=tmp_path,
        env=environment,
        capture_output=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr.decode()
