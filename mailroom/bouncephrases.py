"""How mail servers word a failed delivery, in lower case. Data only."""

from mailroom.wording import listed

SUBJECTS = listed("""
    undelivered mail returned to sender | undeliverable | undelivered | delivery status notification
    delivery failure | delivery failed | delivery has failed | delivery notification | failure notice
    mail delivery failed | mail delivery failure | mail failure | mail delivery problem | mail delivery error
    mail system error | message delivery failure | message not delivered | could not be delivered | non-delivery
    nondeliverable | not delivered | returned mail | returned to sender | returning message to sender
    delivery error | delivery delayed | delayed mail | warning: could not send | warning: message
    mail failed, returning | mail delivery warning | error during delivery | failed mail | undelivered message | permanent failure
    email delivery failure | unable to deliver | user unknown | error de entrega | error en la entrega
    no se puede entregar | no se ha podido entregar | no entregado | no s'ha pogut lliurar | no lliurat
    no es pot lliurar | fallo en la entrega | não entregue | não é possível entregar | falha na entrega
    não foi possível entregar | non entregado | ezin izan da bidali | non remis | échec de la remise
    échec de remise | non délivré | non distribuable | mancato recapito | mancata consegna | non recapitabile
    impossibile recapitare | unzustellbar | nicht zustellbar | zustellung fehlgeschlagen | zustellungsfehler
    fehlgeschlagene zustellung | mail delivery system | onbestelbaar | niet bezorgd | kan niet worden bezorgd
    nu poate fi livrat | nelivrabil | nu s-a putut livra | не удается доставить | не удалось доставить
    недоставленное | не доставлено | сообщение не доставлено | تعذر التسليم | لم يتم التسليم | فشل التسليم | 未送达
    无法送达 | 退信 | 系统退信 | 無法傳遞 | 无法投递 | 未傳遞的主旨 | 退件
    message status - undeliverable | delivery report (failure) | mail system error | email delivery | blocked by our
    message blocked | could not be sent | mail non délivré | echec de distribution | échec de distribution | non distribution
    n'a pas pu être | fallo de entrega | fallo de envío | mensaje no entregado | correo devuelto | correu retornat
    missatge no lliurat | erro de entrega | erro na entrega | mensagem devolvida | mensagem não entregue | mensaxe non entregada
    mezua ez da bidali | ezin izan da entregatu | entregaezina | zustellung nicht möglich | nicht zugestellt | rückläufer
    non consegnato | mancata ricezione | messaggio non recapitato | niet afgeleverd | mislukte bezorging | mesaj nelivrat
    eroare de livrare | niedostarcz | nie dostarczono | zwrot poczty | nie można dostarczyć | nieudane dostarczenie
    kan inte levereras | kunde inte levereras | leveransfel | olevererbart | kan ikke leveres | kunne ikke leveres | leveringsfeil
    leveringsfejl | ei toimitettavissa | toimitus epäonnistui | viestiä ei voitu toimittaa | nedoručiteln | nedoručen | nedoručiteľn
    doručení selhalo | kézbesíthetetlen | kézbesítési hiba | teslim edilemedi | iletilemedi | gönderilemedi | ανεπίδοτο
    αποτυχία παράδοσης | не може бути доставлен | не вдалося доставити | не може да бъде доставен | недоставено | nije isporučeno
    nije moguće isporučiti | ni mogoče dostaviti | ni bilo dostavljeno | غير قابل للتسليم | تعذر تسليم | إخفاق التسليم | לא ניתן למסירה
    מסירה נכשלה | 配信不能 | 配信エラー | 送信エラー | 配信できません | メールが届きません | 배달되지 않음 | 발송실패 | 전송 실패 | 반송
    未传递 | 未能送达 | 投递失败 | 发送失败 | 傳遞失敗 | 傳送失敗 | không gửi được | không thể gửi | tidak terkirim | gagal dikirim
""")

OPENINGS = listed("""
    delivery to the following recipient | the following address | could not be delivered | couldn't be delivered
    wasn't able to deliver | was not able to deliver | unable to deliver | permanent fatal errors
    delivery has failed | delivery failed | did not reach | couldn't be reached | user unknown | undeliverable
    not delivered | mailbox unavailable | no such user | this message was created automatically by mail
    returned to sender | this is the qmail-send program | could not be sent | permanent error | could not deliver
    could not be found | cannot be delivered | can't be delivered | rejected your message | wasn't delivered
    was not delivered | non-delivery | no se ha podido entregar | no se pudo entregar | no se puede entregar
    no s'ha pogut lliurar | não pôde ser entregue | não foi possível entregar | n'a pas pu être remis
    n'a pas pu être délivré | n'a pas été remis | impossibile recapitare | non è stato possibile recapitare
    konnte nicht zugestellt werden | nicht zugestellt werden | kon niet worden bezorgd | niet worden bezorgd
    nu a putut fi livrat | не может быть доставлено | не удалось доставить | не доставлено | تعذر تسليم | 无法送达
    无法投递 | 退信 | delivery temporarily suspended | has not yet been delivered | has been delayed | will be retried
    over quota | mailbox full | mailbox is full | not deliverable | has been postponed | failed recipient | has been returned because
    automatically rejected | error while being processed | was rejected by | no valid recipients | did not exactly match
    attempting to deliver | trying to deliver the mail | problem delivering your message | delivery problems | delivery incomplete
    not been delivered | not have been successful | fatal delivery errors | has been blocked | was blocked by | has been rejected
    user not found | still undelivered | is delayed for more | recipient unknown | we were unable to
    error de entrega | no se ha entregado | no pudo entregarse | no ha podido ser entregado | no ha sido entregado | no se entregó
    no s'ha lliurat | no ha estat lliurat | non se puido entregar | non foi entregad | falha na entrega | não foi entregue
    não pode ser entregue | ezin izan da entregatu | ez da entregatu | échec de la remise | impossible de remettre | n'est pas parvenu
    n'a pas pu être distribué | n'a pu être distribué | n'a pu être remis | n'a pas été délivré | impossible de distribuer
    recapito non riuscito | non è stato recapitato | non è stato consegnato | non è stato possibile consegnare | mancata consegna
    fehler bei der nachrichtenzustellung | wurde nicht an | nicht ausgeliefert | zustellung ist fehlgeschlagen | unzustellbar
    groepen is mislukt | kan niet worden bezorgd | niet worden afgeleverd | niet afgeleverd | livrarea nu a reușit
    nu a fost livrat | nu s-a putut livra | сбой доставки | не может быть отправлен | не было доставлено | доставить не удалось
    не може бути доставлен | не вдалося доставити | не може да бъде доставен | не бе доставен
    nie powiodło się | nie została dostarczona | nie można dostarczyć | nie udało się dostarczyć | nie dostarczono
    leverans misslyckades | leveransen misslyckades | kunde inte levereras | inte leverera | levering mislykkedes
    levering mislyktes | kunne ikke leveres | ikke leveres | toimitus epäonnistui | ei voitu toimittaa | ei voida toimittaa
    se nezdařilo | nebyla doručena | nebylo možné doručit | nelze doručit | nepodařilo se doručit | nebola doručená
    nepodarilo doručiť | nemožno doručiť | kézbesítés nem sikerült | nem kézbesíthető | nem sikerült kézbesíteni
    teslim edilemedi | teslim edilemiyor | iletilemedi | η παράδοση απέτυχε | δεν ήταν δυνατή η παράδοση | δεν παραδόθηκε
    nije moguće isporučiti | isporuka nije uspjela | ni mogoče dostaviti | dostava ni uspela | فشل التسليم | تعذر التسليم
    لم يتم تسليم | غير قابل للتسليم | לא ניתן למסור | המסירה נכשלה | לא נמסר | 配信に失敗 | 配信できません | 配送できません
    送信できません | お届けできません | 配信できませんでした | 배달하지 못 | 전송되지 못 | 배달되지 | 전송에 실패 | 전달되지 못
    未能将邮件传递 | 未能成功投递 | 未能送达 | 被退回 | 投递失败 | 傳遞失敗 | 未能傳遞 | không thể gửi | tidak dapat dikirim
""")

# After such a line comes the copy of the mail that failed.
ORIGINAL_FOLLOWS = (
    "below this line is a copy of the message",
    "this is a copy of the message",
    "this is a copy of your message",
    "original message follows",
    "----- original message",
    "-----original message",
    "--- the header of the original",
    "unsent message follows",
    "unsent message below",
    "message header follows",
    "original message headers",
    "header of the original message",
    "--- original message",
    "the original message was:",
    "original message is attached",
    "returned message follows",
    "returned mail follows",
    "--- returned message",
    "--- returned mail",
    "header of the source mail",
    "reporting-mta:",
    "message text follows",
    "your message reads (in part)",
    "copy of the original message",
    "\nreceived: from ",
    "\nreceived: by ",
    "\nreturn-path:",
)

# After such words comes the address that failed.
RECIPIENT_FOLLOWS = listed("""
    following recipient | following address | not delivered to: | delivered to the following | failed to these recipients
    these recipients or groups | permanent fatal errors | transient non-fatal errors | unknown user: | rcpt to: | recipient address:
    siguientes destinatarios | destinataris següents | destinataires suivants | folgenden empfänger | seguenti destinatari
    seguintes destinatários | volgende geadresseerden | следующим получателям
    following list of recipients | addressed to: | failed address: | could not be delivered to: | the following user
    destinatarios o grupos | destinataris o grups | destinatários ou grupos | destinataires ou groupes | destinatari o gruppi
    empfänger oder gruppen | geadresseerden of groepen | destinatari sau | получателям или группам | adresatów lub grup
    mottagare eller grupper | modtagere eller grupper | mottakere eller grupper | vastaanottajille tai ryhmille | příjemcům nebo skupinám
    príjemcom alebo skupinám | címzetteknek vagy csoportoknak | alıcılara veya gruplara | παραλήπτες ή ομάδες | المستلمين أو المجموعات
    受信者またはグループ | 받는 사람 또는 그룹 | 收件人或组 | 收件者或群組 | одержувачам або групам
""")
