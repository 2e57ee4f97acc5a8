"""Open lists as TOML, each with the module that reads it: units, currencies, reporting words, movements, furniture."""
