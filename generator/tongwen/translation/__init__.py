"""Which translations are there and up to date: the record of each Chinese text, and gettext catalogues for the rest."""
