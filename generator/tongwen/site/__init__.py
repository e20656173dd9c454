"""The site: generated pages, built by mkdocs in each language, and what stands around them."""
