# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from models.programme.loading import DefinitionError
from models.programme.own_vocabulary import read_own_vocabulary
from models.programme.vocabulary import shipped_vocabularies, vocabulary_text
from models.verbs.calls import SameVersionError
from models.verbs.vocabularies import add_vocabulary

if TYPE_CHECKING:
    from models.workspace import Workspace

HEAD = 'id = "sub"\nversion = "1"\nlabel = { zh = "细分", en = "Sub" }\n'
TERM = '[[term]]\nid = "%s"\nlabel = { zh = "%s", en = "X" }\n'


def faults(text: str) -> list[str]:
    with pytest.raises(DefinitionError) as refused:
        read_own_vocabulary(text, file="own.toml")
    assert all(fault.file == "own.toml" for fault in refused.value.faults)
    return [fault.key for fault in refused.value.faults]


@pytest.mark.parametrize(
    ("text", "keys"),
    [
        ("id = ", ["TOML"]),
        ("", ["id", "version", "label"]),
        (HEAD.replace('"sub"', "5"), ["id"]),
        (HEAD.replace('"sub"', '"labels"'), ["id"]),
        (HEAD.replace('"sub"', '"regions"'), ["id"]),
        (HEAD.replace('"1"', "1"), ["version"]),
        (HEAD.replace('{ zh = "细分", en = "Sub" }', '"x"'), ["label"]),
        (HEAD.replace('{ zh = "细分", en = "Sub" }', '{ zh = " ", en = "" }'), ["label"]),
        (HEAD + "[[term]]\nid = 7\nlabel = { zh = 5, en = 6 }\n",
         ["term[0].id", "term[0].label.zh", "term[0].label.en"]),
        (HEAD + TERM % ("a", "甲") + TERM % ("a", "乙"), ["term"]),
        (HEAD + TERM % ("a", "甲") + 'parent = "b"\n' + TERM % ("b", "乙") + 'parent = "a"\n',
         ["term.a.parent", "term.b.parent"]),
        (HEAD + TERM % ("a", "甲") + 'parent = "a"\n', ["term.a.parent"]),
        (HEAD + TERM % ("apple", "甲") + TERM % ("b", "乙") + 'parent = "aple"\n', ["term.b.parent"]),
        (HEAD + TERM % ("a", "甲") + 'aliases = "x"\nretired = "never"\nnote = 1\nalias = []\n',
         ["term.a.aliases", "term.a.note", "term.a.retired", "term.a.alias"]),
        (HEAD + "term = 3\n", ["term"]),
    ],
)  # fmt: skip
def test_every_mistake_of_a_vocabulary_is_named(text: str, keys: list[str]) -> None:
    assert sorted(faults(text)) == sorted(keys)


def test_mistakes_of_shape_and_of_sense_are_named_at_once() -> None:
    text = HEAD.replace('"sub"', '"labels"') + "more = 1\n" + TERM % ("a", "甲") * 2
    assert set(faults(text)) == {"more", "id", "term"}


def test_a_sound_vocabulary_is_read_as_one_of_the_program_is() -> None:
    for name, vocabulary in shipped_vocabularies().items():
        own = read_own_vocabulary(vocabulary_text(name), file=name)
        assert (own.terms, own.local) == (vocabulary.terms, True)


def test_a_version_is_one_text_for_good(office: Workspace) -> None:
    text = HEAD + TERM % ("a", "甲")
    for _ in range(2):
        assert add_vocabulary(office, text=text) == "sub"
    with pytest.raises(SameVersionError):
        add_vocabulary(office, text=text.replace("甲", "乙"))
    add_vocabulary(office, text=text.replace("甲", "乙").replace('"1"', '"2"'))
    assert office.reader.library.vocabularies()["sub"].label_of("a").zh == "乙"
