"""The words of attribution lines ("On … Ana wrote:") in the languages of the people who write to us. Data only, in lower case.

An attribution is told by how it opens and by a verb of the same language, plus a date or an address.
"""

from mailroom.wording import listed

# language: (how the line opens, verb phrases that occur in it)
ATTRIBUTIONS: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "ar": (("في ", "بتاريخ ", "يوم ", "في يوم ", "كتب "), ("كتب", "كتبت", "تمت كتابة ما يلي", "كتب/كتبت")),
    "bg": (("на ",), ("написа", "писа")),
    "ca": (("el ", "en data ", "a ", "missatge de ", "dia ", "en/na "), ("va escriure", "ha escrit", "escrigué", "del dia", "va enviar")),
    "cs": (("dne ", "v ", "on "), ("napsal", "napsala", "napsal(a)", "odesílatel")),
    "da": (("den ", "d. ", "på "), ("skrev", "skrev følgende")),
    "de": (("am ", "vom ", "an "), ("schrieb", "geschrieben", "folgendes geschrieben")),
    "el": (("στις ", "την ", "τη "), ("έγραψε",)),
    "en": (("on ", "at ", "in a message dated ", "according to "), ("wrote", "writes", "said", "sent")),
    "es": (("el ", "en ", "a "), ("escribió", "escribio", "ha escrito", "escribía")),
    "eu": (("hau idatzi du", "erabiltzaileak"), ("idatzi du", "idatzi zuen", "idatzi dut")),
    "et": ((), ("kirjutas",)),
    "fa": (("در ", "در تاریخ "), ("نوشت",)),
    "fi": (("ma ", "ti ", "ke ", "to ", "pe ", "la ", "su "), ("kirjoitti",)),
    "fr": (("le ", "en date du ", "en date de "), ("a écrit", "a ecrit", "écrivait", "écrit")),
    "gl": (("o ", "el ", "en ", "a "), ("escribiu", "escribiron")),
    "he": (("בתאריך ", "ב-", "ביום "), ("מאת", "כתב", "כתבה", "כתב/ה")),
    "hi": ((), ("ने लिखा",)),
    "hr": (("dana ", "u "), ("napisao je", "napisala je", "je napisao", "je napisala", "napisao", "napisala", "пише", "написао")),
    "hu": (("dátum ",), ("ezt írta", "írta")),
    "id": (("pada ",), ("menulis",)),
    "is": (("þann ",), ("skrifaði",)),
    "it": (("il ", "in data ", "il giorno "), ("ha scritto", "scrisse", "scrive")),
    "ja": ((), ("のメール", "のメッセージ", "さんは書きました", "さんが書きました")),
    "ko": ((), ("작성", "님이 작성", "님이 쓴 글", "쓴 글")),
    "lt": ((), ("rašė",)),
    "lv": ((), ("rakstīja",)),
    "nl": (("op ", "van "), ("schreef", "geschreven", "het volgende geschreven")),
    "no": (("den ", "på "), ("skrev", "skrev følgende")),
    "pl": (("w dniu ", "dnia ", "użytkownik ", "wiadomość "), ("napisał", "napisała", "pisze", "napisał(a)", "napisana przez")),
    "pt": (("em ", "no dia ", "a ", "na ", "às "), ("escreveu", "escreveram")),
    "ro": (("în ", "in ", "pe ", "la ", "la data "), ("a scris",)),
    "ru": (("от ", "дата ", "в ", "вы "), ("написал", "написала", "пишет", "написал(а)", "писал", "писала", "писал(а)", "писали")),
    "sk": (("dňa ", "v "), ("napísal", "napísala", "napísal(a)")),
    "sv": (("den ", "på ", "on "), ("skrev", "följande")),
    "th": (("ในวันที่ ", "เมื่อ "), ("เขียนว่า",)),
    "tr": (("tarih",), ("şunu yazdı", "şunları yazdı", "yazdı")),
    "uk": (("о ", "від ", "в "), ("написав", "написала", "пише", "пишуть")),
    "vi": (("vào ",), ("đã viết",)),
    "zh": (("在", "于", "於"), ("写道", "寫道", "写到", "撰寫", "撰写", "來信", "来信")),
}

# Days of the week with which an attribution may begin.
WEEKDAYS = listed("""
    monday | tuesday | wednesday | thursday | friday | saturday | sunday | mon, | tue, | wed, | thu, | fri, | sat, | sun,
    lundi | mardi | mercredi | jeudi | vendredi | samedi | dimanche | lunes | martes | miércoles | jueves | viernes | sábado | domingo
    dilluns | dimarts | dimecres | dijous | divendres | dissabte | diumenge | montag | dienstag | mittwoch | donnerstag | freitag
    samstag | sonntag | понедельник | вторник | среда | четверг | пятница | суббота | воскресенье | пн, | вт, | ср, | чт, | пт, | сб, | вс,
    нд, | pon., | wt., | śr., | czw., | pt., | sob., | niedz., | man. | tir. | ons. | tor. | fre. | lør. | søn. | mandag | tirsdag | onsdag
    torsdag | fredag | lørdag | søndag | måndag | tisdag | lördag | söndag | mån | tis | ons | tors | fre | lör | sön
    maanantai | tiistai | keskiviikko | torstai | perjantai | lauantai | sunnuntai | po | út | st | čt | pá | so | ne
    pirmd., | otrd., | trešd., | ceturtd., | piektd., | sestd., | svētd., | सोम, | मंगल, | बुध, | गुरु, | शुक्र, | शनि, | रवि,
    pon, | uto, | sri, | sre, | čet, | pet, | sub, | ned, | luni | marți | miercuri | joi | vineri | sâmbătă | duminică
""")

# Programs that name the author only: "Quoting Ana <ana@example.org>:".
QUOTING = listed("""
    quoting | zitat von | citando a | citando | citant a | citant | citat av | citat fra | citat de | quotando | cytowanie | citazione di
    citation de | citerar | siterer | citeren van | цитирую | citát od
""")

# Right before the verb, or right after it: the sender tells a story, and names no author.
PRONOUNS = frozenset(
    listed("""
    i | we | me | us | it | he | she | they | ich | wir | er | mir | uns | ik | wij | hij | mij | ons | jag | jeg | я | мы | он | она | мне | нам
    jo | yo | eu | io | noi | em | ens | m' | me | nos | nous | mi | ci | ell | ella | él | ele | ela | il | elle | lui | lei | el | ea
""")
)

PRONOUNS_AFTER = frozenset(listed("me | us | him | her | mir | uns | ihm | ihr | ich | wir | mij | ons | ik | мне | нам"))

# Verb phrases after which an attribution may end even where its opening is not known.
CLOSING_VERBS = tuple(sorted({verb for _, verbs in ATTRIBUTIONS.values() for verb in verbs if verb not in ("sent", "مאת", "مאת")}))
