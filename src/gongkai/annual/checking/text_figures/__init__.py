"""Numbers in the narrative against the tables: numbers found, sentences understood, readings compared."""

from gongkai.annual.checking.text_figures.judging import check_text_figures

__all__ = ["check_text_figures"]
