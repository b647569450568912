# SPDX-License-Identifier: Apache-2.0
"""Many packets to a folder."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest

from models.language import Language, Message
from models.progress import CancelledError
from reports.packet import PARTS, NamePatternError, PacketsResult, write_packets
from tests.reports.packet import dossiers

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from models.dossier import Dossier


class Listener:
    """Notes the steps and stops after so many."""

    def __init__(self, stop_at: int = 99) -> None:
        self.steps: list[tuple[int, int]] = []
        self._stop_at = stop_at

    def step(self, done: int, total: int, text: Message | None = None) -> None:
        assert text is None or text.text(Language.EN)
        self.steps.append((done, total))
        if done >= self._stop_at:
            raise CancelledError


def three() -> Iterator[Dossier]:
    for number in ("1", "2", "3"):
        yield dossiers.dossier(number=number)


def test_packets_are_named_by_the_pattern_and_progress_is_told(tmp_path: Path) -> None:
    listener = Listener()
    result = write_packets(three(), tmp_path, language=Language.EN, total=3, progress=listener)
    names = sorted(path.name for path in tmp_path.iterdir())
    assert names == [
        f"{n} 示例市高新区管理委员会 示例市商业航天未来产业先导区.pdf" for n in (1, 2, 3)
    ]
    assert [item.path.name for item in result.written] == names
    assert listener.steps == [(0, 3), (1, 3), (2, 3), (3, 3)]


def test_one_bad_record_does_not_stop_the_rest(tmp_path: Path) -> None:
    bad = replace(dossiers.dossier(number="bad"), stage="no such stage")
    many = [dossiers.dossier(number="1"), bad, dossiers.dossier(number="2")]
    result = write_packets(many, tmp_path, language=Language.EN, total=3, name_pattern="{number}")
    assert [item.path.name for item in result.written] == ["1.pdf", "2.pdf"]
    ((number, reason),) = result.failures
    assert number == "bad"
    assert "no such stage" in reason.text(Language.EN)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["1.pdf", "2.pdf"]


def test_many_packets_are_shared_among_processes_and_come_out_the_same(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    bad = replace(dossiers.dossier(number="bad"), stage="no such stage")
    many = [*three(), bad, dossiers.typical(number="5")]
    parts = [part for part in PARTS if part.id in {"cover", "overview"}]

    def written(folder: Path, listener: Listener) -> PacketsResult:
        return write_packets(
            many,
            folder,
            language=Language.EN,
            total=5,
            name_pattern="{number}",
            parts=parts,
            progress=listener,
        )

    alone, together = Listener(), Listener()
    first = written(tmp_path / "alone", alone)
    monkeypatch.setattr("reports.packet.packets._MANY", 5)
    monkeypatch.setattr("reports.packet.packets._AT_ONCE", 2)
    second = written(tmp_path / "together", together)
    assert [number for number, _ in second.failures] == ["bad"]
    assert second.failures == first.failures
    assert together.steps == alone.steps
    for one, other in zip(first.written, second.written, strict=True):
        assert one.path.name == other.path.name
        assert one.path.read_bytes() == other.path.read_bytes()


def test_an_existing_packet_is_kept_and_named_as_a_failure(tmp_path: Path) -> None:
    (tmp_path / "2.pdf").write_text("mine")
    result = write_packets(
        three(), tmp_path, language=Language.EN, total=3, name_pattern="{number}"
    )
    assert [number for number, _ in result.failures] == ["2"]
    assert (tmp_path / "2.pdf").read_text() == "mine"
    assert len(result.written) == 2


def test_cancelling_keeps_what_is_finished(tmp_path: Path) -> None:
    with pytest.raises(CancelledError):
        write_packets(
            three(),
            tmp_path,
            language=Language.EN,
            total=3,
            name_pattern="{number}",
            progress=Listener(stop_at=2),
        )
    assert sorted(path.name for path in tmp_path.iterdir()) == ["1.pdf", "2.pdf"]


def stopped_and_again(folder: Path, run: str, **more: Any) -> PacketsResult:
    """Stop after two packets, and ask again in these words."""
    arguments: dict[str, Any] = {"language": Language.EN, "total": 3, "name_pattern": "{number}"}
    with pytest.raises(CancelledError):
        write_packets(three(), folder, progress=Listener(stop_at=2), run="today", **arguments)
    return write_packets(three(), folder, run=run, **(arguments | more))


def test_a_run_that_was_stopped_goes_on_with_what_it_had_made(tmp_path: Path) -> None:
    result = stopped_and_again(tmp_path, "today")
    assert not result.failures
    assert [item.path.name for item in result.written] == ["1.pdf", "2.pdf", "3.pdf"]
    assert len({item.pages for item in result.written}) == 1
    assert sorted(path.name for path in tmp_path.iterdir()) == ["1.pdf", "2.pdf", "3.pdf"]


def test_another_run_takes_nothing_for_its_own(tmp_path: Path) -> None:
    result = stopped_and_again(tmp_path, "tomorrow")
    assert [number for number, _ in result.failures] == ["1", "2"]
    assert [item.path.name for item in result.written] == ["3.pdf"]


def test_a_packet_that_was_changed_since_is_made_again(tmp_path: Path) -> None:
    with pytest.raises(CancelledError):
        write_packets(three(), tmp_path, language=Language.EN, total=3, name_pattern="{number}",
                      progress=Listener(stop_at=2), run="today")  # fmt: skip
    whole = (tmp_path / "1.pdf").read_bytes()
    (tmp_path / "1.pdf").write_bytes(whole[:-9])
    result = write_packets(three(), tmp_path, language=Language.EN, total=3, replace=True,
                           name_pattern="{number}", run="today")  # fmt: skip
    assert not result.failures
    assert (tmp_path / "1.pdf").read_bytes() == whole


def test_the_same_name_twice_gets_a_number(tmp_path: Path) -> None:
    result = write_packets(
        three(), tmp_path, language=Language.EN, total=3, name_pattern="{applicant}", replace=True
    )
    assert len({item.path for item in result.written}) == 3
    assert result.written[1].path.name == "示例市高新区管理委员会 (2).pdf"


def test_hostile_names_stay_in_the_folder(tmp_path: Path) -> None:
    made = dossiers.dossier({"title": "../../a:b?\n" + "长" * 400}, number="con/1")
    result = write_packets([made], tmp_path, language=Language.EN, total=1)
    (item,) = result.written
    assert item.path.parent == tmp_path
    assert item.path.is_file()


@pytest.mark.parametrize("pattern", ["{phone}", "{", "{0}", "{number.__class__.x}"])
def test_an_unknown_word_in_the_pattern_is_named_at_once(pattern: str, tmp_path: Path) -> None:
    with pytest.raises(NamePatternError, match="number"):
        write_packets(three(), tmp_path, language=Language.EN, total=3, name_pattern=pattern)
    assert not list(tmp_path.iterdir())
