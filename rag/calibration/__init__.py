"""Numbers that decide: weights and thresholds as TOML, with the script and data they come from."""
