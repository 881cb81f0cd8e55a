"""Figures on their way in and out: workbooks, files of rows, and the formats of other systems."""
