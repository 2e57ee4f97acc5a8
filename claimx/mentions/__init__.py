"""The three mention layers of a Doc: `timexes`, `quantities`, `attributions`. They meet on the Doc, never in code."""
