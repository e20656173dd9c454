"""From files to plain data with places: PyYAML's C parser gives events, a small strict builder makes data of them."""
