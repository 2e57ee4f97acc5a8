"""Hostile input: targets that take any bytes, a generator of nasty ones, the fuzzer, and a corpus that is replayed."""
