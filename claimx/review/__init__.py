"""Looking back at claims: what they say together, how good they are, and whether they still stand.

- `evaluate`: claims or an extraction against gold: precision, recall, F1, floors; printed by `scorecard`
- `verify`: every offset, id and value of a claims file against the articles it was made from
- `reading`: claims files → Claim records, with the line that is wrong when one is
- `compare`, `audit`: the same figure across articles; arithmetic inside one
- `sample`, `score`, `server`: a spot check drawn, counted, and done in the browser
- `inputs`: claims from articles, claims files or stores, with the texts behind them
- `scoring`: how two records are compared, field by field
"""
