"""Unicode: what turns text round, what nobody can see and what looks like something else is flagged;
languages and emoji are not (threat T9).
"""

from pathlib import Path

import pytest

from communityplans.source.homoglyphs import find_homoglyphs, skeleton

# What it is, and a text with it. Each is an error or a warning, in its place.
FLAGGED = {
    "left-to-right mark": "Bed\u200ewell",
    "right-to-left mark": "Bed\u200fwell",
    "arabic letter mark": "Bed\u061cwell",
    "embedding to the right": "Bed\u202awell",
    "embedding to the left": "Bed\u202bwell",
    "end of an embedding": "Bed\u202cwell",
    "override to the right": "Bed\u202dwell",
    "override to the left": "Bed\u202ewell",
    "isolate to the right": "Bed\u2066well",
    "isolate to the left": "Bed\u2067well",
    "isolate": "Bed\u2068well",
    "end of an isolate": "Bed\u2069well",
    "zero-width space": "Bed\u200bwell",
    "word joiner": "Bed\u2060well",
    "invisible times": "Bed\u2062well",
    "byte order mark": "Bed\ufeffwell",
    "soft hyphen": "Bed\u00adwell",
    "line separator": "Bed\u2028well",
    "paragraph separator": "Bed\u2029well",
    "next line": "Bed\u0085well",
    "annotation": "Bed\ufff9well\ufffb",
    "object replacement": "Bed\ufffcwell",
    "not a character": "Bed\uffffwell",
    "of private use": "Bed\ue000well",
    "of private use, far up": "Bed\U000f0001well",
    "tag letters": "Bedwell\U000e0041\U000e0042",
    "escape": "Bed\x1b[31mwell",
    "bell": "Bed\x07well",
    "backspace": "Bed\x08well",
    "delete": "Bed\x7fwell",
    "a Russian letter in a word": "B\u0435dwell",
    "a Greek letter in a word": "Bedwell \u039farish",
    "an Armenian letter in a word": "Bedwell t\u0585wn",
    "a Cherokee letter in a word": "\u13aaction for Bedwell",
    "a word all of Russian look-alikes": "Bedwell \u0440\u0430\u0443\u0440\u0430\u04cf",
    "wide letters": "\uff22edwell",
    "mathematical letters": "\U0001d401\U0001d41e\U0001d41d\U0001d430\U0001d41e\U0001d425\U0001d425",
    "circled letters": "\u24b7edwell",
    "a heap of accents": "Bed" + "\u0336" * 6 + "well",
    "letters as Roman numerals": "\u217dedwell",
}
WELCOME = {
    "Welsh": "Croeso i Bedwell: llwybr ŵyneb, tŷ, môr, ïonig, gŵyl, dŵr",
    "Polish": "Zażółć gęślą jaźń w Bedwell",
    "Arabic": "مرحبا بكم في حديقة Bedwell",
    "Persian, with a joiner that it needs": "می‌خواهم",
    "Urdu": "بیڈویل میں خوش آمدید",
    "Hebrew": "ברוכים הבאים",
    "Punjabi": "ਬੈੱਡਵੈੱਲ ਵਿੱਚ ਸੁਆਗਤ ਹੈ",
    "Bengali": "স্বাগতম",
    "Hindi": "स्वागत है, क्‍या",
    "Chinese": "歡迎來到 Bedwell",
    "Japanese, with wide letters": "ベッドウェルへようこそ。ＮＰＯ",
    "Korean": "환영합니다",
    "Ukrainian": "Ласкаво просимо до Bedwell. Новий перехід біля школи",
    "Russian, one short word of which looks like ours": "Он нашёл сор, а потом пошёл в сад",
    "Greek": "Καλώς ήρθατε στο Bedwell. Το πάρκο",
    "Armenian": "Բարի գալուստ Bedwell",
    "Romanian": "Bine ați venit",
    "Lithuanian": "Sveiki atvykę į Bedwell",
    "Vietnamese": "Chào mừng đến với Bedwell",
    "Vietnamese, taken apart": "Cha\u0300o mu\u031b\u0300ng \u0111e\u0302\u0301n",
    "Turkish": "Hoş geldiniz, İstanbul",
    "Amharic": "እንኳን ደህና መጡ",
    "Tamil": "வரவேற்கிறோம்",
    "Thai": "ยินดีต้อนรับสู่",
    "emoji": "🌳🎉",
    "a family": "👩‍👧‍👦",
    "a hand with a colour": "👍🏽",
    "the flag of Wales": "🏴󠁧󠁢󠁷󠁬󠁳󠁿",
    "the flag of the United Kingdom": "🇬🇧",
    "a key": "1️⃣",
    "signs of science": "10 μg/m³, 5 kΩ, 3 µm, ½, 20 °C, H₂O, Part Ⅳ",
    "signs of typing": "“Bedwell” – ‘all’… £5 €6 ©",
    "French": "Bienvenue à l’œuvre : 5 % de plus",
}


@pytest.mark.parametrize("name", FLAGGED)
@pytest.mark.parametrize("where", ["plans/case.yml", "guides/councillors/case.md"])
def test_it_is_flagged_where_it_stands(name, where, check, small):
    text = FLAGGED[name]
    if where.endswith(".yml"):
        assert small.count("A new crossing and safer streets.") == 1
        found, line = check(small.replace("A new crossing and safer streets.", text), where), 3
    else:
        guide = (Path(__file__).parents[1] / "content" / "valid" / "guide.md").read_text(encoding="utf-8")
        found, line = check(f"{guide}\n{text}\n", where), guide.count("\n") + 2
    flags = [one for one in found if one.rule in ("invisible-character", "look-alike")]
    assert len(flags) == 1 and flags[0].position.line in (line, 1), found
    assert flags[0].message.isprintable() and flags[0].fix


@pytest.mark.parametrize("name", WELCOME)
def test_languages_and_emoji_are_welcome(name, check, small):
    assert [
        one
        for one in check(small.replace("A new crossing and safer streets.", f'"{WELCOME[name]}"'))
        if one.severity.name != "note"
    ] == []


def test_the_letters_that_were_meant():
    assert (
        skeleton("\u0440\u0430\u0443\u0440\u0430\u04cf") == "paypal" and skeleton("\uff22edwell") == "Bedwell"
    )
    assert [(one.start, one.end, one.plain) for one in find_homoglyphs("Pay \u0440ay\u0440al now")] == [
        (4, 10, "paypal")
    ]
    assert list(find_homoglyphs("Pay paypal now")) == []
