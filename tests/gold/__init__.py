"""Annotated articles, the floors of quality on them, and the ratchet that raises the floors."""
