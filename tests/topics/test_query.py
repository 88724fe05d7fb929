"""The filter language: reading, printing, errors."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from feeder.errors import QueryError
from feeder.topics.descent import read
from feeder.topics.grammar import by_grammar
from feeder.topics.letters import clean
from feeder.topics.query import (
    And,
    Everything,
    Exact,
    Expression,
    InField,
    Near,
    Not,
    Or,
    Phrase,
    Starred,
    Word,
    parse,
    pointed,
)

A, B, C = (Word(text=text) for text in "abc")


@pytest.mark.parametrize(
    ("query", "tree"),
    [
        ("a", A),
        ("  a\n", A),
        ("*", Everything()),
        ("a b", And(parts=(A, B))),
        ("a AND b", And(parts=(A, B))),
        ("a OR b", Or(parts=(A, B))),
        ("a b OR c", Or(parts=(And(parts=(A, B)), C))),
        ("a (b OR c)", And(parts=(A, Or(parts=(B, C))))),
        ("(a b) c", And(parts=(A, B, C))),
        ("(a OR b) OR c", Or(parts=(A, B, C))),
        ("NOT a", Not(part=A)),
        ("-a", Not(part=A)),
        ("\u2011a", Not(part=A)),
        ("(a)-b", And(parts=(A, Not(part=B)))),
        ("NOT NOT a", A),
        ("NOT -a", A),
        ("NOT(a b)", Not(part=And(parts=(A, B)))),
        ("NOT a b", And(parts=(Not(part=A), B))),
        ("-title:(a OR b)", Not(part=InField(field="title", part=Or(parts=(A, B))))),
        ("title:(a -b)", InField(field="title", part=And(parts=(A, Not(part=B))))),
        ("und or not", And(parts=tuple(Word(text=text) for text in ("und", "or", "not")))),
        ("ORa", Word(text="ORa")),
        ("a-b", Word(text="a-b")),
        ("18:30", Word(text="18:30")),
        ("Lehrer:innen", Word(text="Lehrer:innen")),
        ("O\u2019Neill", Word(text="O'Neill")),
        ("#Leipzig,", Word(text="Leipzig")),
        ("#OR", Word(text="#OR")),
        ("1\u00a0000 a", And(parts=(Word(text="1\u00a0000"), A))),
        ("=a", Exact(text="a")),
        ("=OR", Exact(text="OR")),
        ('"a b"', Phrase(words=(A, B))),
        ("\u201ea b\u201c", Phrase(words=(A, B))),
        ("\u00bba b\u00ab", Phrase(words=(A, B))),
        ('"a \u2013 (b) OR"', Phrase(words=(A, B, Word(text="OR")))),
        ('="a b"', Phrase(words=(Exact(text="a"), Exact(text="b")))),
        ('"a b"~5', Near(words=(A, B), distance=5)),
        ("a*", Starred(text="a", open_start=False, open_end=True)),
        ("*a", Starred(text="a", open_start=True, open_end=False)),
        ("-*a*", Not(part=Starred(text="a", open_start=True, open_end=True))),
        ("nord-*", Starred(text="nord-", open_start=False, open_end=True)),
        ('"a* b"', Phrase(words=(Starred(text="a", open_start=False, open_end=True), B))),
        (r"/a (\/|b)/i c", And(parts=(Expression(pattern=r"a (\/|b)", ignore_case=True), C))),
        ("text:/a/", InField(field="text", part=Expression(pattern="a", ignore_case=False))),
    ],
)
def test_reading(query, tree):
    """A query is read as the tree that the language defines."""
    assert tree == parse(query)


@pytest.mark.parametrize(
    ("query", "printed"),
    [
        ("a AND b", "a b"),
        ("((a)) OR (b c)", "a OR b c"),
        ("NOT (a b)", "-(a b)"),
        ("a (b OR c)", "a (b OR c)"),
        ("title:(a)", "title:a"),
        ("title:(-a)", "title:(-a)"),
        ("\u201ea   b\u201c~05", '"a b"~5'),
        ("NOT *", "-*"),
        ("&-x*", "x*"),
        ("*-x,", "*-x"),
        ('"OR-b*"', '"OR-b*"'),
    ],
)
def test_printing(query, printed):
    """A query prints back in one canonical form."""
    assert printed == str(parse(query))


@pytest.mark.parametrize(
    ("query", "position", "expected"),
    [
        ("", 0, "empty: write a word"),
        ("   ", 0, "empty"),
        ("()", 1, "expected a word"),
        ('a ""', 2, "phrase is empty"),
        ('"\u2013 www.example.org"', 0, "phrase is empty"),
        ("OR a", 0, "expected a word"),
        ("a OR", 4, "the query ends where a word"),
        ("a AND OR b", 6, 'found "OR"'),
        ("NOT", 3, "the query ends"),
        ("a - b", 2, "nothing stands behind the hyphen"),
        ("a -", 2, "nothing stands behind the hyphen"),
        ('"a"-b', 3, "only with a space"),
        ("--a", 1, "only with a space"),
        ("a \u2013b", 2, "write - or NOT"),
        ('"a b" ~5', 6, "right behind the quote"),
        ("a OR/b/", 4, "without a space"),
        ("a NOT=b", 5, "without a space"),
        ("a AND-b", 5, "without a space"),
        ("#OR-b*", 3, "without a space"),
        ('"a * b"', 3, "a star stands only"),
        ('"* b"', 1, "a star stands only"),
        ('="a * b"', 4, "a star stands only"),
        ("title:", 0, "title: stands without its term"),
        ("title: a", 0, "right behind the colon"),
        ("titel:a", 0, 'no field "titel"'),
        ("#titel:a", 0, 'no field "titel"'),
        ("title:-a", 6, "as in -title:a"),
        ("title:NOT a", 6, "before the field"),
        ("title:(a text:b)", 0, "inside title:"),
        ("title:(a OR -text:b)", 0, "inside title:"),
        ('a "b', 2, "quote is not closed"),
        ('="b', 1, "quote is not closed"),
        ("a (b", 2, "bracket is not closed"),
        ("(a (b) (c", 7, "bracket is not closed"),
        ("a)", 1, "closes nothing"),
        ("/a", 0, "expression is not closed"),
        ("//", 0, "expression is empty"),
        ("/a/x", 3, "flag i"),
        ("/(a/", 1, "RE2 refuses"),
        ("/a(?=b)/", 2, "RE2 refuses"),
        ("a b*c", 3, "star stands only"),
        ('"a b*c"', 4, "star stands only"),
        ("**", 0, "expected a word"),
        ("a =b*", 4, "takes no star"),
        ('="a b*"', 5, "takes no star"),
        ("= a", 0, "= stands without its word"),
        ("& a", 0, "write AND"),
        ("a || b", 2, "write OR"),
        ("a ! b", 2, "write NOT"),
        ("a !b", 2, "write - or NOT"),
        ("https://example.org/a", 0, 'no field "https"'),
        ("www.example.org", 0, "expected a word"),
        ('"a"~2', 0, "two words"),
        ('"a b"~x', 5, "number of words"),
        ('"a b"~99999', 5, "at most 9999"),
        ('"' + "a " * 101 + '"~5', 0, "at most 100"),
        ('="a b"~2', 0, "drop = or ~"),
        ("a\u00ad\u00adb u\u0308 OR", 10, "the query ends"),
        ("a\u00adb OR OR", 7, 'found "OR"'),
        ("(" * 101 + "a" + ")" * 101, 100, "100 deep"),
    ],
)
def test_errors(query, position, expected):
    """What cannot be read is an error that points at the character and says what was expected."""
    with pytest.raises(QueryError) as caught:
        parse(query)

    assert expected in str(caught.value)
    assert position == caught.value.position


def test_many_groups_side_by_side_are_no_error():
    """Only depth is limited, not the number of groups."""
    assert len(parse(" ".join(["(a OR b)"] * 150)).parts) == 150


@pytest.mark.parametrize(
    ("query", "shown"),
    [("a OR", "a OR\n    ^"), ("a\nb c*d\ne", "b c*d\n   ^")],
)
def test_pointing_at_an_error(query, shown):
    """The caret stands under the offending character, in its line of the query."""
    with pytest.raises(QueryError) as caught:
        parse(query)

    assert shown == pointed(query, caught.value)


PIECES = st.sampled_from(
    [
        *(
            "a",
            "Brand",
            "Köln",
            "EU-Staat",
            "U.S.",
            "6,5",
            "1.000",
            "#OR",
            "O'Neill",
            "AT&T",
            ",title:x",
            "&-x*",
            "NOT-b",
            "!",
            "Lehrer:innen",
        ),
        *("a*", "*b", "*c*", "nord-*", "*", "=a", "=OR", '"a b"', '"a* OR"', '="x y"', '"a b"~3', "„ß ü“"),
        *(
            "/a/",
            "/b c/i",
            r"/\/(x|y)/",
            "title:",
            "text:",
            "source:",
            "(",
            ")",
            " ",
            " OR ",
            " AND ",
            "NOT ",
            " -",
            "-",
        ),
    ]
)


def outcome(query):
    try:
        return parse(query)
    except QueryError as error:
        return error


@given(st.lists(PIECES, max_size=12).map("".join) | st.text(max_size=20))
def test_the_quick_reader_reads_what_the_grammar_reads(query):
    """Whatever can be read is read alike by descent and by the grammar, and by descent nothing else is."""
    text = clean(query)
    try:
        expected = by_grammar(query, text)
    except QueryError:
        expected = None

    assert expected == read(text)


@given(st.lists(PIECES, max_size=12).map("".join) | st.text(max_size=20))
def test_a_query_equals_its_print(query):
    """Whatever can be read prints to a query that is read as the same tree, and all else is an error with its place."""
    tree = outcome(query)

    if isinstance(tree, QueryError):
        assert 0 <= tree.position <= len(query)
    else:
        assert tree == parse(str(tree))
        assert str(tree) == str(parse(str(tree)))
