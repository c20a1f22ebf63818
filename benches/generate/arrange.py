"""Arrangements (配置): columns laid out as a list, as label-value rows, as labels over values, as keys of prose.

Every layout is made of these; none of them knows what its columns tell.
"""


def year_text(page, offset):
    """The printed form of a year counted from the one reported on."""
    return page.form.year_text(page.year + offset)


def resolved(page, heads):
    """Heads with their years printed: a number in `heads` is an offset from the year reported on, a tuple is printed as one head."""
    return tuple(year_text(page, head) if isinstance(head, int) else "".join(resolved(page, head)) if isinstance(head, tuple) else head for head in heads)


def joined(page, column):
    """The heads of a column as one label: `令和5年度決算額`."""
    return "".join(resolved(page, column.heads))


def lay_heads(page, grid, columns, row=0, at=0, depth=None):
    """Heads over columns with their spans; the number of head rows."""
    told = [resolved(page, column.heads) for column in columns]
    depth = depth or max(map(len, told))
    for level in range(depth):
        column = 0
        while column < len(told):
            heads = told[column]
            if level >= len(heads):
                column += 1
                continue
            end = column + 1
            if level < len(heads) - 1:
                while end < len(told) and len(told[end]) > level + 1 and told[end][:level + 1] == heads[:level + 1]:
                    end += 1
            deep = depth - level if level == len(heads) - 1 else 1
            grid.put(row + level, at + column, heads[level], rows=deep, columns=end - column, head=True)
            column = end
    return depth


def lay_row(page, grid, columns, project, row, at=0):
    """One project's row, two where it has a second indicator; the number of rows."""
    measures = project.measures if any(column.scope == "measure" for column in columns) else project.measures[:1]
    tall = max(len(measures), 1)
    for place, column in enumerate(columns):
        if column.scope == "item":
            text, fact = column.tell(page, project, None)
            grid.put(row, at + place, text, rows=tall, facts=[fact])
            continue
        for down, measure in enumerate(measures):
            text, fact = column.tell(page, project, measure)
            if text:
                grid.put(row + down, at + place, text, facts=[fact])
    return tall


def lay_list(page, columns, projects, grid=None, depth=None):
    """A list of projects under heads; the grid."""
    grid = grid or page.grid()
    grid.head_rows = row = lay_heads(page, grid, columns, depth=depth)
    for project in projects:
        row += lay_row(page, grid, columns, project, row)
    return grid


def lay_pairs(page, grid, columns, project, row=0, at=0, value_columns=1, labels=None):
    """Labels beside values, one a row; an outer head spans its rows. The next free row."""
    labels = labels or max(len(column.heads) for column in columns)
    told = [resolved(page, column.heads) for column in columns]
    place = 0
    while place < len(columns):
        heads = told[place]
        if len(heads) == 1 or labels == 1:
            grid.put(row + place, at, "".join(heads), columns=labels, head=True)
            place += 1
            continue
        end = place
        while end < len(columns) and len(told[end]) > 1 and told[end][0] == heads[0]:
            grid.put(row + end, at + 1, "".join(told[end][1:]), head=True)
            end += 1
        grid.put(row + place, at, heads[0], rows=end - place, head=True)
        place = end
    for down, column in enumerate(columns):
        text, fact = column.tell(page, project, project.measures[0] if project.measures else None)
        grid.put(row + down, at + labels, text, columns=value_columns, facts=[fact])
    return row + len(columns)


def lay_pairs_across(page, grid, columns, project, across=2, row=0, wide=1):
    """Label, value, label, value in one row; long texts get a row of their own. The next free row."""
    short = [column for column in columns if column.role not in LONG]
    long = [column for column in columns if column.role in LONG]
    for place, column in enumerate(short):
        right = (place % across) * (1 + wide)
        down = row + place // across
        text, fact = column.tell(page, project, None)
        last = place == len(short) - 1
        grid.put(down, right, joined(page, column), head=True)
        grid.put(down, right + 1, text, columns=across * (1 + wide) - right - 1 if last else wide, facts=[fact])
    row += -(-len(short) // across)
    for column in long:
        text, fact = column.tell(page, project, None)
        grid.put(row, 0, joined(page, column), head=True)
        grid.put(row, 1, text, columns=across * (1 + wide) - 1, facts=[fact])
        row += 1
    return row


LONG = {"purpose", "means", "summary", "background", "issue", "next_step", "opinion", "reason", "plan", "done"}


def lay_over(page, grid, columns, project, row=0, across=4):
    """Labels over values: a row of labels, a row of values, and again. The next free row."""
    line = []
    rows = []
    for column in columns:
        if column.role in LONG:
            rows += [line] * bool(line) + [[column]]
            line = []
        else:
            line.append(column)
            if len(line) == across:
                rows.append(line)
                line = []
    rows += [line] * bool(line)
    for told in rows:
        for place, column in enumerate(told):
            last = place == len(told) - 1
            span = across - place if last else 1
            text, fact = column.tell(page, project, None)
            grid.put(row, place, joined(page, column), columns=span, head=True)
            grid.put(row + 1, place, text, columns=span, facts=[fact])
        row += 2
    return row
