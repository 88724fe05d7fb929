"""The words inside a word: German, Dutch, Swedish, Danish and Norwegian write compounds in one.

No language has its compounds yet; this is their place.
"""

from __future__ import annotations


def constituents(word: str, language: str) -> tuple[str, ...]:  # noqa: ARG001  # the arguments of what is to come
    """The words that a compound is made of, and each run of them, in dictionary form; nothing for any other word.

    Args:
        word: as it stands in the text.
        language: two-letter code.
    """
    return ()
