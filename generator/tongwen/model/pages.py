"""What readers read beside the reference: guides, examples, sources, glossary, known differences."""

from __future__ import annotations

from typing import Annotated, Literal

from msgspec import Meta

from tongwen.diagnostics import N_
from tongwen.model.base import Confidence, Localized, Record, ScopeId, Slug, SourceRef, Url, whole


class Section(Record, frozen=True, kw_only=True):
    """One section of a guide."""

    title: Annotated[Localized, Meta(description="What the section is about, in a few words.")]
    text: Annotated[Localized, Meta(description="Paragraphs and lists.")]
    examples: Annotated[list[Slug], Meta(description="Examples shown after the text.")] = []
    show: Annotated[
        list[Literal["scopes", "errors", "declarations", "consent", "withdrawn", "messages"]],
        Meta(description="Tables made from the spec, shown after the text."),
    ] = []
    profiles: list[Slug] | None = None
    confidence: Confidence = "documented"
    sources: list[SourceRef] = []


class Guide(Record, frozen=True, kw_only=True):
    """A page that teaches one thing."""

    title: Annotated[Localized, Meta(description="What the page teaches, in a few words.")]
    summary: Annotated[Localized, Meta(description="What the reader will know afterwards, one sentence.")]
    order: Annotated[int, Meta(description="Place in the list of guides.")]
    about: Annotated[
        Literal["subject", "tool", "project"],
        Meta(
            description="What it is about, and so where it is listed. `subject`: among the guides. `tool`: with the "
            "pages about the tool. `project`: with those about this site."
        ),
    ] = "subject"
    sections: dict[Slug, Section]
    profiles: list[Slug] | None = None
    related: Annotated[list[str], Meta(description="Ids of entries that the reader may want next.")] = []
    sources: list[SourceRef] = []


#: A pattern and not a `Literal`: of keys, msgspec passes only patterns on to the JSON Schema.
CodeLanguage = Annotated[
    str,
    Meta(
        pattern=whole(
            "javascript|typescript|python|wxml|json", N_("write javascript, typescript, python, wxml or json")
        )
    ),
]


class Example(Record, frozen=True, kw_only=True):
    """Code that runs, in one or more languages."""

    title: Localized
    code: Annotated[
        dict[CodeLanguage, str],
        Meta(description="The same example in each language. No comments: the description says what they would."),
    ]
    description: Localized | None = None
    answers: Annotated[
        list[Literal["allow", "deny", "dismiss"]], Meta(description="The user's answers to the prompts, in order.")
    ] = []
    taps: Annotated[list[str], Meta(description="What the user taps, in order, by the words on it.")] = []
    given: Annotated[
        dict[Slug, Slug], Meta(description="Values of dimensions in which the situation differs from the ordinary one.")
    ] = {}
    prints: Annotated[str | None, Meta(description="What it prints when it runs like this.")] = None
    profiles: list[Slug] | None = None
    edition: Annotated[Localized | None, Meta(description="Why it is shown although it no longer works.")] = None
    sources: list[SourceRef] = []


AuditName = Annotated[
    str,
    Meta(
        pattern=whole(
            r"[a-z]+:[A-Za-z0-9.:#@-]+", N_("copy the name that `tongwen audit` prints, such as `missing:Type.field`")
        ),
        max_length=200,
    ),
]


class SourceSection(Record, frozen=True, kw_only=True):
    """A part of a source that facts are taken from."""

    title: Localized
    scopes: Annotated[list[ScopeId] | None, Meta(description="The scopes that this part lists, in its order.")] = None
    note: Localized | None = None


class Source(Record, frozen=True, kw_only=True):
    """Where facts come from."""

    title: Localized
    kind: Annotated[
        Literal["document", "typings", "report", "article"],
        Meta(description="A page of the owner, type declarations, what people report, or somebody's article."),
    ]
    language: Annotated[Literal["en", "zh", "none"], Meta(description="Language it is written in.")]
    product: Annotated[list[Slug], Meta(description="Profiles that it speaks of.")]
    date: Annotated[str, Meta(description="Year, date or range, as well as it is known.")]
    description: Localized
    version: Annotated[str | None, Meta(description="Its version, as it names itself.")] = None
    url: Url | None = None
    sections: dict[Slug, SourceSection] = {}


class Term(Record, frozen=True, kw_only=True):
    """A word of the field and the one translation of it."""

    en: Annotated[str, Meta(description="The word in English.")]
    zh: Annotated[str, Meta(description="The word in Chinese.")]
    definition: Localized
    wrong_en: Annotated[list[str], Meta(description="English words that must not be used for it.")] = []
    wrong_zh: Annotated[list[str], Meta(description="Chinese words that must not be used for it.")] = []
    also_zh: Annotated[
        list[str], Meta(description="Other Chinese words for it that are right as well, where the sentence wants them.")
    ] = []
    note: Localized | None = None
    sources: list[SourceRef] = []


class Difference(Record, frozen=True, kw_only=True):
    """Sources that disagree with one another or with what was seen, and how the spec resolves it."""

    kind: Annotated[
        Literal["edition", "contradiction", "typo", "translation", "omission", "defect", "format", "external"],
        Meta(description="In what way they disagree."),
    ]
    about: Annotated[list[str], Meta(description="Ids of entries that it concerns.")] = []
    found: Annotated[Localized, Meta(description="What the sources say.")]
    resolution: Annotated[Localized, Meta(description="What the spec says, and why.")]
    printed: Annotated[str | None, Meta(description="The faulty words as printed, where a search would find them.")] = (
        None
    )
    audits: Annotated[
        list[AuditName],
        Meta(description="What `tongwen audit` finds in these sources because of it, by the names that it prints."),
    ] = []
    confidence: Confidence = "documented"
    sources: list[SourceRef] = []
