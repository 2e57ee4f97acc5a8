"""Names, frames and carried-over sources: case tables in cases/voices.toml."""

from __future__ import annotations

import time
import tomllib
from pathlib import Path
from typing import Any

import pytest
from spacy.tokens import Doc
from spacy.vocab import Vocab

from claimx.claims.voices import NameIndex, Resolver, attribute
from claimx.claims.voices.attribute import named_or_open
from claimx.claims.voices.frames import frames
from claimx.claims.voices.voiced import Voiced
from claimx.lexicon.voices import words
from claimx.parsing.sentences import sentences
from claimx.types import Attribution, Link, Offsets

CASES = tomllib.loads((Path(__file__).parent / "cases" / "voices.toml").read_text(encoding="utf-8"))


def offsets(text: str, part: str, after: str = "") -> Offsets:
    start = text.index(part, text.index(after) + len(after))
    return start, start + len(part)


def resolver(text: str, said: list[str]) -> Resolver:
    return Resolver(NameIndex(text), sentences(text), [offsets(text, part) for part in said])


def plain(text: str) -> Doc:
    """A Doc of one token: voices read the text only."""
    return Doc(Vocab(), words=[text], spaces=[False])


def case_id(case: dict[str, Any]) -> str:
    return str(case.get("mention") or case.get("voice") or case["text"][:40])


@pytest.mark.parametrize("case", CASES["name"], ids=case_id)
def test_mention_has_its_fullest_name(case: dict[str, Any]) -> None:
    found = resolver(case["text"], case.get("said", []))
    voice = found.resolve(offsets(case["text"], case["mention"], case.get("after", "")))
    assert (voice.name.removeprefix("The "), voice.type) == (case["name"], case["type"])
    assert [name for name, _ in voice.others] == case.get("beside", [])


@pytest.mark.parametrize("case", CASES["frame"], ids=case_id)
def test_frame_speaks_for_its_text(case: dict[str, Any]) -> None:
    text = case["text"]
    found = resolver(text, [])
    (frame,) = frames(found)
    assert found.resolve(frame.voice).name == case["voice"]
    assert [found.resolve(mention).name for mention in frame.around] == case["around"]
    assert frame.start <= text.index(case["holds"]) < frame.end
    if "leaves" in case:
        assert not frame.start <= text.index(case["leaves"]) < frame.end


def attribution(text: str, source: str, cue: str, content: str) -> Attribution:
    return Attribution((offsets(text, source),), (offsets(text, cue),), (offsets(text, content),), "indirect", 0.9)


@pytest.mark.parametrize("case", CASES["figure"], ids=case_id)
def test_figure_has_its_voice(case: dict[str, Any]) -> None:
    text = case["text"]
    linked = case.get("linked", {})
    figures = {part: offsets(text, part) for part in [*linked, case["figure"]]}
    links = [Link(linked[part], "sentence", "indirect", 0.9) if part in linked else None for part in figures]
    said = [attribution(text, *parts) for parts in case["said"]]
    doc = plain(text)
    voice = dict(zip(figures, attribute(doc, list(figures.values()), said, links), strict=True))[case["figure"]]
    if "name" not in case:
        assert voice is None or (case.get("uncertain") and voice.source is None)
        return
    assert voice is not None
    assert (voice.name, voice.scope) == (case["name"], case["scope"])
    assert voice.quotation == case.get("type", "indirect")
    assert list(voice.flags) == case.get("flags", [])
    assert [name for name, _ in voice.via] == case.get("via", [])
    assert [name.removeprefix("The ") for name, _ in voice.reported_by] == case.get("reported_by", [])


def test_weak_link_is_no_source() -> None:
    text = "Mary Brown spoke about the 30 trucks."
    said = [attribution(text, "Mary Brown", "spoke", "the 30 trucks")]
    (voice,) = attribute(plain(text), [offsets(text, "30")], said, [Link(0, "sentence", "indirect", 0.2)])
    assert voice is not None
    assert voice.source is None
    assert voice.flags == ("source_uncertain",)


def test_no_figures_no_voices() -> None:
    assert attribute(plain("Nothing."), [], [], []) == []


def test_attributions_outside_the_context_change_nothing() -> None:
    text = "Mary Brown met Paul Smith.\n\nHe said that 30 trucks came."
    said = [attribution(text, "He", "said", "30 trucks came")]
    far = Attribution((offsets(text, "Mary Brown"),), (offsets(text, "met"),), (), "indirect", 0.9)
    figures, links = [offsets(text, "30")], [Link(0, "sentence", "indirect", 0.9)]
    doc = plain(text)
    doc.user_data["claimx_context"] = (offsets(text, "He said that 30 trucks came."),)
    assert attribute(doc, figures, said, links) == attribute(doc, figures, [*said, far], links)


@pytest.mark.parametrize("name", ["organization", "company", "government", "media", "outlets", "places", "unnamed"])
def test_lexicon_is_lower_case(name: str) -> None:
    entries = getattr(words(), name)
    assert entries
    assert all(entry == entry.lower() for entry in entries)


def test_first_names_have_one_gender() -> None:
    path = Path(__file__).parents[1] / "claimx" / "lexicon" / "first_names.toml"
    lists = tomllib.loads(path.read_text(encoding="utf-8"))
    assert not set(lists["male"]) & set(lists["female"])
    assert all(entries == sorted(set(entries)) for entries in lists.values())


HOSTILE = [
    "Aa " * 8000,
    "A. " * 8000,
    "said " * 6000,
    '"' * 20000,
    "'a " * 8000,
    "the poll " * 3000,
    "a new Aa poll " * 2000,
    "According to " * 2500,
    "Below is " * 3000,
    "a column by " * 2500,
    "A of A and A " * 2500,
    "a" * 40000,
    "(" * 20000,
    "x, " * 8000,
    "He said 5. " * 2000,
]


@pytest.mark.parametrize("text", HOSTILE, ids=lambda text: text[:14])
def test_hostile_text_is_read_in_linear_time(text: str) -> None:
    started = time.process_time()
    index = NameIndex(text)
    found = Resolver(index, sentences(text), [(0, 5), (len(text) // 2, len(text) // 2 + 5)])
    frames(found)
    attribute(plain(text), [(0, 1), (9000, 9001)], [], [None, None])
    assert time.process_time() - started < 5


def test_an_open_it_is_no_source() -> None:
    said = Voiced((0, 2), "It", "unnamed", None, "indirect", "sentence", (), (), (), 0.9, ())
    left = named_or_open(said)
    assert left is not None
    assert (left.source, left.flags) == (None, ("source_uncertain",))
