"""Printers (書式): a page as bytes in one format."""

from printers import csv, html, text, xlsx

PRINTERS = {"text": (text.write, ".txt"), "html": (html.write, ".html"), "csv": (csv.write, ".csv"), "xlsx": (xlsx.write, ".xlsx")}
