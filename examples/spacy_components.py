"""claimx in a spaCy pipeline of your own: three components, results on the Doc.

    python examples/spacy_components.py [MODEL]

MODEL is any English pipeline with a tagger and a parser; without one, the pipeline that claimx ships is used.
"""

import sys

import spacy

import claimx

TEXT = "According to the ministry, output fell by 4.5 percent to 1.2 million tonnes last year."

nlp = spacy.load(sys.argv[1]) if len(sys.argv) > 1 else claimx.load()
for component in ("claimx_timexes", "claimx_quantities", "claimx_attributions"):
    if component not in nlp.pipe_names:
        nlp.add_pipe(component)

doc = nlp.make_doc(TEXT)
doc._.published = "2025-07-21"
doc = nlp(doc)

for span in doc.spans["timexes"]:
    print("time    ", span.text, "=", span._.timex.value)
for span in doc.spans["quantities"]:
    print("quantity", span.text, "=", span._.quantity.value, span._.quantity.unit)
for attribution in doc._.attributions:
    print("source  ", *(doc.text[start:end] for start, end in attribution.source))
print(len(claimx.assemble(doc)), "claims")
