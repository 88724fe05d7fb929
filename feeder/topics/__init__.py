"""Says which topics an entry belongs to (pure).

===========  ================================================================
module       what it decides
===========  ================================================================
query        the filter language: a frozen tree that prints back
grammar      how a query is written (lark), and what is wrong with one
descent      the same, read fast
terms        what a token of it means
expression   regular expressions that no text can hang (RE2)
letters      clean text, one case, which letters are the same
words        from text to words: numbers, hyphens, acronyms, endings
language     from a word to its keys: all its forms share one
inflection   stems
lexicon      word lists: what stems cannot know
compounds    the words inside a word
clauses      verbs in two parts
persons      words for women, and for men
particles    function words
foreign      which language an entry is in
field        where which key stands in a title or text
finding      how each term of a query is looked up
index        from keys to queries
grams        keys of letters, for stars
matcher      all topics at once
explain      why a query matched, or what was missing
relaxed      what a query asks without one of its parts
looking      one query, asked of entries one by one
===========  ================================================================
"""
