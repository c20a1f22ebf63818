"""Prints the Japanese era (元号) and its year for each day from 1868-10-23 to 2040-12-31.

Output: YYYY-MM-DD <tab> ERA in kanji <tab> YEAR (元年 is 1), one line for each day, no header, UTF-8.
Source: japanera; the year comes from the library's own %-Y, not from arithmetic here.
"""
import datetime
import sys

from japanera import EraDate

FIRST, LAST = datetime.date(1868, 10, 23), datetime.date(2040, 12, 31)


def main():
    sys.stdout.reconfigure(encoding="utf-8")
    day = FIRST
    while day <= LAST:
        era_date = EraDate.from_date(day)
        print(day.isoformat(), era_date.era.kanji, int(era_date.strftime("%-Y")), sep="\t")
        day += datetime.timedelta(days=1)


if __name__ == "__main__":
    main()
