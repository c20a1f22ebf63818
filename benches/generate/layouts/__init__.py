"""Layouts (紙面の型) by name: what lays a document down, and the formats it can be printed in."""

from layouts import forms, lists, matrices, prose, sheets, wide

ALL = ("text", "html", "csv", "xlsx")
LINES = ("text", "html")

LAYOUTS = {
    "list_plain": (lists.plain, ALL), "list_two_heads": (lists.two_heads, ALL), "list_group_rows": (lists.group_rows, ALL),
    "list_costs": (lists.costs, ALL), "list_marks": (lists.marks, ALL), "list_choice_columns": (lists.choice_columns, ALL),
    "list_two_indicators": (lists.two_indicators, ALL), "list_effects": (lists.effects, ALL), "list_directions": (lists.directions, ALL),
    "list_half_years": (lists.half_years, ALL), "list_raters": (lists.raters, ALL), "list_progress_years": (lists.progress_years, ALL),
    "form_beside": (forms.beside, ALL), "form_beside_four": (forms.beside_four, ALL), "form_over": (forms.over, ALL),
    "form_over_matrix": (forms.over_matrix, ALL), "form_costs": (forms.costs, ALL), "form_choices": (forms.choices, ALL),
    "form_choice_cells": (forms.choice_cells, ALL), "form_viewpoints": (forms.viewpoints, ALL), "form_strips": (forms.strips, ALL),
    "form_two_row_names": (matrices.two_row_names, ALL), "form_right_strip": (matrices.right_strip, ALL),
    "year_matrix": (matrices.year_matrix, ALL), "year_matrix_items": (matrices.year_matrix_items, ALL),
    "sheets_several": (sheets.several, ALL), "sheet_with_list": (sheets.with_list, ALL), "sheet_subprojects": (sheets.subprojects, ALL),
    "cards": (sheets.cards, ALL), "cards_two_up": (sheets.cards_two_up, ALL), "facing_pages": (sheets.facing, ALL),
    "transposed": (sheets.transposed, ALL), "side_by_side": (sheets.side_by_side, ALL), "kpi_blocks": (sheets.kpi_blocks, ALL),
    "prose_keys": (prose.keys, LINES), "prose_bullets": (prose.bullets, LINES), "cells_with_keys": (prose.cells_with_keys, ALL),
    "list_slots": (wide.slots, ALL), "form_dimensions": (wide.dimensions, ALL),
}
