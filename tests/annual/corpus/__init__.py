"""Invented annual reports in the shapes that published ones have, with the figures that they carry.

The corpus is written from what reports look like and shares no code with the reader that it tests: what it
takes from :mod:`gongkai.annual` is the form as data and the classes of a report.
"""
