"""What can go wrong with a site."""

from __future__ import annotations

from tongwen.diagnostics import N_, Kind

NO_PAGES = Kind(
    "TW871",
    "error",
    N_("the manifest has no target docs, so there are no pages to build"),
    N_("add `docs: {output: site/docs}` to `targets:` in spec/tongwen.yaml"),
)
NO_PAGE = Kind(
    "TW872",
    "error",
    N_("{page}: a link leads to {target}, which is no page"),
    N_("mend the reference in the spec, or the template that made the link"),
)
NO_ANCHOR = Kind(
    "TW873",
    "error",
    N_("{page}: a link leads to {target}, and there is no such anchor"),
    N_("mend the reference in the spec, or the template that made the link"),
)
NOT_IN_NAVIGATION = Kind(
    "TW874",
    "error",
    N_("{page}: no entry of the navigation leads to this page"),
    N_("add it to the navigation of the docs target, or take the page away"),
)
NO_SUCH_PAGE = Kind(
    "TW875",
    "error",
    N_("the navigation names {page}, which does not exist"),
    N_("take the entry out of the navigation of the docs target, or plan the page"),
)
TWICE = Kind(
    "TW876",
    "error",
    N_("{page}: two places have the anchor {anchor}"),
    N_("give one of them another id; links cannot tell them apart"),
)
NO_TEXT = Kind(
    "TW877",
    "error",
    N_("{page}: the image {image} has no text"),
    N_("say in `alt` what the picture shows, for those who cannot see it"),
)
MKDOCS = Kind(
    "TW878",
    "error",
    N_("mkdocs says of the pages in {language}: {problem}"),
    N_("mend what it names; `tongwen site build --verbose` shows all that it says"),
)
BAD_SETTINGS = Kind(
    "TW879", "error", N_("{file} cannot be read: {problem}"), N_("mend the settings of the site at this place")
)
