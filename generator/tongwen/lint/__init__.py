"""What people who edit texts want to be told, and a build need not wait for: prose, usage, versions."""
