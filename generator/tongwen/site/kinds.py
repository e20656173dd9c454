"""What can go wrong with a site."""

from __future__ import annotations

from tongwen.diagnostics import N_, Kind

NO_PAGES = Kind(
    "TW871",
    "error",
    N_("the manifest has no target docs, so there are no pages to build"),
    N_("add `docs: {output: site/docs}` to `targets:` in spec/tongwen.yaml"),
)
MKDOCS = Kind(
    "TW872",
    "error",
    N_("mkdocs says of the pages in {language}: {problem}"),
    N_("mend what it names; `tongwen site build --verbose` shows all that it says"),
)
NOT_OURS = Kind(
    "TW874",
    "error",
    N_("{folder} holds something else than a site, and is left as it is"),
    N_("give a new or empty folder with `--out`, or take away what is in this one"),
)
BAD_SETTINGS = Kind(
    "TW873", "error", N_("{file} cannot be read: {problem}"), N_("mend the settings of the site at this place")
)
