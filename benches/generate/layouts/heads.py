"""Heads (見出し) of years and kinds, in the orders that forms print them."""

import columns


def of_value(form, role, year):
    """Heads of a target or result of a year: year over kind, kind over year, or joined in one."""
    style = form.pick("year heads", ["year over", "kind over", "joined"])
    if style == "year over":
        return (year, form.word(role))
    if style == "kind over":
        return (form.word(role), year)
    return ((year, form.word(role)),)


def ordered(form, columns_told):
    """Columns whose outer heads agree stand together."""
    order = []
    for column in columns_told:
        if column.heads[0] not in order:
            order.append(column.heads[0])
    return sorted(columns_told, key=lambda column: order.index(column.heads[0]))


def values(form, years_of_targets, years_of_results):
    """Targets and results of some years under their heads."""
    told = []
    for year in sorted({*years_of_targets, *years_of_results}):
        if year in years_of_targets:
            told.append(columns.value(form, "target", of_value(form, "target", year), year))
        if year in years_of_results:
            told.append(columns.value(form, "result", of_value(form, "result", year), year))
    return ordered(form, told)


def of_money(form, role, year):
    """Heads of an amount: under the name of the cost, or by themselves."""
    if form.chance("cost over", 0.5):
        return (form.head_of_money(form.word("cost")), (year, form.word(role)))
    return ((year, form.head_of_money(form.word(role))),)


def costs(form, settled, budget):
    """Settled and budgeted amounts of some years."""
    return [columns.money(form, "settled", of_money(form, "settled", year), year) for year in settled] + [
        columns.money(form, "budget", of_money(form, "budget", year), year) for year in budget]
