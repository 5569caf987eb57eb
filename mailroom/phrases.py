"""The words by which mail programs mark history, in the languages of the people who write to us. Data only.

All in lower case. An attribution ("On … Ana wrote:") is told by how it opens and by a verb, plus a date or an address;
a header block ("From: … Sent: … To: … Subject: …") by at least three different labels in a row.
"""

from mailroom.wording import listed

# language: (how the line opens, verb phrases that occur in it)
ATTRIBUTIONS: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "ar": (("في ", "بتاريخ ", "يوم ", "في يوم "), ("كتب", "كتبت", "تمت كتابة ما يلي", "كتب/كتبت")),
    "ca": (("el ", "en data ", "a ", "missatge de ", "dia "), ("va escriure", "ha escrit", "escrigué", "del dia", "va enviar")),
    "cs": (("dne ", "v ", "on "), ("napsal", "napsala", "napsal(a)")),
    "da": (("den ", "d. ", "på "), ("skrev",)),
    "de": (("am ", "vom ", "an "), ("schrieb", "geschrieben", "hat geschrieben")),
    "el": (("στις ", "την ", "τη "), ("έγραψε",)),
    "en": (("on ", "at ", "in a message dated "), ("wrote", "writes", "said")),
    "es": (("el ", "en ", "a "), ("escribió", "escribio", "ha escrito", "escribía")),
    "eu": (("hau idatzi du", "erabiltzaileak"), ("idatzi du", "idatzi zuen", "idatzi dut", "igorleak hau idatzi du")),
    "fi": (("ma ", "ti ", "ke ", "to ", "pe ", "la ", "su "), ("kirjoitti",)),
    "fr": (("le ", "en date du "), ("a écrit", "a ecrit", "écrivait", "écrit")),
    "gl": (("o ", "el ", "en ", "a "), ("escribiu", "escribiron")),
    "hu": (("ezt írta", "dátum "), ("ezt írta", "írta")),
    "it": (("il ", "in data ", "il giorno "), ("ha scritto", "scrisse", "scrive")),
    "ja": (("20",), ("のメール", "のメッセージ", "さんは書きました", "さんが書きました")),
    "ko": (("20",), ("작성", "님이 작성")),
    "nl": (("op ", "van "), ("schreef", "geschreven", "het volgende geschreven")),
    "no": (("den ", "på "), ("skrev",)),
    "pl": (("w dniu ", "dnia ", "pon.", "wt.", "śr.", "czw.", "pt.", "sob.", "niedz."), ("napisał", "napisała", "pisze", "napisał(a)")),
    "pt": (("em ", "no dia ", "a ", "na "), ("escreveu", "escreveram")),
    "ro": (("în ", "in ", "pe ", "la ", "la data "), ("a scris",)),
    "ru": (("от ", "дата ", "в "), ("написал", "написала", "пишет", "написал(а)", "писал")),
    "sv": (("den ", "på "), ("skrev",)),
    "tr": (("tarih",), ("şunu yazdı", "yazdı")),
    "uk": (("о ", "від ", "в "), ("написав", "написала", "пише", "пишуть")),
    "zh": (("在", "于", "於", "20"), ("写道", "寫道", "写到", "撰寫", "撰写", "來信")),
}

# Verb phrases after which an attribution may end even where its opening is not known.
CLOSING_VERBS = tuple(sorted({verb for _, verbs in ATTRIBUTIONS.values() for verb in verbs if len(verb) > 1}))

# kind of label: how mail programs call it
LABELS: dict[str, tuple[str, ...]] = {
    "from": listed("""
    from | de | von | da | van | de la | expéditeur | remitente | nork | от | отправитель | من | 发件人 | 寄件者 | 寄件人
    發件人 | 差出人 | od | från | fra | lähettäjä | feladó | kimden | gönderen | από | від | 보낸 사람 | absender | mittente
    afzender | expeditor | remetente | bidaltzailea
"""),
    "sent": listed("""
    sent | date | envoyé | envoyé le | date d'envoi | enviado | enviado el | enviado em | enviada em | enviado o
    enviat | enviat el | data | data de | fecha | gesendet | gesendet am | datum | inviato | inviato il | verzonden
    trimis | trimis la | bidalia | bidalita | bidaltze-data | отправлено | дата | дата отправки | تاريخ الإرسال
    تم الإرسال | أرسلت | التاريخ | تاريخ | تم الإرسال في | 发送时间 | 发送日期 | 日期 | 时间 | 寄件日期 | 傳送時間 | 發送日期 | 送信日時 | 日付
    wysłano | wysłane | skickat | sendt | dato | lähetetty | päivämäärä | elküldve | dátum | gönderildi
    gönderme tarihi | tarih | надіслано | 보낸 날짜 | στάλθηκε | ημερομηνία | odesláno
"""),
    "to": listed("""
    to | à | a | pour | para | per a | an | al | aan | către | catre | nori | кому | إلى | الى | 收件人 | 收件者 | 宛先 | do
    komu | till | til | vastaanottaja | címzett | kime | destinataire | destinatario | destinatari | destinatário
    empfänger | 받는 사람 | προς | hartzailea
"""),
    "cc": listed("""
    cc | copie | copie à | copia | còpia | a/c | kopie | kopie (cc) | копия | نسخة | 抄送 | 副本 | cco | bcc | dw
    kopia | cópia
"""),
    "subject": listed("""
    subject | objet | asunto | assumpte | tema | assunto | betreff | oggetto | onderwerp | subiect | gaia | тема
    الموضوع | موضوع | 主题 | 主題 | 主旨 | 标题 | 件名 | temat | předmět | ämne | emne | aihe | tárgy | konu | 제목 | θέμα
"""),
    "other": listed("""
    reply-to | importance | importancia | importància | wichtigkeit | priority | attachments | sensitivity
    organization
"""),
}

# Lines that say "Original message", written between dashes.
ORIGINAL = listed("""
    original message | original appointment | message d'origine | message original | message initial
    mensaje original | missatge original | mensagem original | mensaxe orixinal | jatorrizko mezua
    messaggio originale | ursprüngliche nachricht | originalnachricht | original-nachricht | oorspronkelijk bericht
    oorspronkelijke bericht | mesaj original | mesajul original | исходное сообщение | оригинальное сообщение
    пересылаемое письмо | الرسالة الأصلية | الرسالة الأصليَّة | رسالة أصلية | 原始邮件 | 原始郵件 | 邮件原件 | 原始信息 | 原始訊息
    reply message | 元のメッセージ | wiadomość oryginalna | původní zpráva | ursprungligt meddelande
    oprindelig meddelelse | opprinnelig melding | alkuperäinen viesti | eredeti üzenet | orijinal mesaj | 원본 메시지
    αρχικό μήνυμα | вихідне повідомлення | original email | original mail | réponse au message | antwort auf
    mensaje de correo original | replied message
""")

# Lines that say "Forwarded message": what follows is what the sender wants read, not history.
FORWARDED = listed("""
    forwarded message | begin forwarded message | message transféré | début du message transféré
    début du message réexpédié | mensaje reenviado | inicio del mensaje reenviado | missatge reenviat
    inici del missatge reenviat | mensagem encaminhada | mensagem reencaminhada | início da mensagem reencaminhada
    mensaxe reenviada | birbidalitako mezua | messaggio inoltrato | inizio messaggio inoltrato
    weitergeleitete nachricht | anfang der weitergeleiteten nachricht | doorgestuurd bericht
    begin doorgestuurd bericht | mesaj redirecționat | mesaj redirectionat | mesaj înaintat | пересланное сообщение
    перенаправленное сообщение | начало переадресованного сообщения | رسالة معاد توجيهها | الرسالة المعاد توجيهها
    رسالة محوّلة | 转发的邮件 | 转发邮件 | 转发邮件信息 | 轉寄郵件 | 轉寄的郵件 | 已转发的邮件 | 開始轉寄郵件 | 开始转发的邮件 | przekazana wiadomość
    vidarebefordrat meddelande
""")

# Subject prefixes of a forward.
FORWARD_PREFIXES = listed("""
    fw | fwd | wg | tr | rv | enc | doorst | i | inoltro | redirecționat | birbidali | 转发 | 轉寄 | 轉發 | пересл | vb
    إعادة توجيه | pd | továbbítás | ilt
""")

# A signature of a telephone or a mail program: how its line opens …
MOBILE_SIGNATURES = listed("""
    sent from my | sent from a mobile | sent on the go | get outlook for | get bluemail for | get type for | yahoo mail:
    enviado desde mi | obtener outlook | obtén outlook | descargar outlook | enviat des del meu | enviat des de la meva
    obteniu l'outlook | obteniu outlook | aconsegueix l'outlook | enviado do meu | enviado a partir do meu
    enviado da minha | obter o outlook | obtenha o outlook | enviado dende o meu | nire iphonetik | nire androidetik
    nire ipadetik | eskuratu outlook | envoyé de mon | envoyé depuis mon | télécharger outlook | téléchargez outlook
    obtenir outlook | scarica outlook | ottieni outlook | von meinem iphone | von meinem ipad | von meinem handy
    von meinem samsung | von meinem smartphone | diese nachricht wurde von meinem | holen sie sich outlook
    verzonden vanaf mijn | verstuurd vanaf mijn | download outlook | obțineți outlook | скачать outlook
    получить outlook | الحصول على outlook | 发自我的 | 發自我的 | 从我的 | 從我的 | 获取 outlook | 取得 outlook
    skickat från min | sendt fra min | iphone'umdan gönderildi | iphoneから送信
""")

# … or opens like this and names what it was sent with.
SENT_WITH = listed("""
    sent from | sent via | sent with | sent using | enviado desde | enviado con | enviat des de | enviat des de l' | enviat amb
    enviado do | enviado por | enviado via | enviado dende | envoyé depuis | envoyé à partir | envoyé avec | envoyé via
    inviato da | inviato dal | inviato con | von meinem | von meiner | gesendet von | gesendet mit | outlook für
    verzonden vanaf | verstuurd vanaf | verzonden met | verstuurd met | verzonden via | outlook voor | trimis de pe
    trimis din | trimis cu | отправлено с | отправлено из | отправлено через | أرسلت من | أُرسلت من | تم الإرسال من
    مرسل من | 发自 | lähetetty | wysłane z | wysłano z | odesláno z
""")
PROGRAMS_AND_DEVICES = listed("""
    iphone | ipad | android | samsung | galaxy | xiaomi | huawei | pixel | blackberry | nokia | windows | outlook | yahoo
    gmail | proton | mail for | mail app | mobile | móvil | mòbil | telemóvel | handy | smartphone | tablet | k-9
    thunderbird | spark | mailspring | airmail | bluemail | superhuman | tutanota | gmx | web.de | orange | mail.ru
    яндекс | мобильн | телефон | 手机 | 手機 | qq | foxmail | 网易 | correo para | correu per a | e-mail para | courrier pour
    posta per | mail-app | الهاتف | هاتف
""")

# "Write above this line" of ticket systems.
REPLY_ABOVE = listed("""
    reply above this line | type your reply above | reply above the line | responda por encima de esta línea
    responeu per damunt d'aquesta línia | escriviu la resposta per sobre d'aquesta línia
    escriba su respuesta por encima de esta línea | répondre au-dessus de cette ligne
    bitte antworten sie oberhalb dieser linie | rispondi sopra questa riga | responda acima desta linha
    antwoord boven deze lijn
""")
