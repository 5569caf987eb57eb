"""How mail servers word a failed delivery, in lower case. Data only."""

from mailroom.wording import listed

SUBJECTS = listed("""
    undelivered mail returned to sender | undeliverable | undelivered | delivery status notification
    delivery failure | delivery failed | delivery has failed | delivery notification | failure notice
    mail delivery failed | mail delivery failure | mail failure | mail delivery problem | mail delivery error
    mail system error | message delivery failure | message not delivered | could not be delivered | non-delivery
    nondeliverable | not delivered | returned mail | returned to sender | returning message to sender
    delivery error | delivery delayed | delayed mail | warning: could not send | warning: message
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
    over quota | mailbox full | mailbox is full
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
    "the original message was",
    "returned message follows",
    "message text follows",
    "your message reads (in part)",
    "copy of the original message",
    "\nreceived: from ",
    "\nreceived: by ",
    "\nreturn-path:",
)

# status: words that mean it, tried in this order
STATUS_PHRASES: dict[str, tuple[str, ...]] = {
    "4.0.0": listed("""
    delayed | will be retried | not yet been delivered | warning: could not send | temporarily | still trying
    do not need to resend | you do not need to | keep trying
"""),
    "5.1.1": listed("""
    user unknown | no such user | unknown user | does not exist | unknown recipient | name is not recognized | recipient unknown | no mailbox
    not a valid | invalid recipient | user not found | unrouteable address | unrouteable mail | address not found
    couldn't be found | wasn't found | doesn't have a | no existe | n'existe pas | existiert nicht | bestaat niet
    не существует | 不存在 | mailbox unavailable | account has been disabled | not listed | no account
"""),
    "5.1.2": listed("""
    host unknown | host not found | unknown host | domain not found | name server: host not found
    couldn't find any host | no such domain | unrouteable domain
"""),
    "5.2.2": listed("""
    mailbox full | mailbox is full | over quota | quota exceeded | exceeded storage | inbox is full | out of storage
"""),
    "5.3.4": ("message too large", "size limit", "exceeds the size", "too big"),
    "5.7.1": listed("""
    blocked | spam | blacklist | policy | not allowed | denied | rejected
"""),
}

# After such words comes the address that failed.
RECIPIENT_FOLLOWS = listed("""
    following recipient | following address | not delivered to: | delivered to the following | failed to these recipients
    these recipients or groups | permanent fatal errors | transient non-fatal errors | unknown user: | rcpt to: | recipient address:
    siguientes destinatarios | destinataris següents | destinataires suivants | folgenden empfänger | seguenti destinatari
    seguintes destinatários | volgende geadresseerden | следующим получателям
""")
