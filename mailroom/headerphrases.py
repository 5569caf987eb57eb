"""How mail programs call the headers of an earlier mail, and how they say "Original message". Data only, in lower case.

A header block ("From: … Sent: … To: … Subject: …") is told by several different labels in a row.
"""

from mailroom.wording import listed

# kind of label: how mail programs call it
LABELS: dict[str, tuple[str, ...]] = {
    "from": listed("""
    from | de | des de | von | da | van | de la | expéditeur | remitente | nork | от | отправитель | من | 发件人 | 寄件者 | 寄件人
    發件人 | 差出人 | od | från | fra | lähettäjä | feladó | kimden | gönderen | από | від | 보낸 사람 | 보낸사람 | absender | mittente
    afzender | expeditor | expeditorul | remetente | bidaltzailea | šalje | від кого | saatja | nadawca | 送信元 | 发送人 | 寄件者名稱
    מאת | odosielateľ | pošiljatelj | gửi từ | dari | المرسل
"""),
    "sent": listed("""
    sent | date | envoyé | envoyé le | date d'envoi | enviado | enviado el | enviado em | enviada em | enviado o
    enviat | enviat el | data | data de | fecha | gesendet | gesendet am | datum | inviato | inviato il | verzonden
    enviados | enviats | enviada | trimis | trimis la | bidalia | bidalita | bidaltze-data | отправлено | дата | дата отправки | تاريخ الإرسال
    تم الإرسال | أرسلت | التاريخ | تاريخ | تم الإرسال في | 发送时间 | 发送日期 | 日期 | 时间 | 寄件日期 | 傳送時間 | 發送日期 | 送信日時 | 日付
    wysłano | wysłane | skickat | sendt | dato | lähetetty | päivämäärä | elküldve | dátum | gönderildi
    gönderme tarihi | gönderilen | tarih | надіслано | відправлено | 보낸 날짜 | 보낸날짜 | 날짜 | στάλθηκε | ημερομηνία | odesláno
    odoslané | päiväys | dată | datum en tijd | 送信日 | נשלח | תאריך | изпратено | sent on | sent at | ngày | tanggal
    poslano
"""),
    "to": listed("""
    to | à | a | pour | para | per a | an | al | aan | către | catre | nori | кому | إلى | الى | 收件人 | 收件者 | 宛先 | do
    komu | till | til | vastaanottaja | címzett | kime | destinataire | destinatario | destinatari | destinatário
    empfänger | 받는 사람 | 받는사람 | προς | hartzailea | prima | destinatarul | adresat | pre | 送信先 | אל | za | đến | kepada | المستلم
"""),
    "cc": listed("""
    cc | copie | copie à | copia | còpia | a/c | kopie | kopie (cc) | копия | نسخة | 抄送 | 副本 | cco | bcc | dw
    kopia | cópia | copie carbone | kopio | másolat | kopi | bilgi | копія | másolatot kap | kópia | 参照 | 참조 | עותק | c/c | c.c.
"""),
    "subject": listed("""
    subject | objet | asunto | assumpte | tema | assunto | betreff | oggetto | onderwerp | subiect | gaia | тема
    الموضوع | موضوع | 主题 | 主題 | 主旨 | 标题 | 件名 | temat | předmět | ämne | emne | aihe | tárgy | konu | 제목 | θέμα | predmet
    נושא | tiêu đề | subjek | относно
"""),
    "other": listed("""
    reply-to | importance | importancia | importància | wichtigkeit | priority | attachments | sensitivity | prioritat | prioridad
    organization | responder a | répondre à | antwort an | rispondi a | sent by | fitxers adjunts | adjuntos | adjunts | pièces jointes
    anlagen | allegati | anexos | bijlagen | вложения
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
    oprindelig meddelelse | opprinnelig melding | alkuperäinen viesti | eredeti üzenet | orijinal mesaj | 원본 메시지 | 원본 메일
    αρχικό μήνυμα | вихідне повідомлення | original email | original mail | réponse au message | antwort auf
    mensaje de correo original | replied message | oprindelig besked | opprinnelig e-post | ursprungligt mejl | antwort nachricht
    mensagem de origem | missatge d'origen | mensaje de origen | original melding | original besked | originele bericht
    pôvodná správa | izvorna poruka | izvirno sporočilo | alkuperäinen sähköposti | הודעה מקורית | thư gốc | pesan asli
    orijinal ileti | pierwotna wiadomość | oryginalna wiadomość | reenviado originalmente | 原邮件 | 回复邮件 | 回复的原邮件 | 原始邮件内容
    messaggio di origine | messaggio originario | testo originale | mezu originala | mensaxe de orixe | mensaxe orixinal
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
    vidarebefordrat meddelande | vidarebefordrat mejl | začátek přeposílané zprávy | přeposlaná zpráva | videresendt meddelelse
    start på videresendt besked | videresendt melding | videresendt besked | välitetty viesti | välitetty viesti alkaa
    edelleenlähetetty viesti | továbbított levél kezdete | továbbított üzenet | początek przekazywanej wiadomości
    treść przekazanej wiadomości | wiadomość przesłana dalej | începe mesajul redirecționat | пересылаемое сообщение
    začiatok preposlanej správy | preposlaná správa | iletilmiş mesaj | i̇letilmiş mesaj | i̇leti başlangıcı | i̇letilen i̇leti
    початок листа, що пересилається | перенаправлене повідомлення | переслане повідомлення | proslijeđena poruka
    započni proslijeđenu poruku | message transmis | メッセージを転送 | 転送されたメッセージ | 전달된 메시지 | προωθημένο μήνυμα
    berbidalitako mezua | birbidalitako mezuaren hasiera | inicio da mensaxe reenviada | הודעה שהועברה
    حُوِّلت الرسالة | بدء الرسالة المحولة
""")

# Subject prefixes of a forward.
FORWARD_PREFIXES = listed("""
    fw | fwd | wg | tr | rv | enc | doorst | i | inoltro | redirecționat | birbidali | 转发 | 轉寄 | 轉發 | пересл | vb
    إعادة توجيه | pd | továbbítás | ilt | i̇lt | vs | vl | videresend | redir. | reenv | rv. | 回覆轉寄 | 転送
    doorgestuurd | fs | πρθ | προωθ | reencaminhado | encaminhado | reenviado | reenviat
""")

# "Write above this line" of ticket systems.
REPLY_ABOVE = listed("""
    original message processed by | reply above this line | type your reply above | reply above the line | responda por encima de esta línea
    responeu per damunt d'aquesta línia | escriviu la resposta per sobre d'aquesta línia
    escriba su respuesta por encima de esta línea | répondre au-dessus de cette ligne
    bitte antworten sie oberhalb dieser linie | rispondi sopra questa riga | responda acima desta linha
    antwoord boven deze lijn | write your reply above this line | please reply above this line | please do not write below this line
    scrieți răspunsul deasupra acestei linii | напишите ответ выше этой строки | 请在此行上方回复 | 請在此行上方回覆
    اكتب ردك فوق هذا السطر | escriba por encima de esta línea | escriviu per sobre d'aquesta línia | escreva acima desta linha
    écrivez au-dessus de cette ligne | schreiben sie über dieser linie
""")
