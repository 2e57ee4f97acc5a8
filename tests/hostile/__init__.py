"""Hostile input: targets that take any bytes, a generator of nasty ones, the fuzzer, and the corpus that tests replay."""
