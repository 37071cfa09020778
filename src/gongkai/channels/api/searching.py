"""Search through the API: the same words, filters and order as the page /search/."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from functools import cache
from typing import Any, Final

from gongkai.agencies.models import Agency
from gongkai.channels import addresses
from gongkai.channels.api.listing import agency_number, column_numbers
from gongkai.channels.api.paging import Window
from gongkai.channels.api.parameters import SearchParameters
from gongkai.channels.api.problems import invalid
from gongkai.channels.api.schemas import search as schemas
from gongkai.channels.api.schemas.common import Labelled
from gongkai.channels.api.summaries import summaries
from gongkai.disclosure.models import ColumnKind
from gongkai.search.filters import FACETS, LABELS, Asked
from gongkai.search.finding import PAGE, Found, find
from gongkai.search.passages import Piece
from gongkai.search.suggesting import Suggestion, suggest
from gongkai.statute.metadata import Validity

SEARCH: Final = addresses.api("search")
_WORDS: Final[Mapping[str, Mapping[str, str]]] = {
    "kind": {kind.value: str(kind.label) for kind in ColumnKind},
    "validity": {validity.value: validity.label for validity in Validity},
}


def results(asked: SearchParameters) -> schemas.SearchResults:
    """A page of hits. The number of queries does not grow with them.

    Raises:
        Problem: 422, for a body or column that is not there, or none whose own are asked for.
    """
    if asked.agency:
        agency_number(asked.agency)
    elif asked.below == "no":
        raise invalid("below", "below=no（仅本级）须与 agency 同用，请加上机关的简称。")
    if asked.column:
        column_numbers(asked.column, asked.agency)
    given = asked.model_dump(exclude_defaults=True, by_alias=True, mode="json")
    found = find(Asked.of({name: str(value) for name, value in given.items()}))
    window = Window(
        SEARCH,
        {name: value for name, value in given.items() if name != "page"},
        asked.page,
        PAGE,
        found.number,
    )
    return schemas.SearchResults(
        **window.fields, more=found.more, hits=_hits(found), facets=_facets(found.facets)
    )


def suggestions(typed: str) -> schemas.Suggestions:
    """What may be meant. The number of queries does not grow with what is found."""
    return schemas.Suggestions(
        suggestions=[
            schemas.Suggestion(kind=_kind(each.kind), label=each.label, url=_page_of(each))
            for each in suggest(typed)
        ]
    )


def _page_of(found: Suggestion) -> str:
    pages: dict[str, Callable[[Any], str]] = {
        "agency": addresses.agency,
        "column": addresses.column,
        "item": addresses.item,
    }
    return addresses.absolute(pages[found.kind](found.subject))


@cache
def _kind(key: str) -> Labelled:
    return Labelled(key=key, label={"agency": "机关", "column": "栏目", "item": "信息"}[key])


def _hits(found: Found) -> list[schemas.Hit]:
    items = {item.id: item for item in summaries([hit.item.pk for hit in found.hits])}
    return [
        schemas.Hit(
            item=items[hit.item.pk],
            title=_pieces(hit.title),
            passage=_pieces(hit.passage.pieces),
            attachment=hit.passage.attachment,
        )
        for hit in found.hits
        if hit.item.pk in items
    ]


def _pieces(pieces: Iterable[Piece]) -> list[schemas.Piece]:
    return [schemas.Piece(text=piece.text, hit=piece.hit) for piece in pieces]


def _facets(counted: Mapping[str, Counter[Any]]) -> list[schemas.Facet]:
    names = dict(Agency.objects.filter(pk__in=list(counted["agency"])).values_list("pk", "short_name"))
    return [
        schemas.Facet(
            key=facet,
            label=LABELS[facet],
            values=[_value(facet, value, count, names) for value, count in counted[facet].most_common(50)],
        )
        for facet in FACETS
        if counted.get(facet)
    ]


def _value(facet: str, value: Any, count: int, names: Mapping[int, str]) -> schemas.FacetValue:
    key = names.get(value, "") if facet == "agency" else str(value)
    return schemas.FacetValue(key=key, label=_WORDS.get(facet, {}).get(key, key), count=count)
