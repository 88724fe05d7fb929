"""What is particular to each language."""

from __future__ import annotations

from dataclasses import dataclass

LANGUAGES = ("cs", "da", "de", "en", "es", "fi", "fr", "hu", "it", "nl", "no", "pl", "pt", "ru", "sv", "tr")


@dataclass(frozen=True, slots=True, kw_only=True)
class Habits:
    """How a language writes compounds in one.

    Attributes:
        links: letters between two parts.
        usual_link: behind a noun of which the dictionary has hardly any compound; that behind -e is another one.
        plurals: regular endings of nouns.
        cut: last vowels that may go in front of another part (Erd-).
        put: what may come for them (kyrko-).
        no_parts: what derives words, and is no part although dictionaries have it.
        places: ends of the names of places.
        writes_nouns_large: they begin with a capital.
        lacks_common_words: the dictionary has compounds of common words (stormschade) that it does not have alone.
        has_verbs_in_front: stems of verbs stand in front of other parts (Trink-).
    """

    links: tuple[str, ...]
    usual_link: str = "s"
    usual_link_behind_e: str = ""
    plurals: tuple[str, ...]
    cut: str = "e"
    put: tuple[str, ...] = ("",)
    no_parts: frozenset[str]
    places: tuple[str, ...]
    writes_nouns_large: bool = False
    lacks_common_words: bool = False
    has_verbs_in_front: bool = False


def _words(text: str) -> tuple[str, ...]:
    return tuple(text.split())


COMPOUNDS = {
    "da": Habits(
        links=("", "s", "e"),
        plurals=_words("e en er erne et s"),
        no_parts=frozenset(_words("dom hed ning ering skab inde ling else")),
        places=_words("land lande borg by sted havn sund holm strup rup lev um ø"),
    ),
    "de": Habits(
        links=("", "s", "es", "n", "en"),
        usual_link_behind_e="n",
        plurals=_words("e en n"),
        no_parts=frozenset(_words("chen ende heit ische ismus keit lein ling schaft schäfte ungen gramm these")),
        places=_words(
            "land lande burg berg bergen stadt dorf heim furt brück brücken bach feld reich hafen tal stein kirchen "
            "hausen wald münster furth wangen"
        ),
        writes_nouns_large=True,
        has_verbs_in_front=True,
    ),
    "nl": Habits(
        links=("", "s", "en", "n", "e"),
        usual_link_behind_e="n",
        plurals=_words("en s"),
        no_parts=frozenset(_words("heid ing lijk schap teken atje netje tukje sters teren deren")),
        places=_words("land landen burg berg bergen stad dorp dam recht foort hoven drecht zand meer huizen"),
        lacks_common_words=True,
        has_verbs_in_front=True,
    ),
    "no": Habits(
        links=("", "s", "e"),
        plurals=_words("a en ene er et"),
        no_parts=frozenset(_words("dom het ning ering skap inne ling else")),
        places=_words("land lande borg by stad havn sund holm vik øy"),
    ),
    "sv": Habits(
        links=("", "s"),
        plurals=_words("ar arna en er erna et n na or orna s"),
        cut="ae",
        put=("", "o", "u", "e"),
        no_parts=frozenset(_words("dom het ning ering skap inna ling else artad skapa löshet")),
        places=_words("land länderna borg by stad hamn sund holm vik köping ås berg berga torp"),
    ),
}
"""The languages that write compounds in one."""


SEPARABLE = {
    "de": _words(
        "ab an auf aus bei bereit davon daran darauf dahin durch ein empor entgegen entlang fest fort frei heim her "
        "herab heran heraus herbei herein herum herunter hervor hin hinaus hinein hinweg hinzu hoch los mit nach "
        "nieder statt still teil über um umher unter voll vor voran voraus vorbei vorher weg weiter wieder zu zurecht "
        "zurück zusammen"
    ),
    "nl": _words(
        "aan achter af bij door goed in klaar los mee na neer om onder op over plaats rond samen stop tegen terug toe "
        "uit vast voor voort weg"
    ),
}
"""Particles that part from their verbs."""

SOMETIMES_SEPARABLE = frozenset(_words("durch über um unter voll wieder aan door om onder over voor"))
"""Those that part from some verbs alone."""
