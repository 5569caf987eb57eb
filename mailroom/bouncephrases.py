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

# status: words that mean it, tried in this order.
CAUSES: dict[str, tuple[str, ...]] = {
    "5.2.2": listed("""
    mailbox full | mailbox is full | full mailbox | over quota | overquota | quota exceeded | exceeded quota | exceeds quota
    exceeded storage | exceeded its storage | inbox is full | out of storage | mailbox has exceeded | exceed mailbox quota | disk quota
    quota limit | insufficient storage | insufficient space | not enough space | not enough storage | not have enough space
    space not enough | storage space | maximum mailbox size | mailbox size limit | mailbox size exceed | over the maximum allowed quota
    over the allowed quota | over allowed quota | its quota | too many messages on this mailbox | account is full | usage exceeded
    buzón lleno | bústia plena | bústia és plena | caixa cheia | caixa de correio cheia | boîte pleine | casella piena
    postfach voll | postfach ist voll | postvak vol | postvak is vol | căsuța este plină | ящик переполнен | переполнен | 邮箱已满
    邮箱空间不足 | 容量不足
"""),
    "5.3.4": listed("""
    message too large | message too big | message is too large | size limit | exceeds the size | exceeded the size | too big | too large
    maximum message size | max message size | fixed maximum | message size exceeds | exceeds maximum | exceeds the maximum
    exceeded maximum incoming | larger than the current system limit | exceeding the limit of | message length exceeds
"""),
    "5.1.6": listed("""
    has moved to | mailbox has moved | address has changed | no longer in use | no longer valid | no longer used | moved, please try
    no longer with | no longer works | has left the company
"""),
    "5.2.1": listed("""
    account has been disabled | account is disabled | account disabled | mailbox disabled | mailbox is disabled | user disabled
    user is disabled | account has been suspended | account suspended | account is suspended | mailbox is inactive | inactive mailbox
    account inactive | account is inactive | user is inactive | mailbox inactive | account has been deactivated | deactivated
    not active | no longer active | is inactive | discontinued | account is locked | mailbox is locked | temporarily locked
    account that you tried to reach is disabled | expired account | account expired
"""),
    "5.1.2": listed("""
    host unknown | host not found | unknown host | domain not found | name server: host not found | unrouteable domain | no such domain
    couldn't find any host | host or domain name not found | domain does not exist | dns domain | domain name not found
    name or service not known | no mail exchanger | unable to look up host | nullmx | null mx | does not accept mail (nullmx) | domain doesn't exist
"""),
    "5.1.1": listed("""
    user unknown | no such user | unknown user | does not exist | doesn't exist | unknown recipient | name is not recognized
    recipient unknown | no mailbox | not a valid | invalid recipient | user not found | unrouteable address | unrouteable mail
    address not found | couldn't be found | could not be found | wasn't found | was not found | doesn't have a | does not have a
    no existe | no existeix | não existe | non existe | n'existe pas | non esiste | existiert nicht | bestaat niet | nu există
    не существует | нет такого | 不存在 | 无此用户 | mailbox unavailable | mailbox is unavailable | not listed | no account
    mailbox not found | no such mailbox | no mailbox here | no such recipient | no such person | no such address | no such account
    recipient not found | recipient does not | unknown address | unknown local | unknown mailbox | unknown account | bad destination
    addressee unknown | user doesn't | user does not | not found in | not our customer | not known here | no longer exists
    no longer available | isn't a valid | invalid mailbox | invalid user | invalid address | illegal user | illegal alias
    is not known | unbekannt | inconnu | sconosciuto | desconegut | desconocido | desconhecido | onbekend | necunoscut | неизвестен
    recipient address rejected: user | rejected: undeliverable address | cuenta no | mailbox_unknown | not valid | not a user
    no mail box | no mail-box | mail-box not found | mail box not found | not a known user | user not known | bad_recipient | bad recipient
    not an active address | invalid username | invalid final delivery userid | no matches to | not a registered | no recipient
    ディレクトリのリストにありません | ユーザーが見つかりません | nieznany | nie ma takiego | no valid recipients | not match an
    did not exactly match | nobody here | not exist
"""),
    "5.7.1": listed("""
    blocked | spam | blacklist | blocklist | block list | policy | not allowed | denied | rejected | junk | reputation | prohibited
    not permitted | not authorized | unauthorized | relay | virus | greylist | graylist | dmarc | spf
"""),
}  # fmt: skip

# How a delay is told from a failure.
DELAYS = listed("""
    delayed | will be retried | not yet been delivered | warning: could not send | temporarily | still trying | postponed
    do not need to resend | you do not need to | keep trying | will continue to try | will continue to be made | trying again
    still being retried | continue trying | weiterhin versuch | nous continuerons | se seguirá intentando
""")

# Words that outweigh a status which blames the address.
UNWANTED = listed("""
    spam | blacklist | blocklist | block list | reputation | rbl | dnsbl | spamhaus | policy | unsolicited | dmarc | spf check
""")

# After such words comes the address that failed.
RECIPIENT_FOLLOWS = listed("""
    following recipient | following address | not delivered to: | delivered to the following | failed to these recipients
    these recipients or groups | permanent fatal errors | transient non-fatal errors | unknown user: | rcpt to: | recipient address:
    siguientes destinatarios | destinataris següents | destinataires suivants | folgenden empfänger | seguenti destinatari
    seguintes destinatários | volgende geadresseerden | следующим получателям
""")
