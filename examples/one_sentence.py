"""One sentence in, claims out.

python examples/one_sentence.py
"""

import claimx

TEXT = "Exports rose 12% to $3bn in the first quarter, Reuters reported on Monday."

for claim in claimx.extract_text(TEXT, published="2025-07-21"):
    value = claim.timex.value if claim.kind == "date" else claim.value
    who = claim.attribution.source.name if claim.attribution else "nobody"
    print(f"{claim.text!r}: {claim.kind} {value} {claim.unit or ''}, said by {who}")
