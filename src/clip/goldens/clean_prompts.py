"""Prompts as OpenAI's clip.tokenize cleans them: ftfy, html.unescape twice, spaces joined, lower case.

    pip install ftfy==6.3.1; python3 clean_prompts.py > clean-prompts.json
"""

import html
import json
import re

import ftfy

WORDS = """café naïve schön über Straße niño façade jalapeño crème smörgåsbord Ångström fog—rain … “stop” ‘go’ don’t
5° £20 €30 ½ © ® ™ • → ✔ 😀 🌧️ привет ελληνικά 日本語 한국어 عربي żółć čeština İstanbul""".split()

PLAIN = """ａ　ＦＵＬＬ　width｜! Ｕﾀｰﾝ ﾊﾝｸﾞﾙ ￦100 ① Ⅷ ㎏
ﬀ ﬁ ﬂ ﬃ ﬄ ﬅ ﬆ ĳs Ĳ ŉ ǆ Ǉ Ǌ ǲ æ œ
‘a’ ‛b’ “c” „d‟ ʼe ′f″ «g» `h´
KÓŁKO PÓŁ Łódź CAFÉ™ «DÉJÀ» Ça É» Åre à la carte 5Â
Всё моё ещё Ёлка ΑΒΓ Ελλάδα ΟΔΟΣ
e\u0301 n\u0303 A\u030a \u1100\u1161 \u212b \u2126
tab\there line\nbreak\r\nand\rmore\u2028end \u00a0nbsp\u2003em \u3000wide
\u0000rain\u0007 \ufefffog\ufeff \u001b[31;1mred\u001b[0m \u007fdel a\ufffcb \u206a\u200bzero\u200djoin
dead \u0092quote\u0092 \u0085 \u0093x\u0094""".split("\n")

ENTITIES = """&lt;b&gt;rain&lt;/b&gt; &amp; fog|<b>&eacute;</b> &amp;amp;|&amp;amp;amp;lt; x|caf&eacute; &EACUTE;t&EACUTE; &nTILDE;
&#233; &#xE9; &#XE9; &#233 &#xE9g|&#128; &#x92; &#150;|&#0; &#1; &#11; &#127; &#xD83D; &#x110000; &#xFFFE; &#xFDD0;
&hellip; &ndash; &rarr; &checkmark; &NotEqualTilde; &fjlig;|&copy2020 &notit; &notanentity; &ampx &nbspx &ltx
&unknown; &; &#; &#x; & a && b|R&D AT&T Q&A rock&roll|&quot;x&quot; &apos;y&apos; &rsquo;s &lsquo;z&rsquo;
&#38;lt; &#x26;amp; &#59; &amp;#39;|&RSQUO; &AMP; &NBSP;x &SZLIG;|&#x1F327;&#xFE0F; &#127783;""".replace("\n", "|").split("|")


def misread(text: str, encoding: str, times: int = 1) -> str:
    """UTF-8 that was read as something else."""
    for _ in range(times):
        text = text.encode("utf-8").decode(encoding)
    return text


def clip_text(text: str) -> str:
    """openai/CLIP simple_tokenizer.py: basic_clean, whitespace_clean, lower."""
    cleaned = html.unescape(html.unescape(ftfy.fix_text(text))).strip()
    return re.sub(r"\s+", " ", cleaned).strip().lower()


western = "sloppy-windows-1252"
mojibake = [
    *[misread(word, western) for word in WORDS],
    *[misread(word, western, 2) for word in WORDS],
    *[misread(f"a {first} {second} day", western) for first, second in zip(WORDS, WORDS[1:])],
    *[misread(word, "latin-1") for word in WORDS],
    *[f"a {first} {misread(second, western)} day" for first, second in zip(WORDS[:20], WORDS[1:20])],
    misread("it’s “fog” — a street…", "cp1251"),
    misread("don’t “stop” • 5°", "mac-roman"),
]
texts = [*WORDS, *PLAIN, *ENTITIES, *mojibake]
print(json.dumps([[text, clip_text(text)] for text in dict.fromkeys(texts)], ensure_ascii=True, indent=0))
