"""How dates are printed: expressions of their notations and of the words of the languages that belong to them."""

from __future__ import annotations

import re
from functools import cache

from feeder.reading.locale import any_of, words

WORD = r"[^\W\d_]+(?:-[^\W\d_]+)?"
_YEAR = r"(?:19|20|21)\d\d(?!\d)"
# In capitals: the words of the data files.
_DATE = rf"""
    (?P<iso_year>{_YEAR})(?P<sign>[-/.])(?P<iso_month>\d\d)(?P=sign)(?P<iso_day>\d\d)(?!\d)\.?
  | (?P<dotted_day>\d{{1,2}})\.[ ]?(?P<dotted_month>\d{{1,2}})\.
    (?:[ ]?(?P<dotted_year>{_YEAR}(?!\.\d)|\d\d(?![.:]?\d)))?(?!\d)
  | (?P<slashed>\d{{1,2}})/(?P<slashed_next>\d{{1,2}})/(?P<slashed_year>{_YEAR}|\d\d(?!\d))
  | (?P<day>\d{{1,2}})(?!\d)(?:\.|º|°|[:-]?(?:ORDINALS)\b)?[ ]*+(?:(?:OF)[ ]++)?(?P<month>{WORD})\.?
    (?:,?[ ]+(?:(?:OF)[ ]++)?(?P<year>{_YEAR})(?:[ ](?:YEARS)(?!\w)\.?)?)?
  | (?P<month_first>{WORD})\.?[ ]++(?P<day_last>\d{{1,2}})(?:ORDINALS)?(?![\w:]|\.\d)
    (?:,?[ ]+(?P<year_last>{_YEAR}|20\d\d(?=\d{{1,2}}:\d\d)))?
  | (?P<year_first>{_YEAR})\.?[ ]++(?P<month_between>{WORD})\.?[ ]++(?P<day_behind>\d{{1,2}})(?!\w)\.?
"""
_FLAGS = re.VERBOSE | re.IGNORECASE


@cache
def _date() -> str:
    locale = words()
    found = _DATE.replace("ORDINALS", any_of(locale.ordinals)).replace("YEARS", any_of(locale.years))
    return found.replace("OF", any_of(locale.of))


@cache
def at() -> re.Pattern[str]:
    """A date at a place."""
    return re.compile(_date(), _FLAGS)


@cache
def within() -> re.Pattern[str]:
    """A date inside a text."""
    return re.compile(rf"(?<![\w.:/-])(?:{_date()})", _FLAGS)


@cache
def before_day() -> re.Pattern[str]:
    """A word before a date."""
    return re.compile(rf"(?:{any_of(words().before_days)})\.?[ ]++(?=\w)", re.IGNORECASE)


@cache
def weekday() -> re.Pattern[str]:
    """A word that may be a weekday, with what parts it from a date."""
    before = any_of(words().before_days)
    return re.compile(rf"({WORD})\.?(?:,?[ ]++(?:(?:{before})\.?[ ]++)?|$)", re.IGNORECASE)


@cache
def told_by_word() -> tuple[re.Pattern[str], ...]:
    """Expressions for the words of today, for those of yesterday, and of the day before."""
    locale = words()
    return tuple(
        re.compile(rf"(?:{any_of(told)})(?:,?[ ]++|$)", re.IGNORECASE)
        for told in (locale.today, locale.yesterday, locale.day_before_yesterday)
    )
