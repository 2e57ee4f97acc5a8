"""Claims out: every format that claimx writes, behind one table.

Read `flat` (the columns), then `formats` (which writer serves which suffix), then any writer. A writer is
`write(claims, stream, **options) -> rows`: it takes claims as they come and knows nothing of files. Files are
the business of `output`: they appear whole or not at all.
"""

from claimx.export.flat import FLAT_COLUMNS, flat_row
from claimx.export.formats import FORMATS, Format, format_for, save, write
from claimx.export.output import open_output, standard_output

__all__ = [
    "FLAT_COLUMNS",
    "FORMATS",
    "Format",
    "flat_row",
    "format_for",
    "open_output",
    "save",
    "standard_output",
    "write",
]
