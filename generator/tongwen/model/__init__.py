"""The spec as records: what the YAML says, typed, with references resolved."""
