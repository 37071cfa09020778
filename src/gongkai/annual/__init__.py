"""The annual report as a document: its form, and how it is read, checked, written, totalled and compared.

This package is the core: it knows no Django and no command line, and does no input or output but for the
files that it is given.
"""
