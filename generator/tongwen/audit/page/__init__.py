"""Published pages in HTML, Markdown or plain text, read with places and compared with the spec."""
