"""Automatic replies as they come without any header that says so, and what people write who are away."""

# language: notes that answer with the subject of the mail they answer
ANSWERS: dict[str, str] = {
    "en": "I am currently out of the office and back on 5 January. In urgent cases ask biel@example.org.",
    "en thanks": "Thank you for your e-mail. I am on annual leave until 5 January and will answer your mail upon my return.",
    "en gone": "I no longer work for the house. Please use office@example.org from now on.",
    "ca": "Gràcies pel vostre correu. Sóc fora del despatx fins al dia 5. En cas d'urgència podeu trucar al 93 111 22 33.",
    "es": "Estaré de vacaciones hasta el 5 de enero. Para cualquier urgencia contacte con biel@example.org.",
    "pt": "Encontro-me de férias até 5 de janeiro. Para assuntos urgentes contactar biel@example.org.",
    "gl": "Estou de vacacións ata o 5 de xaneiro. En caso de urxencia, chame á centraliña.",
    "fr": "Bonjour,\n\nje suis actuellement absente, de retour le 5 janvier. Pour toute urgence, merci de contacter Biel.\n\nCordialement",
    "it": "Sono fuori ufficio fino al 5 gennaio. Per comunicazioni urgenti contattare la segreteria.",
    "de": "Guten Tag,\n\nich bin bis zum 5. Januar nicht im Haus. In dringenden Fällen wenden Sie sich an die Zentrale.\n\nAnna Prat",
    "nl": "Bedankt voor uw bericht. Ik ben met vakantie tot 5 januari.",
    "ro": "Vă mulțumesc pentru mesaj. Sunt în concediu până pe 5 ianuarie.",
    "ru": "Добрый день!\n\nЯ в отпуске до 5 января. По срочным вопросам пишите на biel@example.org.",
    "ar": "شكرا لرسالتك. أنا في إجازة حتى 5 يناير.",
    "zh": "您的邮件我已收到。我目前正在休假，1月5日回来后尽快回复您。",
    "ja": "現在休暇をいただいております。1月5日より出社いたします。お急ぎの場合はご連絡ください。",
    "ko": "1월 5일까지 휴가입니다. 급한 용무는 office@example.org 로 연락 바랍니다.",
    "pl": "Przebywam na urlopie do 5 stycznia. W pilnych sprawach proszę o kontakt z sekretariatem.",
    "cs": "Do 5. ledna jsem na dovolené. V naléhavých případech kontaktujte kolegu.",
    "hu": "Január 5-ig szabadságon vagyok. Sürgős esetben keresse a kollégámat.",
    "sv": "Jag är på semester till den 5 januari. Vid brådskande ärenden kontakta kollegan.",
    "da": "Jeg er på ferie til den 5. januar. I hastende tilfælde kontakt min kollega.",
    "fi": "Olen lomalla 5.1. saakka. Kiireellisissä asioissa ota yhteyttä toimistoon.",
    "tr": "5 Ocak tarihine kadar yıllık izindeyim. Acil durumlarda ofis ile iletişime geçebilirsiniz.",
    "el": "Είμαι σε άδεια έως 5 Ιανουαρίου. Για επείγοντα θέματα επικοινωνήστε με τον συνάδελφό μου.",
    "a desk": "This is an automated message. We have received your request. Please do not reply to this message.",
    "a desk in German": "Vielen Dank für Ihre Nachricht. Dies ist eine automatisch generierte Mail, bitte antworten Sie nicht darauf.",
    "a desk in French": "Nous avons bien reçu votre message. Ceci est un message automatique, merci de ne pas y répondre.",
    "above the quoted mail": "I am on leave until 5 January. I will reply to your mail then.\n\n> Does the line work?\n> Can you test it?",
}

# subjects that tell a note beside its sentences, without any header
TITLED: dict[str, tuple[str, str]] = {
    "Lotus": ("Anna Prat is out of the office.", "I will be out of the office from 01/01/2024 and will not return until 05/01/2024."),
    "Lotus de": ("Anna Prat ist außer Haus.", "Ich bin ab 01.01.2024 nicht im Büro und kehre zurück am 05.01.2024."),
    "Lotus fr": ("Anna Prat est absent(e).", "Je serai absente du 01/01/2024 au 05/01/2024."),
    "pt": ("Ausência temporária", "Estarei ausente até 5 de janeiro."),
    "ro": ("Absent din birou", "Nu sunt la birou până pe 5 ianuarie."),
    "ru": ("Отсутствую на рабочем месте", "Я в отпуске до 5 января."),
    "pl": ("Nieobecność w biurze", "Jestem poza biurem do 5 stycznia."),
    "fi": ("Poissa toimistolta", "Olen poissa toimistolta 5.1. asti."),
    "ja": ("不在のお知らせ", "1月5日まで休暇をいただいております。"),
    "ko": ("부재중 알림", "1월 5일까지 부재중입니다."),
    "without accents": ("Reponse automatique", "Je suis absente jusqu'au 5 janvier."),
    "a desk": ("We have received your request", "This is an automated message. Please do not reply to it."),
}

# subjects that tell by themselves
SUBJECTS = (
    "자동 회신: x", "【自動返信】x", "Autoodpowiedź: x", "Automatická odpoveď: x", "Automatski odgovor: x", "Samodejni odgovor: x",
    "Автоматичен отговор: x", "תשובה אוטומטית: x", "Trả lời tự động: x", "پاسخ خودکار: x", "Automaatvastus: x", "Autoresponder: x",
)  # fmt: skip

# people in an answer who are away, were away, or speak of such notes
PEOPLE: dict[str, tuple[str, str]] = {
    "asks": ("Re: x", "I am away until Monday, can we talk on Tuesday? The printer still fails."),
    "asks for something": ("Re: x", "I am on vacation from Monday. Please reset my token before, in urgent cases call my colleague."),
    "comes back": ("Re: x", "Thank you for your message. I will be back in the office on Monday and test it then."),
    "tells more": ("Re: x", "I was on leave until Monday. The door still sticks. The lamp is broken, too. In urgent cases call me."),
    "writes about notes": ("Automatic reply is sent twice", "Each mail is answered twice."),
    "writes about notes in Spanish": ("Respuesta automática no funciona", "No se envía mi respuesta automática."),
    "writes about hours": ("Out of office hours number does not work", "The number for out of office hours gives no sound."),
    "passes on what a machine said": ("Re: x", "I got an automatic reply from you and nothing since."),
    "thanks": ("Re: x", "Gràcies pel vostre missatge. Ja funciona."),
}
