"""TypeScript declarations of the platform, read with a real parser and compared with the spec."""
