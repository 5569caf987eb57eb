"""Which charset text is in that declares none, or the wrong one: the one in which its letters are those people write with.

Statistics over long texts are of little help with a subject or two lines, so each candidate is judged by how many of its
characters beyond ASCII are among the commonest of a language that is written in it.
"""

_SAMPLE = 4_000
_GOOD = 0.5
_CLEARLY_BETTER = 1.25
_FEW = 6
_LATIN = ("cp1252", "cp1250", "iso8859-2", "cp1254")
_CYRILLIC = "оеаинтсрвлкмдпуяыьгзбчйхжшюцщэфієїАБВГДЕЗИКЛМНОПРСТУЭ«»—№"
_WESTERN = "áéíóúñçàèìòùâêîôûäöüßãõåæøïëÁÉÍÓÚÑÇÀÈÄÖÜÅØ¡¿«»€“”‘’–—…·ºª°´\xa0"
_CENTRAL = "ąćęłńóśźżěščřžýáíéúůőűöüäăâîşţšđŁŚŻČŘŠŽ„”“’–…\xa0"
_TURKISH = "çğıöşüâîİÇŞÖÜ’“”–…\xa0"
_GREEK = "αοιετσνηυρπκμλωςδθγφχβάέίόύήώΚΤΠΑΕ«»·–\xa0"
_HEBREW = "יולהאתרשבםמנדקעחפסגןכטךףץצז–״׳\xa0"
_ARABIC = "اليمونرتبةعدسفهكقحجشصطخذزضغثأإىءئؤظآ،؟\xa0"
_SIMPLIFIED = (
    "的一是不了在人有我他这个们中来上大为和国地到以说时要就出会可也你对生能而子那得于着下自之年过发后作里用道行所然家种事成方多经么去法学如"
    "都同现当没动面起看定天分还进好小部其些主样理心她本前开但因只从想实日者意无力它与长把机十民第公此已工使情明性知全三又关点正外将两高间由"
    "问很最重并物手应向头文体见被利什二等新制身果加月话合回代内信表化给位次度门任常先通原提立及比员解水名真处各入几口认条平系气题更别打四"
    "总何电数安少报结反受目太量再建务做接必件计管期市直资金指统区保至便空科司五书非则听放强且完设式路记住告类求据程北边该交规万取望确传今让"
    "您请谢帮忙需谁呢吗吧，。！？：；、“”（）《》　"
)
_TRADITIONAL = (
    "的一是不了在人有我他這個們中來上大為和國地到以說時要就出會可也你對生能而子那得於著下自之年過發後作裡用道行所然家種事成方多經麼去法學如"
    "都同現當沒動面起看定天分還進好小部其些主樣理心她本前開但因只從想實日者意無力它與長把機十民第公此已工使情明性知全三又關點正外將兩高間由"
    "問很最重並物手應向頭文體見被利什二等新制身果加月話合回代內信表化給位次度門任常先通原提立及比員解水名真處各入幾口認條平系氣題更別打四"
    "總何電數安少報結反受目太量再建務做接必件計管期市直資金指統區保至便空科司五書非則聽放強且完設式路記住告類求據程北邊該交規萬取望確傳今讓"
    "您請謝幫忙需誰呢嗎吧，。！？：；、「」（）《》　"
)
_JAPANESE = (
    "".join(map(chr, range(0x3041, 0x30FB))) + "日本語電話使願致様件名前私時分年月人今何事場合大丈夫社会員御確認返信送受、。ー「」？！　"
)
_KOREAN = (
    "이다는을가에의고하지로사기어한은를도자대서시리나인있그해아일수니보부스제과정해요습안제되것게주만들면와라우여장년전동화공신성구선경원소상위국"
    "발문오무실세개중물용방당생행까드려립십감합인확청요탁바랍"
)
# Python's name of the charset, and the characters that text in it is mostly made of.
_CANDIDATES = (
    ("cp1252", _WESTERN),
    ("cp1250", _CENTRAL),
    ("iso8859-2", _CENTRAL),
    ("cp1254", _TURKISH),
    ("cp1255", _HEBREW),  # before Cyrillic, whose small letters up to "ъ" lie in the same places
    ("cp1251", _CYRILLIC),
    ("koi8-u", _CYRILLIC),
    ("iso8859-5", _CYRILLIC),
    ("cp1253", _GREEK),
    ("cp1256", _ARABIC),
    ("gb18030", _SIMPLIFIED),
    ("big5hkscs", _TRADITIONAL),
    ("cp932", _JAPANESE),
    ("euc_jp", _JAPANESE),
    ("cp949", _KOREAN),
)
_COMMON = tuple((name, frozenset(characters)) for name, characters in _CANDIDATES)


def likeliest(data: bytes, assumed: str = "") -> str:
    """The charset in which `data` reads best, or '' when it reads badly in each; `assumed` holds unless another is clearly better."""
    sample = data[:_SAMPLE]
    scores = {name: _score(sample, name, common) for name, common in _COMMON}
    if _is_dense(sample):
        scores |= {name: scores[name] / 2 for name in _LATIN}
    best = max(scores, key=lambda name: scores[name])
    if scores[best] < _GOOD:
        return ""
    return assumed if assumed in scores and scores[best] < _CLEARLY_BETTER * scores[assumed] else best


def _is_dense(sample: bytes) -> bool:
    """Whether about every second letter is beyond ASCII, as in no language written with Latin letters."""
    strange = sum(byte > 0x7F for byte in sample)
    return strange >= _FEW and strange * 5 > 2 * sum(byte > 0x40 for byte in sample)


def _score(sample: bytes, name: str, common: frozenset[str]) -> float:
    """How large a part of the bytes beyond ASCII stands for common characters."""
    text = sample.decode(name, "replace")
    strange = [character for character in text if character > "\x7f"]
    return sum(character in common for character in strange) / len(strange) if strange else 0.0
