"""Ids follow from the text alone; the numbers are those of the record shown in the documentation."""

from __future__ import annotations

from hashlib import sha256
from pathlib import Path

from claimx.claims.ids import claim_id, document_id, figure_id, source_hash

SEED = Path(__file__).parent.parent / "seeds" / "003_9a617885e51804ef.txt"


def test_ids_of_the_documented_record():
    source = SEED.read_bytes().decode("utf-8-sig")
    sentence = source[4296:4403]
    document = document_id(None, source_hash(source), 0)
    assert document == "doc_21951bc1b99fc111"
    assert claim_id(document, 4352, 4364, "money") == "clm_002f1773d009105c"
    assert claim_id(document, source.index("$190 billion"), source.index("$190 billion") + 12, "money") == (
        "clm_2ed9c011d3cf6458"
    )
    assert figure_id(sentence, 4352 - 4296, "money") == "fig_40651a091d0df978"


def test_a_missing_key_is_the_empty_string():
    assert document_id(None, "ab", 3) == document_id("", "ab", 3) != document_id("key", "ab", 3)


def test_a_figure_keeps_its_id_in_another_copy():
    assert figure_id("It rose 5%.", 8, "percent") == figure_id("It rose 5%.", 8, "percent")
    assert figure_id("It rose 5%.", 8, "percent") != figure_id("It rose 5%.", 8, "count")


def test_hashes_are_over_utf8_and_never_fail():
    assert source_hash("€ 5") == sha256("€ 5".encode()).hexdigest()
    assert len(source_hash("\ud800")) == 64
