"""Running a matrix against a host, and telling its author what to change."""
