"""Building again after a few texts have changed, without reading the rest of the spec."""
