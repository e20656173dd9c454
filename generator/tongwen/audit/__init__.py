"""What others publish about the subject of a spec, compared with the spec: official typings and published pages."""
