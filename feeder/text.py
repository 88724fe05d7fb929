"""Clean text: decoding, normal form, what XML cannot hold, and the way between text and HTML.

Text is cleaned once, at the border, so that nothing behind it need worry.
"""

from __future__ import annotations

import codecs
import html
import re
import unicodedata

# The Windows code page that older programs use for a language; charset guessers misread short texts.
_CODE_PAGES = {
    **dict.fromkeys(("cs", "hu", "pl", "sk", "hr", "sl", "ro"), "cp1250"),
    **dict.fromkeys(("ru", "uk", "bg", "sr"), "cp1251"),
    **dict.fromkeys(("tr", "az"), "cp1254"),
    **dict.fromkeys(("et", "lv", "lt"), "cp1257"),
    "el": "cp1253",
    "he": "cp1255",
    "ar": "cp1256",
}
# Python knows them as encodings, but no page or text is written in them.
_NO_CHARSETS = {"idna", "punycode", "raw-unicode-escape", "undefined", "unicode-escape", "utf-7"}
_BYTE_ORDER_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before UTF-16: its mark begins with that of UTF-16
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
# What XML 1.0 section 2.2 cannot hold (Char), and what it discourages there: delete, C1 controls, noncharacters.
_NONCHARACTERS = "\ufdd0-\ufdef" + "".join(
    chr(plane << 16 | last) for plane in range(1, 17) for last in (0xFFFE, 0xFFFF)
)
_NOT_IN_XML = re.compile(
    f"[^\t\n\r\u0020-\u007e\u00a0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]|[{_NONCHARACTERS}]",
)
# Soft hyphen, zero-width space, direction marks: invisible, and they break words apart. The joiners stay: emoji and
# Persian words are spelled with them.
_INVISIBLE = re.compile("[\u00ad\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff]")
_NON_JOINER, _JOINER = "\u200c", "\u200d"
_SPACES = re.compile("[\t\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]")
# Letters and signs of Western Europe that need no look: plain, composed, visible. Most texts hold nothing else.
_SUSPECT = re.compile("[^\n\u0020-\u007e\u00a1-\u00ac\u00ae-\u02ff\u2010-\u2027\u20ac]")
_STOP = re.compile(r"[.!?…][\"“”»«’')\]]*(?=\s|$)")
_NO_SENTENCE_END = re.compile(
    r"(?:^|\s)(?:\d{1,2}|\w|[A-ZÄÖÜ]\.\w|Dr|Prof|St|Nr|ca|bzw|Mr|Mrs|Ms|No|vs|z\.B|u\.a|d\.h|[ap]\.m)\.$"
)
_LONGEST_ABBREVIATION = len(" Prof.")
_LONGEST_EXCERPT = 300  # characters
_LONGEST_HEADLINE = 80
_TRANSCRIPTION = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss"})


def decode(content: bytes, declared: str | None, language: str) -> tuple[str, str | None]:
    """The text of the bytes, and a remark where its encoding had to be assumed.

    Byte order mark, then what the page or server declares, then UTF-8, then the code page of the language.

    Args:
        content: the bytes.
        declared: name of an encoding that was declared for them, if any.
        language: BCP 47 tag; decides the code page.
    """
    for mark, encoding in _BYTE_ORDER_MARKS:
        if content.startswith(mark):
            return content[len(mark) :].decode(encoding, "replace"), None
    for candidate in filter(None, (_charset(declared), "utf-8")):
        try:
            return _whole(content, candidate), None
        except (UnicodeDecodeError, LookupError):  # the latter for what turns bytes into bytes
            continue
    code_page = _CODE_PAGES.get(language.split("-", maxsplit=1)[0].lower(), "cp1252")
    remark = f"the text is not UTF-8; it was read as {code_page}, the code page of language {language!r}"
    return content.decode(code_page, "replace"), remark


def _whole(content: bytes, encoding: str) -> str:
    """The text of the bytes, without a last letter that was cut in two: where a page breaks off, nobody asks."""
    try:
        return content.decode(encoding)
    except UnicodeDecodeError as error:
        if error.reason != "unexpected end of data":
            raise
        return content[: error.start].decode(encoding)


def _charset(declared: str | None) -> str | None:
    """The encoding that a declaration means, if there is such a one.

    What is declared as Latin-1 is Windows-1252 (WHATWG Encoding, section 4.2): there, Latin-1 has control characters
    where Windows has quotes and dashes.
    """
    try:
        name = codecs.lookup(declared or "").name
    except LookupError:
        return None
    if name in _NO_CHARSETS:
        return None
    return "cp1252" if name == "iso8859-1" else name


def clean(text: str) -> str:
    """The text in NFC, with plain spaces and line ends, without characters that XML 1.0 cannot hold."""
    if not _SUSPECT.search(text):
        return text
    folded = text.replace("\r\n", "\n").replace("\r", "\n").replace("\u2028", "\n").replace("\u2029", "\n\n")
    folded = _SPACES.sub(" ", _INVISIBLE.sub("", _NOT_IN_XML.sub("", folded)))
    return unicodedata.normalize("NFC", folded)


def in_one_line(text: str) -> str:
    """The text cleaned, with white space and line breaks folded."""
    return " ".join(clean(text).split())


def paragraphs(text: str) -> tuple[str, ...]:
    """The paragraphs of plain text: what blank lines part, with white space folded."""
    return tuple(folded for part in re.split(r"\n\s*\n", text) if (folded := " ".join(part.split())))


def to_html(text: str) -> str:
    """Plain text as HTML: each paragraph in a `p`, everything escaped."""
    return "\n".join(f"<p>{html.escape(paragraph, quote=False)}</p>" for paragraph in paragraphs(text))


class _Words(dict[int, int | str]):
    """What becomes of a character where only words count: letters, digits and _ stay, all else is a space.

    A table for `str.translate`, three times as fast as an expression; it fills with the characters that come.
    """

    def __missing__(self, code: int) -> int | str:
        self[code] = code if re.match(r"\w", chr(code)) else " "
        return self[code]


_WORDS = _Words()


def folded(text: str) -> str:
    """The text's letters and digits in one case, words apart by one space: what no edit of form changes."""
    plain = text.replace(_NON_JOINER, "").replace(_JOINER, "")
    return " ".join(unicodedata.normalize("NFKC", plain).casefold().translate(_WORDS).split())


def slug(text: str) -> str:
    """The text as a part of a name: a-z, digits and hyphens."""
    transcribed = unicodedata.normalize("NFC", text).lower().translate(_TRANSCRIPTION)
    return re.sub("[^a-z0-9]+", "-", transcribed).strip("-")


def first_sentence(text: str) -> str:
    """The first sentence of the text; abbreviations and ordinals do not end it."""
    flat = " ".join(text.split())
    for stop in _STOP.finditer(flat, 1):
        if not _NO_SENTENCE_END.search(flat, max(0, stop.end() - _LONGEST_ABBREVIATION), stop.end()):
            return flat[: stop.end()]
    return flat


def headline(text: str) -> str:
    """A title made from the text: its first sentence, cut at a word, at most 80 characters."""
    sentence = first_sentence(text)
    if len(sentence) <= _LONGEST_HEADLINE:
        return sentence.removesuffix(".") if not sentence.endswith("..") else sentence
    cut = sentence[:_LONGEST_HEADLINE].rsplit(" ", 1)[0].rstrip(" ,;:–-")
    return f"{cut} …"


def excerpt(text: str) -> str:
    """How the text begins, in one line: whole sentences of its first paragraph, else words, 300 characters at most."""
    paragraph = " ".join(text.strip().partition("\n\n")[0].split())
    if len(paragraph) <= _LONGEST_EXCERPT:
        return paragraph
    head = paragraph[: _LONGEST_EXCERPT - 2]
    end = max(head.rfind(f"{mark} ") for mark in ".!?")
    shown = head[: end + 1] if end > _LONGEST_EXCERPT // 3 else head.rsplit(" ", 1)[0].rstrip(" ,;:–-")
    return f"{shown} …"
