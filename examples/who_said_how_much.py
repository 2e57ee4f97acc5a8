"""A fact-checker's question, answered with SQL: which sources give sums of money, and how large are they?

claimx extract seeds/ --jsonl -o claims.jsonl
python examples/who_said_how_much.py claims.jsonl
"""

import json
import sqlite3
import sys
from pathlib import Path

QUESTION = """
    select coalesce(json_extract(record, '$.attribution.source.name'), '(nobody)') as source,
           count(*) as figures,
           max(json_extract(record, '$.value')) as largest,
           json_extract(record, '$.unit') as unit
    from claims
    where json_extract(record, '$.kind') = 'money'
    group by source, unit
    order by largest desc
"""

lines = Path(sys.argv[1] if len(sys.argv) > 1 else "claims.jsonl").read_text(encoding="utf-8").splitlines()
database = sqlite3.connect(":memory:")
database.execute("create table claims (record text)")
database.executemany("insert into claims values (?)", [(line,) for line in lines if json.loads(line)["id"]])
for source, figures, largest, unit in database.execute(QUESTION):
    print(f"{source}: {figures} figures, largest {largest:,} {unit}" if largest else f"{source}: {figures} ranges")
