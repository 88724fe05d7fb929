"""An entry while its parts are told from each other."""

from __future__ import annotations

from dataclasses import dataclass, replace

from feeder.reading.prose.captions import Paragraph


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """An entry whose title, author and text are not yet told from each other.

    Attributes:
        rest: what follows the mark on its line.
        below: the paragraphs below it, each with its lines.
        is_attached: no blank line parts them from the mark's line.
        is_headed: no blank line parts the mark's line from the text above it.
        title: as far as it is known.
        author: as far as it is known.
        captions: found so far.
        place: that stands before the time.
        button: what a button says, and stood alone below the mark: it may be a title.
    """

    rest: str
    below: tuple[Paragraph, ...]
    is_attached: bool
    is_headed: bool
    title: str | None = None
    author: str | None = None
    captions: tuple[str, ...] = ()
    place: str = ""
    button: str = ""

    @property
    def lines(self) -> tuple[str, ...]:
        """The lines below the mark."""
        return tuple(line for paragraph in self.below for line in paragraph)

    @property
    def count(self) -> int:
        """The number of lines below the mark."""
        return sum(map(len, self.below))

    @property
    def first_line(self) -> str:
        """The first line below the mark, or nothing."""
        return self.below[0][0] if self.below else ""

    @property
    def last_line(self) -> str:
        """The last line below the mark, or nothing."""
        return self.below[-1][-1] if self.below else ""

    @property
    def has_more(self) -> bool:
        """There is text below the first line."""
        return len(self.below) > 1 or (bool(self.below) and len(self.below[0]) > 1)

    @property
    def stands_alone(self) -> bool:
        """Nothing follows the mark on its line, and no title is known."""
        return not self.rest and not self.title

    @property
    def is_lone(self) -> bool:
        """One line is all that it says."""
        return not self.title and bool(self.rest) + sum(map(len, self.below)) == 1

    @property
    def text(self) -> tuple[Paragraph, ...]:
        """All paragraphs, the first with the words behind the mark."""
        if not self.rest:
            return self.below
        if self.is_attached and self.below:
            return ((self.rest, *self.below[0]), *self.below[1:])
        return ((self.rest,), *self.below)

    def titled(self, title: str) -> Draft:
        """The draft with the words behind the mark as its title."""
        return replace(self, rest="", title=title)

    def without_last(self) -> Draft:
        """The draft without its last line."""
        last = self.below[-1][:-1]
        return replace(self, below=(*self.below[:-1], last) if last else self.below[:-1])

    def without_lines(self, count: int) -> Draft:
        """The draft without so many lines from the top."""
        below = self.below
        for _ in range(count):
            below = _without_first(below)
        return replace(self, below=below)

    def below_title(self, title: str) -> Draft:
        """The draft with that title, without the first line below the mark."""
        return replace(self, below=_without_first(self.below), title=title)

    def below_kicker(self) -> Draft:
        """The draft with the second line below its mark as its title; the first, its kicker, opens the text."""
        kicker, title = self.lines[:2]
        rest = self.without_lines(2)
        return replace(rest, below=((kicker,), *rest.below), title=title)


def _without_first(below: tuple[Paragraph, ...]) -> tuple[Paragraph, ...]:
    return (below[0][1:], *below[1:]) if len(below[0]) > 1 else below[1:]
