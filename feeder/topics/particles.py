"""Function words: their capitals may be acronyms (US, WHO, IT), and they tell a language.

Only words of two to four letters are listed: longer capitals are hardly ever the acronym of something else.
"""

from __future__ import annotations

from collections.abc import Mapping

_FUNCTION_WORDS = {
    language: frozenset(words.split())
    for language, words in {
        "cs": """
            na po za od do ve ze se si je by to ten ta co kdo jak ale ani ať až ho mu mi ti on my vy
        """,
        "da": """
            at af de den der det du en er et for fra han har hun hvem ind jeg kan man med mig min mod ned nu og
            om op os på sin som til ud var ved vi
        """,
        "de": """
            ab am an auf aus bei bin bis da das dass dem den der des die dir du ein er es für hat ich ihm ihn
            ihr im in ins ist ja man mal mich mir mit nach nun nur ob oder sei sein sich sie sind so um und uns
            vom von vor war was wem wen wer wie wir wo zu zum zur als bald denn dich doch eine hier kann kein
            mehr muss nein noch ohne sehr seit soll über wenn will wird
        """,
        "en": """
            all am an and any are as at be but by can did do does for from had has have he her him his how if in
            into is it its may me more most must my no nor not of off on or our out she so some such than that
            the them then they this to too up us was we were what when who whom why will with you your
        """,
        "es": """
            al con de del el en es esa ese eso fue ha han hay la las le les lo los me mi más muy ni no nos os
            para por que se ser si sin son su sus te tu tú un una uno ya yo
        """,
        "fi": """
            ei en et he hän ja jo jos kun me mitä ne niin nyt on ovat se sen te tai vai
        """,
        "fr": """
            au aux ce ces cet de des du elle en et eux il ils je la le les leur lui ma mais me mes moi mon ne ni
            non nos on ont ou où par pas peu pour qu que qui sa se ses si son sont sur ta te tes toi ton tu un
            une vos
        """,
        "hu": """
            az be de ez el én és ha hogy is ki le mi még meg ne nem ők sem te ti vagy
        """,
        "it": """
            ad ai al alla che chi ci con da dal dei del di ed gli ha hai ho il in io la le lei li lo lui ma me
            mi ne nei noi non per più se si sia su sua sul suo te ti tra tu un una uno vi
        """,
        "nl": """
            aan af al als bij dan dat de den der die dit door een en er ge het hij hoe hun ik in is je kan maar
            me mij mijn naar niet nog nu of om ook op over te tot uit van voor wat we wel wie wij ze zij zo
        """,
        "no": """
            at av de den der det du en er et for fra han har hun hva inn jeg kan man med meg min mot ned nå og
            om opp oss på seg sin som til ut var ved vi
        """,
        "pl": """
            ale bo by ci co czy dla do go ich im ja jak je jej już ku ma mi mu my na nad nie nim od on ona po
            pod są się ta tak tam te ten to tu tym we wy za ze że
        """,
        "pt": """
            ao aos as às com da das de do dos ela ele em eu foi há já lhe mas me na nas nem no nos os ou para
            pela pelo por que se sem ser seu sua são só te tu um uma
        """,
        "ru": """
            без бы вы да для до его ее за из или им их как ко ли мы на над не нет ни но ну об он она от по при
            со та так те то ту ты уж что это
        """,
        "sv": """
            att av de dem den det du en er ett för från han har hon hur in jag kan man med mig min mot ned ner
            ni nu och om oss på sig sin som så till upp ur ut var vi vid
        """,
        "tr": """
            ama bir biz bu da de en ile ise ki mi mı mu mü ne on sen siz şu ve ya
        """,
        "uk": """
            без би ви він вона для до її за зі із їх як ми на над не ні об он по при та те ти то що це
        """,
    }.items()
}


def is_function_word(word: str, language: str) -> bool:
    """The word, in small letters, is a pronoun, preposition, conjunction or the like of the language."""
    return word in _FUNCTION_WORDS.get(language, ())


def function_words() -> Mapping[str, frozenset[str]]:
    """Short function words by language."""
    return _FUNCTION_WORDS
