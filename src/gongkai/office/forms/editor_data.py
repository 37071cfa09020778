"""The shapes of what the editor writes into its hidden fields: text as Draft.js has it, tables as Handsontable has it."""

from __future__ import annotations

from itertools import pairwise
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, TypeAdapter, ValidationError

# PostgreSQL has no place for the sign NUL. A half of a pair of UTF-16 is no text of JSON, which pydantic knows.
Words = Annotated[str, StringConstraints(pattern=r"^[^\x00]*$")]
LARGEST = 10**15
Place = Annotated[int, Field(ge=0, le=LARGEST)]
Scalar = Words | Annotated[int, Field(ge=-LARGEST, le=LARGEST)] | float | bool | None
# As far as a table reaches that somebody typed: what is covered is walked through, cell by cell.
Span = Annotated[int, Field(ge=1, le=1000)]
DEEPEST_LIST = 20


class _Written(BaseModel):
    # What has a name that is not known here is not passed over: it would be lost.
    model_config = ConfigDict(strict=True, extra="forbid", allow_inf_nan=False)


class _Style(_Written):
    offset: Place
    length: Place
    style: Words


class _EntityPlace(_Written):
    offset: Place
    length: Place
    key: Place


class _Attributes(_Written):
    model_config = ConfigDict(extra="allow")
    __pydantic_extra__: dict[str, Scalar]
    url: Words | None = None
    # Wagtail's links to its own pages. Items are none: the editor could not be opened on such a link.
    id: None = None


class _Entity(_Written):
    type: Words
    mutability: Words = ""
    data: _Attributes


class _Paragraph(_Written):
    key: Words
    text: Words
    type: Words
    depth: Annotated[int, Field(ge=0, le=DEEPEST_LIST)] = 0
    inlineStyleRanges: list[_Style] = []  # noqa: N815  the names are Draft.js's
    entityRanges: list[_EntityPlace] = []  # noqa: N815
    data: dict[Words, Scalar] = {}


class _Text(_Written):
    blocks: list[_Paragraph]
    entityMap: dict[Words, _Entity]  # noqa: N815


class _Cell(_Written):
    row: Place
    col: Place
    className: Words | None = None  # noqa: N815
    hidden: bool | None = None


class _Merged(_Written):
    row: Place
    col: Place
    rowspan: Span
    colspan: Span


class _Table(_Written):
    data: list[list[Scalar]]
    cell: list[_Cell] | None = None
    mergeCells: list[_Merged] | None = None  # noqa: N815
    first_row_is_table_header: bool | Words | None = None
    first_col_is_header: bool | Words | None = None
    table_header_choice: Literal["", "row", "col", "column", "both", "neither"] | None = None
    table_caption: Words | None = None


_TEXT: TypeAdapter[_Text | None] = TypeAdapter(_Text | None)
_TABLE: TypeAdapter[_Table | None] = TypeAdapter(_Table | None)


def is_table(typed: str) -> bool:
    """Whether it is the JSON of a table, or of none."""
    try:
        _TABLE.validate_json(typed)
    except ValidationError:
        return False
    return True


def is_text(typed: str, converter: Any) -> bool:
    """Whether it is the JSON of a text, or of none, with nothing in it that Wagtail's `converter` has no HTML for."""
    try:
        text = _TEXT.validate_json(typed)
    except ValidationError:
        return False
    return text is None or _is_known(text, converter.exporter)


def _is_known(text: _Text, exporter: Any) -> bool:
    kinds = exporter.block_options.keys() - {"fallback"}
    styles = exporter.style_options.keys() - {"FALLBACK"}
    entities = exporter.entity_options.keys() - {"FALLBACK"}
    return all(
        one.type in entities and (one.type != "LINK" or one.data.url is not None)
        for one in text.entityMap.values()
    ) and all(
        one.type in kinds
        and all(each.style in styles for each in one.inlineStyleRanges)
        and all(str(each.key) in text.entityMap for each in one.entityRanges)
        and _follow_each_other(one.entityRanges)
        for one in text.blocks
    )


def _follow_each_other(places: list[_EntityPlace]) -> bool:
    """Whether no link stands within another. One around nothing, which editors leave behind, stands by itself."""
    return all(
        one.offset + one.length + (0 in (one.length, after.length)) <= after.offset
        for one, after in pairwise(places)
    )
