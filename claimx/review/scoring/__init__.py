"""Claims compared with gold.

Read in this order: `gold` and `predictions` (what is compared), `words`, `dates` and `values` (when two are
the same), `judge` (one pair of records), `matching` (which pairs there are), `tally` (pairs counted).
"""
