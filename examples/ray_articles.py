"""Claims on a Ray cluster: the batch function of claimx, mapped over a Ray data set.

    pip install ray && python examples/ray_articles.py articles/*.jsonl claims/

The articles are JSON Lines with a text, and perhaps an id and a date (ISO). Ray starts an actor per CPU, each loads the
models once; `concurrency` says how many.
"""

import sys

import ray

from claimx.intake import article_of
from claimx.workers import extract_batch


class Claims:
    def __call__(self, rows):
        dates = rows.get("date", [None] * len(rows["text"]))
        articles = [article_of(text, published=date) for text, date in zip(rows["text"], dates, strict=True)]
        found = extract_batch(articles)
        return {
            "article": [str(rows["id"][i]) for i, claims in enumerate(found) for _ in claims],
            "claim": [claim.model_dump_json(by_alias=True) for claims in found for claim in claims],
        }


*articles, output = sys.argv[1:]
ray.data.read_json(articles, lines=True).map_batches(Claims, batch_size=16, concurrency=(1, 64)).write_json(output)
