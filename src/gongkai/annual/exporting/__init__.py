"""Many reports in one file for further work: JSON lines, JSON, CSV, XLSX, Parquet.

The official form of a single report is the matter of :mod:`gongkai.annual.writing`.
"""

from gongkai.annual.exporting.files import ENDINGS, Export, ExportError, open_export
from gongkai.annual.exporting.rows import FIELDS, Row, Shape, render

__all__ = ["ENDINGS", "FIELDS", "Export", "ExportError", "Row", "Shape", "open_export", "render"]
