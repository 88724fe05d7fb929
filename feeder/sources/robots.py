"""What a robots.txt allows us (RFC 9309).

The standard library's parser takes the first rule that fits and knows no wildcards; the RFC wants the longest, with
`*` and `$`. Patterns become no regular expressions: they come from strangers and could be made to run for hours.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from urllib.parse import quote, urlsplit

_AGENT = "feeder"  # our product token, as servers write it in user-agent lines
_KEPT = timedelta(hours=24)  # RFC 9309 section 2.4
_LINE_END = re.compile(r"\r\n|\r|\n")
_PRODUCT_TOKEN = re.compile(r"[a-z_-]+")
_OCTET = re.compile(r"%([0-9a-fA-F]{2})")
_UNRESERVED = re.compile(r"[A-Za-z0-9._~-]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """One line of a robots.txt: addresses whose path begins with the pattern may or may not be asked for."""

    allows: bool
    pattern: str

    def fits(self, path: str) -> bool:
        """Whether the rule speaks of the path; `*` stands for anything, a `$` at the end for the end."""
        first, *rest = self.pattern.removesuffix("$").split("*")
        if not path.startswith(first):
            return False
        position, last = len(first), None
        if self.pattern.endswith("$"):
            if not rest:
                return path == first
            last = rest.pop()
        for part in rest:
            found = path.find(part, position)
            if found < 0:
                return False
            position = found + len(part)
        return last is None or path.endswith(last, position)


@dataclass(frozen=True, slots=True, kw_only=True)
class Rules:
    """What one robots.txt says to us; without a rule everything is allowed."""

    rules: tuple[Rule, ...] = ()

    def allow(self, address: str) -> bool:
        """Whether the address may be asked for: the longest rule that fits decides, and of equals the kinder one."""
        parts = urlsplit(address)
        path = _normal((parts.path or "/") + (f"?{parts.query}" if parts.query else ""))
        fitting = [rule for rule in self.rules if rule.fits(path)]
        return max(fitting, key=lambda rule: (len(rule.pattern), rule.allows)).allows if fitting else True


def parse(content: bytes) -> Rules:
    """The rules for us in a robots.txt: of all groups that name us, else of those for everyone.

    Whatever is no rule is passed over, as RFC 9309 section 2.2.4 wants; so an HTML page holds none.
    """
    ours: list[Rule] = []
    everyones: list[Rule] = []
    named, agents, in_rules = False, set[str](), False
    for key, value in _records(content):
        if key == "user-agent":
            agents = set() if in_rules else agents
            in_rules = False
            token = _PRODUCT_TOKEN.match(value.lower())
            agents.add("*" if value.startswith("*") else token.group() if token else "")
            named = named or _AGENT in agents
        elif key in ("allow", "disallow"):
            in_rules = True
            if value.startswith(("/", "*")):
                rule = Rule(allows=key == "allow", pattern=_normal(value))
                ours += [rule] if _AGENT in agents else []
                everyones += [rule] if "*" in agents else []
    return Rules(rules=tuple(ours if named else everyones))


def _records(content: bytes) -> Iterator[tuple[str, str]]:
    lines = _LINE_END.split(content.decode("utf-8-sig", "replace"))
    fields = (line.partition("#")[0].partition(":") for line in lines)
    return ((key.strip().lower(), value.strip()) for key, colon, value in fields if colon)


def _normal(path: str) -> str:
    """The path with one spelling for each octet (RFC 9309 section 2.2.2)."""

    def octet(match: re.Match[str]) -> str:
        character = chr(int(match[1], 16))
        return character if _UNRESERVED.fullmatch(character) else match[0].upper()

    return _OCTET.sub(octet, quote(path, safe="%/*$?&=+,;:@!'()[]~#|"))


@dataclass(frozen=True, slots=True)
class RobotsCache:
    """The rules of each origin, for at most a day (RFC 9309 section 2.4)."""

    _known: dict[str, tuple[datetime, Rules]] = field(default_factory=dict)

    def find(self, origin: str, now: datetime) -> Rules | None:
        """The rules of the origin, if they were learned within a day."""
        learned_at, rules = self._known.get(origin, (now, None))
        return rules if now - learned_at < _KEPT else None

    def keep(self, origin: str, rules: Rules, now: datetime) -> None:
        """Remembers the rules, and forgets what is older than a day."""
        for known, (learned_at, _) in list(self._known.items()):
            if now - learned_at >= _KEPT:
                self._known.pop(known, None)
        self._known[origin] = (now, rules)
