"""Words of automatic replies: how their subjects open, and the sentences that they are made of. Data only, in lower case."""

from mailroom.wording import listed

# The subject of an automatic reply opens with one of these, mark included.
AUTO_PREFIXES = listed("""
    automatic reply | auto reply: | auto-reply: | autoreply: | auto response: | auto-response: | autoresponse:
    out of office autoreply | out of office auto-reply | out of office reply: | auto-reply] | autoreply] | auto reply] | automatic reply]
    autoresponse] | auto response] | auto reply to
    automatic response | automated reply | automated response | autosvar | automaattinen vastaus
    resposta automàtica | respuesta automática | respuesta automatica | contestación automática
    resposta automática | erantzun automatikoa | réponse automatique | reponse automatique | risposta automatica
    automatische antwort | automatische antwoord | automatisch antwoord | automatische reactie
    automatische beantwortung | răspuns automat | raspuns automat | автоматический ответ | автоответ
    автоматична відповідь | رد تلقائي | الرد التلقائي | 自动回复 | 自動回覆 | 自动答复 | 自動回复 | 自動応答 | 自動返信
    odpowiedź automatyczna | automatyczna odpowiedź | automatická odpověď | automatisk svar | automatiskt svar | otomatik yanıt
    automatikus válasz | αυτόματη απάντηση | abwesenheitsnotiz | abwesenheitsmeldung | abwesenheitsbenachrichtigung
    message d'absence | avis d'absence | notification d'absence | absence du bureau | afwezigheidsbericht
    afwezigheidsmelding | notifica di assenza | avviso di assenza | avís d'absència | aviso de ausencia
    aviso de ausência | notificación de ausencia | lomaviesti
    auto reply from | autoreply from | auto-reply from | autoresponder: | automatische rückmeldung | eingangsbestätigung:
    autoodpowiedź | automatická odpoveď | automatski odgovor | samodejni odgovor | аутоматски одговор | автоматичен отговор
    automatinis atsakymas | automātiska atbilde | automātiskā atbilde | automaatvastus | automaatne vastus | sjálfvirkt svar
    תשובה אוטומטית | מענה אוטומטי | trả lời tự động | ตอบกลับอัตโนมัติ | balasan otomatis | jawapan automatik | پاسخ خودکار
    자동 회신 | 자동 응답 | 자동회신 | 자동응답 | 【自動返信】 | 【自動応答】 | [自動返信] | 自動配信 | yahoo! auto response
    vacation reply: | vacation response: | vacation autoreply | urlaubsnotiz | urlaubsmeldung | respuesta de vacaciones
""")

# These count when the subject ends there or goes on after a punctuation mark.
AWAY = listed("""
    out of office | out of the office | ooo | on vacation | on holiday | on annual leave | on leave | vacation
    auto | out-of-office | out of office reply | away | vacation notice | away from my mail | away from the office | i am away | fora de l'oficina
    fora del despatx | de vacances | fuera de la oficina | fuera de oficina | de vacaciones | ausente
    ausente del trabajo | fora do escritório | fora do escritorio | ausente do escritório | de férias | en vacacións
    bulegotik kanpo | oporretan | absent | absente | absent du bureau | en congé | en congés | en vacances
    fuori sede | fuori ufficio | assente | in ferie | assenza | abwesend | abwesenheit | im urlaub | nicht im büro
    außer haus | afwezig | afwezigheid | op vakantie | niet op kantoor | în concediu | in concediu
    plecat din birou | absent de la birou | нет на месте | отсутствую | в отпуске | отпуск | нет в офисе
    خارج المكتب | في إجازة | 外出 | 休假 | 不在办公室 | 不在辦公室 | 外出中 | poza biurem | nieobecność | frånvarande | fraværende
    poissa | fóra da oficina | fóra do despacho | ausência | ausência temporária | ausencia | ausencia temporal | absència
    fora de l'oficina re | i'm on vacation | away from office | annual leave | maternity leave | parental leave | sick leave
    absent din birou | absență | отсутствие | отсутствую на рабочем месте | отсутствие на рабочем месте | нет на рабочем месте
    відсутній | у відпустці | відпустка | извън офиса | nieobecność w biurze | nieobecny | urlop | mimo kancelář | nepřítomnost
    mimo kanceláriu | neprítomnosť | frånvaro | semester | ikke på kontoret | fravær | ferie | poissa toimistolta | loma
    ofis dışında | izinde | yıllık izin | εκτός γραφείου | απουσία | házon kívül | szabadság | szabadságon | van odsutan | izvan ureda
    odsutan | odsoten | dopust | מחוץ למשרד | בחופשה | 不在のお知らせ | 不在通知 | 休暇 | 休暇中 | 부재중 | 부재중 알림 | 휴가 | 休假中 | 外出通知
    außer haus | außerhalb des büros | urlaub | congés | congé annuel | en déplacement | ferie | vakantie | verlof | buiten kantoor
    vacaciones | vacances | férias | concediu | oporrak | خارج العمل | إجازة
""")

# So ends the subject of an away note that opens with its owner's name.
AWAY_ENDINGS = listed("""
    is out of the office | is out of office | is on vacation | is on leave | is away | is absent | ist außer haus | ist abwesend
    ist nicht im büro | ist im urlaub | est absent | est absente | est absent(e) | est en congé | est en congés | está ausente
    está ausente de la oficina | está fuera de la oficina | está fora do escritório | está ausente do escritório | está de férias
    és fora de l'oficina | és fora del despatx | està de vacances | è fuori ufficio | è fuori sede | è in ferie | è assente
    non è in ufficio | is niet aanwezig | is afwezig | is niet op kantoor | is op vakantie | nu este la birou | este în concediu
    отсутствует | в отпуске | jest poza biurem | jest nieobecny | är inte på kontoret | är på semester | er ikke på kontoret | er på ferie
    on poissa toimistosta | on lomalla
""")

# These open away notes too, and count only in an answer.
AWAY_OPENINGS = listed("""
    out of office | out of the office | on vacation | i am on vacation | i'm out | i am out of | i am currently out
    away from | thank you for your message | thank you for your email | thanks for contacting
""")

# The sender is not there.
ABSENT = listed("""
    i am out of | i'm out of | i am currently out | i'm currently out | i will be out of | i'll be out of | i am away | i'm away
    i am currently away | i will be away | on vacation | on holiday | annual leave | on leave | parental leave | maternity leave
    paternity leave | sick leave | limited access to | no access to my e | no access to e | not be able to read | not in the office
    will be out of the office
    sóc fora | soc fora | seré fora | estaré fora | de vacances | no sóc al despatx | no seré al despatx | de permís
    de vacaciones | estoy fuera de | estaré fuera | me encuentro fuera | me encuentro de | estaré ausente | estoy ausente | no estaré
    de baja | no me encuentro en | de férias | estou ausente | estarei ausente | encontro-me ausente | fora do escritório | estarei fora
    de vacacións | estarei fóra | estou fóra | fóra da oficina | oporretan | bulegotik kanpo | baimenarekin
    suis absent | serai absent | actuellement absent | en congé | en vacances | en déplacement | hors du bureau | ne suis pas au bureau
    in ferie | sono fuori | sarò fuori | sono assente | sarò assente | fuori ufficio | fuori sede | in congedo | non sono in ufficio
    im urlaub | nicht im büro | nicht im haus | außer haus | derzeit nicht | zur zeit nicht | bin abwesend | nicht erreichbar | elternzeit
    wird nicht weitergeleitet | nicht gelesen | dienstreise | niet aanwezig | ben afwezig | op vakantie | met vakantie | niet op kantoor
    met verlof | în concediu | nu sunt la birou | voi lipsi | plecat din birou | absent din | в отпуске | в командировке | меня не будет
    отсутствую | буду отсутствовать | нахожусь вне | не в офисе | у відпустці | мене не буде | у відрядженні | в отпуск | няма да бъда
    في إجازة | خارج المكتب | لست في المكتب | 休假 | 度假 | 出差 | 不在办公室 | 不在辦公室 | 不在公司 | 外出
    休暇 | 不在 | 出張 | 外出中 | 席を外して | 부재중 | 휴가 | 출장 | 자리를 비 | na urlopie | poza biurem | jestem nieobecn | na zwolnieniu
    na dovolené | mimo kancelář | nejsem v kanceláři | nepřítom | na dovolenke | mimo kanceláriu | nie som v | szabadságon | házon kívül
    nem vagyok az irodában | på semester | inte på kontoret | på ferie | ikke på kontoret | har ferie | tjenesterejse | föräldraledig
    lomalla | poissa toimisto | en ole toimisto | izindeyim | ofis dışında | yıllık izin | σε άδεια | εκτός γραφείου | λείπω | απουσιάζω
    na godišnjem | izvan ureda | na dopustu | odsoten | odsotna | atostog | atvaļinājum | puhkusel | בחופשה | מחוץ למשרד | לא במשרד
    nghỉ phép | vắng mặt | cuti | tidak berada di kantor | ไม่อยู่ที่สำนักงาน | ลาพักร้อน | در مرخصی | í fríi
""")

# The sender is gone for good, or nobody looks any more.
GONE = listed("""
    i no longer work | i am no longer with | i'm no longer with | no longer employed | has left the company | is no longer monitored
    mailbox is not monitored | is no longer in use | ya no trabajo | ya no trabaja | esta dirección ya no | ja no treballo | ja no treballa
    já não trabalho | já não trabalha | não trabalho mais | ne travaille plus | n'est plus utilisée | ne fais plus partie
    non lavoro più | non è più attivo | nicht mehr für das unternehmen | nicht mehr im unternehmen | nicht mehr tätig | nicht mehr gelesen
    niet meer werkzaam | niet langer in gebruik | nu mai lucrez | больше не работаю | больше не работает | 已离职 | 已離職 | 退職しました | 퇴사
    już nie pracuj | jobbar inte längre | slutat | arbejder ikke længere
""")

# Until when, or when the sender is back.
BACK = listed("""
    until | till | through | be back | back in the office | back on | will return | returning | upon my return | when i return | on my return
    as soon as i am back | i get back | fins al | fins a | fins | tornaré | quan torni | a partir del dia | a la tornada | hasta el
    hasta | vuelvo | volveré | regreso | regresaré | a mi vuelta | no volveré | até | regresso | volto | retorno | volverei | ata o
    arte | itzuli | jusqu | de retour | mon retour | à partir du | fino al | fino a | rientr | torno il | tornerò | bis zum | bis | wieder
    kehre zurück | ab dem | tot | weer | terug | până | revin | voi reveni | mă întorc | întoarcere | до | вернусь | выйду | по возвращении
    повернуся | حتى | سأعود | 至 | 返回 | 回来 | 回來 | 恢复上班 | まで | 戻り | より出社 | 以降 | 까지 | 복귀 | do | wracam | wrócę | po powrocie
    vrátím | po návratu | vrátim | -ig | visszatérek | tillbaka | till den | til | tilbage | tilbake | før den | asti | saakka | palaan | takaisin
    kadar | döneceğim | έως | μέχρι | επιστρ | vraćam | vrnem | עד | אחזור | đến | hingga | kembali | จนถึง | تا
""")

# Whom to ask, or when there will be an answer.
INSTEAD = listed("""
    for urgent matters | in urgent cases | if your request is urgent | if it is urgent | urgent matter | urgent request | urgent enquir
    immediate assistance | need assistance | in my absence | during my absence | during this time | please contact | respond to your
    reply to your | answer your | as soon as possible | get back to you | please send your message to | please use
    cas d'urgència | qualsevol urgència | temes urgents | si és urgent | podeu contactar | contacteu | respondré | caso de urgencia
    cualquier urgencia | asunto urgente | asuntos urgentes | si es urgente | contacte con | contactar con | responderé | contestaré
    caso de urgência | assuntos urgentes | assunto urgente | contactar | contacte | entre em contato | responderei | urxencia | responderei
    premiazko | larrialdi | erantzungo | cas d'urgence | toute urgence | demande urgente | contacter | contactez | adresser à | répondrai
    mon absence | caso di urgenza | per urgenze | comunicazioni urgenti | urgenti | contattare | risponderò | dringenden fällen
    dringenden angelegenheiten | dringend | wenden sie sich | meiner abwesenheit | melde mich | vertretung | bij dringende
    dringende zaken | dringende gevallen | contact opnemen | neemt u contact | mijn afwezigheid | caz de urgență | pentru urgențe
    contactați | voi răspunde | по срочным | срочных вопрос | в случае срочных | обращайтесь | пишите на | отвечу | терміновим
    термінових | звертайтеся | للأمور العاجلة | الحالات العاجلة | يرجى الاتصال | سأرد | 如有急事 | 如有紧急 | 紧急事宜 | 請聯絡 | 请联系 | 请致电
    尽快回复 | 儘快回覆 | お急ぎ | ご連絡ください | ご連絡いたします | 急用
    급한 용무 | 연락 바랍니다 | 연락 주시기 | 답장 | pilnych sprawach | proszę o kontakt
    odpowiem | naléhavých | kontaktujte | odpovím | naliehavých | odpoviem | sürgős | keresse | brådskande | kontakta | återkommer | hastesaker
    hastende | kontakt | svarer | kiireelli | ota yhteyttä | vastaan | acil | iletişime | επείγον | επικοινωνήστε | hitn | obratite | nujn
    דחופים | לפנות | khẩn cấp | liên hệ | mendesak | hubungi
""")

# Thanks for the mail that is being answered.
THANKS = listed("""
    thank you for your | thanks for your | thank you for contacting | thanks for contacting | gràcies pel vostre | gràcies pel teu
    gràcies per contactar | gracias por su | gracias por tu | gracias por contactar | obrigado pel | obrigada pel | obrigado por
    grazas pol | eskerrik asko zure | merci pour votre | merci de votre | merci d'avoir | grazie per | vielen dank für ihre | danke für ihre
    vielen dank für deine | bedankt voor uw | dank voor uw | vă mulțumesc pentru | mulțumim pentru | спасибо за ваше | благодарим | дякуємо за
    شكرا لرسالتك | شكرا لتواصلك | شكراً | 感谢您的来信 | 感謝您的來信
    邮件已收到 | 邮件我已收到 | 来信已收到 | メールありがとう | お問い合わせいただき | 메일 감사
    dziękuję za | dziękujemy za | děkuji za | děkujeme za | ďakujem za | köszönöm | köszönjük | tack för ditt | tak for din | takk for din
    kiitos viesti | teşekkür | ευχαριστ | hvala na | hvala za | תודה על | cảm ơn | terima kasih
""")

# It says of itself that no person wrote it.
AUTOMATIC = listed("""
    this is an automatic | this is an automated | automatically generated | generated automatically | automatic response | sent automatically
    missatge automàtic | resposta automàtica | generat automàticament | mensaje automático | respuesta automática | generado automáticamente
    mensagem automática | resposta automática | gerada automaticamente | mensaxe automática | mezu automatikoa | erantzun automatikoa
    message automatique | réponse automatique | généré automatiquement | e-mail automatique | messaggio automatico | risposta automatica
    generato automaticamente | generata automaticamente | automatisch generierte | automatisch erstellt | automatisch generiert
    automatische antwort | automatische nachricht | automatisch bericht | automatisch antwoord | automatisch gegenereerd | mesaj automat
    răspuns automat | generat automat | автоматический ответ | автоматическое сообщение | создано автоматически | сформировано автоматически
    автоматична відповідь | автоматичне повідомлення | رسالة تلقائية | رد تلقائي | 自动回复
    自動回覆 | 自动发送 | 系统自动 | 系統自動 | 自動送信 | 自動返信
    自動配信 | 자동 발송 | 자동으로 발송 | 자동 응답 | wiadomość automatyczna | automatyczna odpowiedź | wygenerowana automatycznie
    automatická zpráva | automatická odpověď | automaticky generovan | automatická správa | automatikus | automatiskt meddelande
    automatisk genereret | automatisk besked | automatisk melding | automatiskt genererat | automaattinen | otomatik olarak | αυτόματο μήνυμα
    αυτόματη απάντηση | automatska poruka | הודעה אוטומטית | tin nhắn tự động | pesan otomatis
""")

# Nobody reads what is written back.
UNREAD = listed("""
    do not reply to this | do not reply directly | please do not reply | do not respond to this | no respongueu | no contesteu
    no responda a este | no conteste a este | no responder a este | não responda a est | não responder a est | ne pas répondre
    ne répondez pas | non rispondere a | non rispondete | antworten sie nicht | antworten sie bitte nicht | nicht auf diese e-mail
    niet beantwoorden | niet te beantwoorden | nu răspundeți | nu raspundeti | не отвечайте | не відповідайте | لا ترد | عدم الرد
    请勿回复 | 請勿回覆 | 请勿直接回复 | 返信しないで | 返信いただいて | 회신하지 마 | nie odpowiad | neodpovídejte | neodpovedajte | ne válaszoljon
    svara inte | svar ikke | ikke svare på denne | älä vastaa | yanıtlamayınız | cevaplamayınız | μην απαντ | ne odgovarajte
""")

# The mail has come to where requests are kept.
RECEIVED = listed("""
    received your request | received your message | received your e | received your enquiry | received your inquiry | received your ticket
    your request has been received | your message has been received | your ticket has been | ticket has been created | a ticket has been opened
    hem rebut el vostre | hem rebut la vostra | hem rebut el teu | hem rebut la teva | hemos recibido su | hemos recibido tu | recebemos a sua
    recebemos o seu | recebemos sua | recebemos seu | recibimos a súa | zure mezua jaso | avons bien reçu votre | avons reçu votre
    abbiamo ricevuto la | abbiamo ricevuto il | haben ihre nachricht erhalten | haben ihre anfrage erhalten | ihre anfrage ist bei uns
    ist bei uns eingegangen | hebben uw bericht ontvangen | hebben uw vraag ontvangen | hebben uw e-mail ontvangen | am primit mesajul
    am primit solicitarea | am primit cererea | получили ваше | ваше обращение принято | ваш запрос принят | получено ваше
    تم استلام | لقد استلمنا | 已收到您的 | 我们已收到 | 我們已收到 | 受け付けました | お問い合わせを受け | 접수되었습니다 | otrzymaliśmy | przyjęliśmy
    obdrželi jsme | přijali jsme | dostali sme | megkaptuk | har tagit emot | har mottagit | har modtaget | har mottatt | olemme vastaanottaneet
    talebiniz alın | ελήφθη | zaprimili smo | prejeli smo
""")

# A program holds the mail back until its sender proves to be a person: two of these stand together.
CHALLENGES = listed("""
    protecting myself from receiving junk | so i can receive your email | won't have to do this again | was waitlisted | has been waitlisted
    my guest list | being held because | is being held until | to release your message | address has not been verified
    only from senders i have approved | to control spam | add yourself to my | verify that you are a person | verify that you are human
    prove that you are human | verify your email address so that your message | held in quarantine until you | confirm that you sent
    one-time verification | pas encore été remis | veuillez vous authentifier | vous authentifier en cliquant | pour que votre message soit
    prouver que vous êtes | confirme que es una persona | para que su mensaje sea entregado
    para que a sua mensagem seja entregue | per què el vostre missatge arribi | um ihre nachricht zuzustellen | bestätigen sie, dass sie
    damit ihre e-mail zugestellt | om uw bericht af te leveren | affinché il messaggio venga consegnato | подтвердите, что вы
""")

# A receipt that says in words alone that a mail was opened: how its subject opens, and what it says.
READ_OPENINGS = listed("""
    read: | not read: | read receipt: | return receipt | llegit: | leído: | leido: | lida: | lido: | lu : | lu: | gelesen: | letto: | gelezen: | citit:
    прочитано: | مقروءة: | 已读: | 已读： | 已讀: | 開封済み: | 읽음: | przeczytano: | přečteno: | elolvasva: | läst: | læst: | lest: | luettu: | okundu:
    lesebestätigung: | accusé de lecture | confirmación de lectura | confirmació de lectura | conferma di lettura
""")
READ_SENTENCES = listed("""
    was read on | has been read | was displayed on | was deleted without being read | es va llegir | ha estat llegit | se leyó el | fue leído
    ha sido leído | foi lida em | foi lido em | a été lu | wurde gelesen | wurde am | è stato letto | è stato visualizzato | is gelezen
    a fost citit | было прочитано | прочтено | تمت قراءة | 已于 | 已被阅读 | 開封 | 読まれました | 읽었습니다 | została przeczytana | byla přečtena
    lästes | blev læst | ble lest | luettiin | okundu
""")
