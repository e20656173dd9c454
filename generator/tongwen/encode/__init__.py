"""Text to code: one module for each output language, each giving whole tokens with their delimiters."""
