-- One schema for -o claims.sqlite, --store and review.

CREATE TABLE IF NOT EXISTS sources (
    sha256 TEXT PRIMARY KEY,
    path TEXT NOT NULL,
    text TEXT
);

CREATE TABLE IF NOT EXISTS documents (
    id TEXT PRIMARY KEY,
    path TEXT NOT NULL,
    key TEXT,
    article INTEGER NOT NULL,
    start INTEGER NOT NULL,
    "end" INTEGER NOT NULL,
    sha256 TEXT NOT NULL REFERENCES sources (sha256),
    title TEXT,
    outlet TEXT,
    published TEXT,
    url TEXT,
    extractor TEXT
);

-- Articles that --store has read, with or without claims: all that decided their claims, as one checksum.
CREATE TABLE IF NOT EXISTS extractions (
    document TEXT PRIMARY KEY REFERENCES documents (id) ON DELETE CASCADE,
    fingerprint TEXT NOT NULL
);

CREATE TABLE IF NOT EXISTS attributions (
    claim_id TEXT NOT NULL REFERENCES claims (id) ON DELETE CASCADE,
    part TEXT NOT NULL CHECK (part IN ('source', 'co_source', 'via', 'reported_by')),
    name TEXT NOT NULL,
    text TEXT NOT NULL,
    start INTEGER NOT NULL,
    "end" INTEGER NOT NULL,
    source_type TEXT,
    cue TEXT,
    type TEXT NOT NULL,
    scope TEXT NOT NULL
);
CREATE INDEX IF NOT EXISTS attributions_claim ON attributions (claim_id);
CREATE INDEX IF NOT EXISTS attributions_name ON attributions (name);

-- A trail: rows are added, never changed. A row without a verdict withdraws the one before it.
CREATE TABLE IF NOT EXISTS verdicts (
    number INTEGER PRIMARY KEY,
    claim_id TEXT NOT NULL,
    figure_id TEXT NOT NULL,
    verdict TEXT,
    wrong TEXT,
    method TEXT,
    source_checked TEXT,
    date TEXT,
    note TEXT
);
CREATE INDEX IF NOT EXISTS verdicts_claim ON verdicts (claim_id);
CREATE INDEX IF NOT EXISTS verdicts_figure ON verdicts (figure_id);

CREATE VIRTUAL TABLE IF NOT EXISTS claims_fts USING fts5 (
    text, measure, entities, source, sentence, title, content="claims"
);
CREATE TRIGGER IF NOT EXISTS claims_ai AFTER INSERT ON claims BEGIN
    INSERT INTO claims_fts (rowid, text, measure, entities, source, sentence, title)
    VALUES (new.rowid, new.text, new.measure, new.entities, new.source, new.sentence, new.title);
END;
CREATE TRIGGER IF NOT EXISTS claims_ad AFTER DELETE ON claims BEGIN
    INSERT INTO claims_fts (claims_fts, rowid, text, measure, entities, source, sentence, title)
    VALUES ('delete', old.rowid, old.text, old.measure, old.entities, old.source, old.sentence, old.title);
END;

-- The last word on each claim: its own, or else that of the same figure elsewhere.
CREATE VIEW IF NOT EXISTS current_verdicts AS
SELECT claims.id AS current_claim, verdicts.*
FROM claims
JOIN verdicts ON verdicts.number = coalesce(
    (SELECT max(number) FROM verdicts WHERE verdicts.claim_id = claims.id),
    (SELECT max(number) FROM verdicts WHERE verdicts.figure_id = claims.figure_id)
)
WHERE verdicts.verdict IS NOT NULL;
