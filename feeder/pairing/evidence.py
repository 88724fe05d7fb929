"""How much speaks for an item and an entry being one report.

Tickers repeat themselves: one-liners word for word ("Luftalarm aufgehoben"), goals and alarms but for a number. So
words alone tell only of what stands near in time, and likeness alone only where it is of many words and no number
speaks against it.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum

from rapidfuzz import fuzz

from feeder.pairing.forms import Said, numbers, runs, sentences

# What is good weighs more than any two likenesses together.
_TIME_AND_TEXT = 1.0
_TIME_AND_TITLE = 0.96
_WORDS = 0.95
_TEXT = 0.85
_SECOND = 0.8
STRONG = 0.75
"""All of that weighs as much as this at least, and no two likenesses do together."""
# Evidence by likeness lies between these and a tenth more.
_LIKE_THEN = 0.28
_ALIKE = 0.1
_SPAN = 0.1

MANY_LETTERS = 80
_TELLING_TITLE = 20  # letters
# A clock that is put right moves by minutes; what is posted again with many words, within the day.
_NEAR_FOR_FEW = timedelta(minutes=20)
_NEAR_FOR_MANY = timedelta(hours=24)
_NEAR_FOR_LIKE = timedelta(hours=3)
# Shares, 0 to 1: of letters in order, and of runs of words of the shorter text.
_LETTERS_THEN = 0.55
_RUNS_THEN = 0.2
_LETTERS_ALONE = 0.85
_RUNS_ALONE = 0.7
_RUNS_BY_TITLE = 0.4


@dataclass(frozen=True, slots=True)
class Evidence:
    """What speaks for two being one report.

    Attributes:
        weight: how much, 0 to 1; 0 for two reports.
        what: it, in words for a user.
    """

    weight: float
    what: str = ""


NOTHING = Evidence(0)


class Was(StrEnum):
    """Where an entry was before."""

    THERE = "there"  # on the last page
    GONE = "gone"  # missing from it, or withdrawn: it comes back with its clock, whatever day that is taken for
    ELSEWHERE = "elsewhere"  # it has scrolled off: a one-liner at its clock on another day is new


def weigh(shown: Said, known: Said, was: Was, *, is_keyed: bool) -> Evidence:
    """What speaks for it.

    Args:
        shown: what the item says.
        known: what the entry says.
        was: where the entry was before.
        is_keyed: the page's keys are to be trusted, and these two have different ones.
    """
    if shown.moment is not None and shown.moment == known.moment:
        return _at_one_time(shown, known)
    gap = _gap(shown, known)
    if shown.words == known.words:
        return _of_the_same_words(shown, known, was, gap)
    if shown.text == known.text and len(shown.text) >= MANY_LETTERS and gap <= _NEAR_FOR_MANY:
        return Evidence(_TEXT - _SPAN / 2 * (gap / _NEAR_FOR_MANY), "the same text")
    is_near = was is Was.THERE and not is_keyed and gap <= _NEAR_FOR_LIKE
    return _alike(shown, known, gap) if is_near else NOTHING


def _of_the_same_words(shown: Said, known: Said, was: Was, gap: timedelta) -> Evidence:
    has_many = shown.length >= MANY_LETTERS
    near = _NEAR_FOR_MANY if has_many else _NEAR_FOR_FEW
    if shown.length and gap <= near and (has_many or was is Was.THERE or not gap):
        return Evidence(_WORDS - _SPAN * (gap / near), "the same words")
    is_back = was is Was.GONE and shown.clock is not None and shown.clock == known.clock
    return Evidence(_SECOND, "the same clock and words") if is_back and shown.length else NOTHING


def _at_one_time(shown: Said, known: Said) -> Evidence:
    if shown.words == known.words or (shown.text and shown.text == known.text):
        return Evidence(_TIME_AND_TEXT, "the same time and text")
    if shown.title and shown.title == known.title:
        return Evidence(_TIME_AND_TITLE, "the same time and title")
    if shown.is_to_the_second:
        return Evidence(_SECOND, "the same time to the second")
    letters, in_runs = _letters_then(shown, known), _runs(shown, known)
    if _is_other_hour(shown, known):
        is_like = letters >= _LETTERS_ALONE or in_runs >= _RUNS_ALONE
    else:
        is_like = bool(letters or in_runs >= _RUNS_THEN or sentences(shown.item.text) & sentences(known.item.text))
    return Evidence(_LIKE_THEN + _SPAN * max(letters, in_runs), "the same time, alike") if is_like else NOTHING


def _letters_then(shown: Said, known: Said) -> float:
    """How much of the titles or texts is alike; of all words where only one has a title: a line may be either."""
    if bool(shown.title) != bool(known.title):
        return _letters(shown.words, known.words, _LETTERS_THEN)
    return max(_letters(shown.text, known.text, _LETTERS_THEN), _letters(shown.title, known.title, _LETTERS_THEN))


def _is_other_hour(shown: Said, known: Said) -> bool:
    """One clock, in the hour that it shows twice: one of the two is misread, or they are two reports."""
    one, other = shown.item.published, known.item.published
    return one is not None and other is not None and abs(one - other) == timedelta(hours=1)


def _alike(shown: Said, known: Said, gap: timedelta) -> Evidence:
    """At another time, or where there is none."""
    if min(shown.length, known.length) < MANY_LETTERS or not _agree_in_numbers(shown, known):
        return NOTHING
    in_runs = _runs(shown, known)
    by_title = len(shown.title) >= _TELLING_TITLE and shown.title == known.title and gap <= _NEAR_FOR_FEW
    letters = _letters(shown.text, known.text, _LETTERS_ALONE)
    is_like = letters or in_runs >= (_RUNS_BY_TITLE if by_title else _RUNS_ALONE)
    return Evidence(_ALIKE + _SPAN * max(letters, in_runs), "alike") if is_like else NOTHING


def _agree_in_numbers(one: Said, other: Said) -> bool:
    """All numbers of the one stand in the other: a report that has grown keeps those that it had."""
    here, there = numbers(f"{one.title} {one.text}"), numbers(f"{other.title} {other.text}")
    return here <= there or there <= here


def _letters(one: str, other: str, least: float) -> float:
    """The share of letters that both have in their order, of the shorter one's length where it was continued."""
    if not one or not other:
        return 0
    shorter = min(len(one), len(other))
    pairs = ((one[:shorter], other[:shorter]), (one, other))
    return max(fuzz.ratio(*pair, score_cutoff=100 * least) for pair in pairs) / 100


def _runs(one: Said, other: Said) -> float:
    """The share of the runs of words of the shorter text that stand in the other."""
    here, there = runs(one.text), runs(other.text)
    return len(here & there) / min(len(here), len(there)) if here and there else 0


def _gap(one: Said, other: Said) -> timedelta:
    """Time between the two, as clocks show it or as it passed: 02:51 and 02:11 may be twenty minutes; else none."""
    shown = abs(one.moment - other.moment) if one.moment and other.moment else timedelta(0)
    first, second = one.item.published, other.item.published
    return min(shown, abs(first - second)) if first and second else shown
