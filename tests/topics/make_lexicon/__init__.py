"""Makes the word lists of feeder/topics/lexicon, which tells their format and where the words come from.

==========  ================================================================
module      what it does
==========  ================================================================
dictionary  a language's words, their forms, and how common they are
habits      what is particular to each language
compounds   which words stand in compounds, and in which forms
verbs       which verbs part from their particles
forms       which forms stems would miss
entry       what is listed of a word, and how
short/      short words of compounds, chosen by hand
==========  ================================================================
"""
