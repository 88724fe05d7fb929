"""What happened to the sources."""

from __future__ import annotations

from datetime import timedelta

import pytest

from feeder import store
from feeder.model import Happening, State
from feeder.store.sources import Verdict

FINE, BAD = Verdict(), Verdict(state=State.BROKEN, reason="/srv/x: it cannot be read")
UNLIKE, ODD = Verdict(state=State.BROKEN, unlike=True), Verdict(state=State.DEGRADED)


@pytest.fixture
def told(known):
    """Has a source do so, ten minutes apart; gives what happened in each incident, the latest first."""

    def run(*verdicts: Verdict, pause: int = 10) -> list[list[str]]:
        for number, verdict in enumerate(verdicts):
            now = known.make.noon + timedelta(minutes=number * pause)
            with known.store.writing() as db:
                store.sources.set_state(db, known.source, verdict, now, now)
        with known.store.reading() as db:
            return [[what.value for _, what in each.happenings] for each in store.incidents.latest(db, 9)]

    return run


@pytest.mark.parametrize(
    ("verdicts", "expected"),
    [
        ((FINE, FINE), []),
        ((FINE, BAD, BAD, FINE, FINE), [["broken", "ok"]]),
        ((FINE, BAD, ODD, UNLIKE), [["broken", "degraded", "changed"]]),
        ((UNLIKE,), [["broken"]]),
        ((FINE, BAD, FINE, BAD), [["broken", "ok", "broken"]]),
    ],
    ids=["none", "one", "goes on", "was never well", "comes and goes"],
)
def test_incidents(verdicts, expected, told):
    """What goes on is one incident, each thing that happens told once; what was never read has not changed."""
    assert expected == told(*verdicts)


def test_a_later_one_is_another(told):
    """What breaks again hours later is another incident."""
    assert [["changed"], ["broken", "ok"]] == told(FINE, BAD, FINE, UNLIKE, pause=90)


def test_what_it_is_of(known, told):
    """An incident knows its source by the name in ids, and when it began and was updated."""
    told(FINE, BAD, FINE)
    with known.store.reading() as db:
        [incident] = store.incidents.latest(db, 9)

    assert ("nord", "Nord", "de") == (incident.source, incident.title, incident.language)
    assert (10, 20) == tuple(
        (moment - known.make.noon) / timedelta(minutes=1) for moment in (incident.began_at, incident.updated_at)
    )
    assert Happening.OK == incident.happenings[-1][1]
