"""Opens a workbook as a spreadsheet program would and prints what a test asks about, as JSON.

Arguments: the workbook, then badge codes that must be nowhere in it.
"""

import datetime
import json
import sys
import zipfile

import openpyxl

path, secrets = sys.argv[1], sys.argv[2:]
book = openpyxl.load_workbook(path)
sheets = {}
formulas = 0
for sheet in book.worksheets:
    rows = list(sheet.iter_rows())
    formulas += sum(cell.data_type == "f" for row in rows for cell in row)
    first = rows[1][0] if len(rows) > 1 else None
    sheets[sheet.title] = {
        "rows": sheet.max_row,
        "header": [cell.value for cell in rows[0]],
        "frozen": sheet.freeze_panes,
        "filter": sheet.auto_filter.ref,
        "landscape": sheet.page_setup.orientation,
        "fit": [sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight],
        "repeat": sheet.print_title_rows,
        "charts": len(sheet._charts),
        "first_is_a_moment": isinstance(first.value, datetime.datetime) if first else None,
    }
squares = {}
for row in book.worksheets[5].iter_rows(min_row=4):
    for cell in row[2:]:
        if isinstance(cell.value, str):
            squares[cell.value] = [
                cell.fill.fgColor.rgb if cell.fill.fill_type else None,
                bool(cell.font.i),
                cell.font.color.rgb,
            ]
inside = zipfile.ZipFile(path)
text = b"".join(inside.read(name) for name in inside.namelist()).decode()
print(json.dumps({
    "sheets": sheets,
    "order": book.sheetnames,
    "formulas": formulas,
    "squares": squares,
    "told": [secret for secret in secrets if secret in text],
}))
