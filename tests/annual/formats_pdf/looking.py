"""What a test asks of a document that was read."""

from tests.annual.formats_pdf.printing import Sheet
from tests.annual.formats_pdf.printing import pdf as printed

from gongkai.annual.reading.blocks import Document, Grid, Paragraph
from gongkai.annual.reading.formats import pdf


def read(*sheets: Sheet, **options) -> Document:
    return pdf.read(printed(*sheets, **options))


def grids(document: Document) -> list[Grid]:
    return [block for block in document.blocks if isinstance(block, Grid)]


def texts(grid: Grid) -> list[list[str]]:
    """The text at each position; a cell that spans several is at each."""
    return [[cell.text if cell else "" for cell in row] for row in grid.rows]


def paragraphs(document: Document) -> list[str]:
    return [block.text for block in document.blocks if isinstance(block, Paragraph)]
