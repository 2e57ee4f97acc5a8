"""JSON-LD, Web Annotations and Markdown: valid, complete, and inert whatever an article holds."""

import io
import json

import pytest
from claim_factory import attribution, claim, date_claim, document

from claimx.export import FORMATS, write
from claimx.export.links import spot_address
from claimx.export.markdown import plain


def written(name, *claims):
    stream = io.StringIO()
    assert write(iter(claims), stream, FORMATS[name]) == len(claims)
    return stream.getvalue()


def test_schema_org_claim():
    page = json.loads(written("jsonld", claim(document=document(url="https://example.org/a")), date_claim()))
    figure, day = page["@graph"]
    assert page["@context"] == "https://schema.org"
    assert figure["@type"] == "Claim"
    assert figure["author"] == {"@type": "Person", "name": "Seth Jones"}
    assert figure["about"]["value"] == 245_000_000_000
    assert figure["temporalCoverage"] == "2024-01-01/2024-12-31"
    assert figure["appearance"]["url"] == "https://example.org/a"
    assert day["about"]["value"] == "2024"
    assert "author" not in day


def test_web_annotation():
    (note,) = json.loads(written("webannotation", claim()))["items"]
    words, place = note["target"]["selector"]
    assert words["prefix"] + words["exact"] + words["suffix"] == claim().sentence.text
    assert (place["start"], place["end"]) == (claim().start, claim().end)
    assert note["target"]["source"] == "news/trade.txt"


@pytest.mark.parametrize("name", ["jsonld", "webannotation"])
def test_linked_data_is_safe_inside_a_page(name):
    hostile = claim(
        document=document(title="</script><script>alert(1)</script>", url='https://e.org/"><script>'),
        attribution=attribution("<!-- "),
    )
    text = written(name, hostile)
    assert "<" not in text
    assert json.loads(text)
    assert json.loads(written(name)) is not None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("<b>&amp;", r"\<b\>\&amp;"),
        ("[x](http://a)", r"\[x\](http\://a)"),
        ("www.evil.example", r"www\.evil.example"),
        ("# title", r"\# title"),
        ("- item", r"\- item"),
        ("1. item", r"1\. item"),
        ("a-b. 1.5 (x)", "a-b. 1.5 (x)"),
        ("two\nlines", "two lines"),
        ("$5 to $6 *bold* `code`", r"\$5 to \$6 \*bold\* \`code\`"),
    ],
)
def test_markdown_text_is_inert(text, expected):
    assert plain(text) == expected


def test_markdown_groups_by_article():
    text = written("md", claim(), claim(), claim(document=document(id="doc_2", title=None)))
    assert text.count("## ") == 2
    assert "- **approximately \\$245 billion** · Trade between China and Russia · 2024 · said by Seth Jones" in text


@pytest.mark.parametrize(
    ("url", "sentence", "expected"),
    [
        ("https://a.org/x", "Up 5-fold, he said.", "https://a.org/x#:~:text=Up%205%2Dfold%2C%20he%20said."),
        ("https://a.org/x#top", "A & B", "https://a.org/x#:~:text=A%20%26%20B"),
        ("javascript:alert(1)", "A", None),
        ('https://a.org/"onclick=', "A", None),
        (None, "A", None),
    ],
)
def test_text_fragments(url, sentence, expected):
    made = claim(document=document(url=url), sentence={"text": sentence, "start": 0, "end": len(sentence)})
    assert spot_address(made) == expected


def test_a_long_sentence_is_marked_by_its_ends():
    words = " ".join(f"w{n}" for n in range(40))
    made = claim(document=document(url="https://a.org"), sentence={"text": words, "start": 0, "end": len(words)})
    assert spot_address(made) == ("https://a.org#:~:text=w0%20w1%20w2%20w3%20w4%20w5,w34%20w35%20w36%20w37%20w38%20w39")
