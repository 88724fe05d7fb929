"""The daemon as a user and a service manager meet it: a process, files, signals, a web server."""

from __future__ import annotations

import signal
import time

OTHER_TOPIC = """
[[topic]]
name = "strom"
query = "Strom"
"""


def test_a_change_is_read_at_once(place, daemon, until):
    """What comes into a folder is in the feed long before the source is due again."""
    process = daemon()
    assert until(lambda: "64 Einsätze" in place.feed())
    place.add_news()

    assert until(lambda: "Der Pegel fällt" in place.feed(), 10)
    assert 0 == process.end()


def test_a_file_that_is_being_written(place, daemon, until):
    """A file that was written a moment ago is read as soon as it has settled."""
    daemon()
    assert until(lambda: "64 Einsätze" in place.feed())
    place.put(place.ticker.with_name("2.txt"), place.text.replace("64 Einsätze", "65 Einsätze"), age=0)

    assert until(lambda: "65 Einsätze" in place.feed(), 10)


def test_a_folder_that_goes_and_comes_back(place, daemon, until):
    """A folder that vanishes makes its source wait, and what is in it when it is back is read."""
    process = daemon()
    assert until(lambda: "64 Einsätze" in place.feed())
    place.ticker.parent.rename(place.folder / "elsewhere")
    assert process.says("state=waiting")
    (place.folder / "elsewhere").rename(place.ticker.parent)
    assert process.says("state=ok")
    place.add_news()

    assert until(lambda: "Der Pegel fällt" in place.feed(), 10)


def test_a_broken_file_is_told(place, daemon, until):
    """A file that is no ticker is told with its reason, changes no feed, and is forgotten when it goes."""
    process = daemon()
    assert until(lambda: "64 Einsätze" in place.feed())
    before = place.feed()
    place.put(place.ticker.with_name("3.txt"), "<html>503</html>", age=5)
    assert process.says("level=warning event=state source=live state=broken reason=")
    place.ticker.with_name("3.txt").unlink()

    assert process.says("level=info event=state source=live state=ok\n")
    assert before == place.feed()


def test_a_reload_takes_new_topics(place, daemon, until):
    """After SIGHUP a new topic has its feed, with the entries that were there before."""
    process = daemon()
    assert until(lambda: "64 Einsätze" in place.feed())
    place.configure(place.source, place.topic, OTHER_TOPIC)
    process.send(signal.SIGHUP)

    assert until(lambda: "Die Insel hat wieder Strom" in place.feed("strom"))
    assert process.says("level=info event=reloaded")


def test_a_reload_with_a_fault(place, daemon, until):
    """A faulty configuration is told with its place, and the daemon goes on with the old one."""
    process = daemon()
    assert until(lambda: "64 Einsätze" in place.feed())
    place.configure(place.source, "\n[[topic]]\nnam = 1\n")
    process.send(signal.SIGHUP)
    assert process.says('level=error event="reload refused" reason="')
    assert f"{place.config.name}:" in process.log()
    place.add_news()

    assert until(lambda: "Der Pegel fällt" in place.feed(), 10)
    assert "event=reloaded" not in process.log()


def test_a_reload_that_moves_the_store(place, daemon):
    """Another store is refused: it would take a restart."""
    process = daemon()
    assert process.says("event=started")
    place.config.write_text(place.site + 'state = "sqlite:///other.db"\n' + place.source + place.topic, "utf-8")
    process.send(signal.SIGHUP)

    assert process.says("[site] state: it changes with a restart only")
    assert not (place.folder / "other.db").exists()


def test_a_reload_that_moves_the_output(place, daemon, until):
    """The feeds can move with a reload."""
    process = daemon()
    assert until(place.feed)
    place.config.write_text(place.site + 'output = "elsewhere"\n' + place.source + place.topic, "utf-8")
    process.send(signal.SIGHUP)

    assert until(lambda: "64 Einsätze" in (place.folder / "elsewhere" / "all.atom").read_text("utf-8"))


def test_a_reload_that_moves_what_is_served(place, daemon, until, free_port):
    """Feeds cannot move with a reload while they are served from where they are."""
    process = daemon("--serve", "--port", str(free_port))
    assert until(place.feed)
    place.config.write_text(place.site + 'output = "elsewhere"\n' + place.source + place.topic, "utf-8")
    process.send(signal.SIGHUP)

    assert process.says("[site] output: it changes with a restart only")
    assert 0 == process.end()


def test_reloads_leave_nothing_behind(place, daemon, until):
    """No thread and no open file is left over from a reload."""
    process = daemon()
    assert until(place.feed)
    for times in range(1, 21):
        process.send(signal.SIGHUP)
        assert process.says("event=reloaded", times)

    assert until(lambda: process.count("task") <= 16 and process.count("fd") <= 24)
    assert "takes longer" not in process.log()


def test_a_server_is_not_asked_again_before_its_time(place, web, daemon, until):
    """Neither a restart nor a reload asks a server again that was asked a moment ago."""
    place.configure(web.source(), place.source, place.topic)
    first = daemon()
    assert until(lambda: web.asked and place.feed().count("<entry") == 4)
    assert 0 == first.end()
    second = daemon()
    assert second.says("event=started")
    second.send(signal.SIGHUP)
    assert second.says("event=reloaded")
    place.add_news()
    assert until(lambda: "Der Pegel fällt" in place.feed())

    assert 1 == web.asked


def test_a_source_that_goes_and_one_that_moves(place, web, daemon, until):
    """With a reload a source that is named no more is asked no more, and one at another address is asked at once."""
    place.configure(web.source(), place.topic)
    process = daemon()
    assert until(lambda: 1 == web.asked)
    web.url += "/other"
    place.configure(web.source(), place.topic)
    process.send(signal.SIGHUP)
    assert until(lambda: 2 == web.asked)
    place.configure(place.source, place.topic)
    process.send(signal.SIGHUP)
    assert process.says("event=reloaded", 2)

    assert until(lambda: "64 Einsätze" in place.feed())
    assert 2 == web.asked


def test_it_ends_in_time_though_a_server_drips(place, web, daemon, until):
    """SIGTERM ends it well within ten seconds, even if a server keeps it waiting."""
    web.drips = True
    place.configure(web.source(), place.topic)
    process = daemon()
    assert until(lambda: web.asked)
    begun = time.monotonic()

    assert 0 == process.end()
    assert time.monotonic() - begun < 9
    assert "event=stopping signal=SIGTERM" in process.log()


def test_a_second_signal_waits_for_nothing(place, web, daemon, until):
    """Who asks twice for its end gets it at once."""
    web.drips = True
    place.configure(web.source(), place.topic)
    process = daemon()
    assert until(lambda: web.asked)
    process.send(signal.SIGINT)
    assert process.says("event=stopping")
    begun = time.monotonic()

    assert 0 == process.end(signal.SIGINT)
    assert time.monotonic() - begun < 4


def test_a_reload_waits_for_passes_but_an_end_does_not_wait_for_it(place, web, daemon, until):
    """A reload waits for a pass that is under way, and SIGTERM ends that wait."""
    web.drips = True
    place.configure(web.source(), place.topic)
    process = daemon()
    assert until(lambda: web.asked)
    process.send(signal.SIGHUP)
    process.send(signal.SIGTERM)
    assert process.says("event=stopping")

    assert 0 == process.end()  # the second one, so as not to wait for the server
    assert "event=reload" not in process.log()


def test_a_slow_server_holds_up_no_folder(place, web, daemon, until):
    """While servers keep their passes waiting, folders are read."""
    web.drips = True
    urls = [web.source().replace('"web"', f'"web{number}"') for number in range(10)]
    place.configure(*urls, place.source, place.topic)
    daemon()
    assert until(lambda: web.asked >= 8)
    place.add_news()

    assert until(lambda: "Der Pegel fällt" in place.feed(), 10)


def test_the_log_in_the_journal(place, daemon, until):
    """Each line is an event, and those of libraries and passes are of the same form."""
    process = daemon("--log", "json")
    assert until(place.feed)
    process.end()

    assert all(line.startswith("{") for line in process.log().splitlines())
