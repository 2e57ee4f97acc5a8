"""Claims on Spark: the batch function of claimx, mapped over the partitions of a data frame.

    pip install pyspark && spark-submit examples/spark_articles.py articles/ claims/

The articles are JSON Lines with id, text and date (ISO). Each Python worker loads the models once. Run it on a cluster:
Spark's local mode does not recover from a killed worker.
"""

import sys
from itertools import islice

from pyspark.sql import SparkSession

from claimx.intake import article_of
from claimx.workers import extract_batch


def claims(rows):
    while batch := list(islice(rows, 16)):
        found = extract_batch([article_of(row.text, published=row.date) for row in batch])
        for row, of_article in zip(batch, found, strict=True):
            yield from ((row.id, claim.model_dump_json(by_alias=True)) for claim in of_article)


spark = SparkSession.builder.appName("claimx").getOrCreate()
articles = spark.read.json(sys.argv[1], schema="id string, text string, date string")
articles.rdd.mapPartitions(claims).toDF("article string, claim string").write.json(sys.argv[2])
