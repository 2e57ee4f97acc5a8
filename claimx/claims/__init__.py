"""From mentions to claims: who says a figure, what it measures, when, how it moved, and how sure that is.

`assemble` joins all of it; every field has a module of its own (`measure`, `period`, `change`, `status`, `role`,
`entities`, `voices`), and `placing` moves offsets into the source.
"""
