"""From files to plain data with places: line by line where a file is plain, else by the events of PyYAML's C parser."""
