"""The words by which mail servers tell why a delivery failed or is late, in lower case. Data only."""

from mailroom.wording import listed

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
    exceeds allowed size | too many messages on the server | zuviele mails | zu viele mails | box is full | storage allocation
    user is over quota | out of quota | quota full | no space left | mailbox quota | buzón del destinatario está lleno | buzón está lleno
    está lleno | bústia del destinatari és plena | caixa postal cheia | caixa de entrada cheia | está cheia | caixa chea
    boîte aux lettres du destinataire est pleine | boîte de réception est pleine | est pleine | casella di posta piena | è piena
    postfach des empfängers ist voll | speicherplatz | quota überschritten | mailbox ist voll | mailbox van de ontvanger is vol
    este plin | plină | przepełnion | pełna skrzynka | skrzynka jest pełna | brevlådan är full | postkassen er fuld | postkassen er full
    postilaatikko on täynnä | schránka je plná | plná schránka | postafiók megtelt | megtelt | kutusu dolu | kotası | γραμματοκιβώτιο είναι πλήρες
    скринька переповнена | переповнен | кутия е пълна | صندوق البريد ممتلئ | ممتلئ | תיבת הדואר מלאה | 容量を超え | 容量オーバー | がいっぱい
    메일함이 가득 | 용량 초과 | 용량을 초과 | 已满 | 已滿 | 空间已满 | 超出容量
"""),
    "5.3.4": listed("""
    message too large | message too big | message is too large | size limit | exceeds the size | exceeded the size | too big | too large
    maximum message size | max message size | fixed maximum | message size exceeds | exceeds maximum | exceeds the maximum
    exceeded maximum incoming | larger than the current system limit | exceeding the limit of | message length exceeds
    demasiado grande | massa gran | demasiado grande | muito grande | trop volumineux | trop grand | troppo grande | zu groß | te groot
    prea mare | слишком большое | слишком большой | za duża | för stort | for stor | liian suuri | příliš velk | túl nagy | çok büyük
    邮件过大 | 郵件過大 | サイズが大きすぎ
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
    no mx or a records | no mx record | no a record | dominio no existe | domini no existeix | domaine inexistant | domaine inconnu
    domäne existiert nicht | unbekannte domain | dominio inesistente | domeniul nu există | домен не существует | nie ma takiej domeny
    域名不存在 | ドメインが存在しません
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
    recipient address rejected: access denied | recipientnotfound | recipnotfound | not known) | user is unknown | adres onbekend
    unknown address | not in our | no encontró | no se encontró | no se ha encontrado | no s'ha trobat | no se atopou | não foi encontrad
    não foi possível encontrar | introuvable | n'a pas été trouvé | impossible de trouver | impossibile trovare | non è stato trovato
    nicht gefunden | kan niet worden gevonden | niet gevonden | nu a fost găsit | не найден | не знайден | не е намерен | nie można odnaleźć
    nie został znaleziony | nie znaleziono | nie istnieje | gick inte att hitta | hittades inte | blev ikke fundet | ble ikke funnet
    ei löytynyt | ei löydy | nebyla nalezena | nebyl nalezen | neexistuje | nenašla | nenašiel | nem található | nem létezik | bulunamadı
    δεν βρέθηκε | δεν υπάρχει | nije pronađen | ni bilo mogoče najti | لم يتم العثور | غير موجود | לא נמצא | 見つかりません | 存在しません
    존재하지 않 | 찾을 수 없 | 找不到 | 无法找到 | không tồn tại | không tìm thấy | tidak ditemukan | nicht im domino | ne figure pas
    no aparece en | non figura | staat niet in de | no figura | usuario desconocido | utente sconosciuto | adresse inconnue
    utilisateur inconnu | benutzer unbekannt | empfänger unbekannt | gebruiker onbekend | usuari desconegut | utilizador desconhecido
    usuário desconhecido | destinatário desconhecido | indirizzo non valido | dirección no válida | adreça no vàlida | endereço inválido
    adresse invalide | ungültige adresse | ongeldig adres | недействительн | nieprawidłowy adres
"""),
    "5.7.1": listed("""
    blocked | spam | blacklist | blocklist | block list | policy | not allowed | denied | rejected | junk | reputation | prohibited
    not permitted | not authorized | unauthorized | relay | virus | greylist | graylist | dmarc | spf
    requires confirmation | whitelist | unsolicited | suspicious | malware | not accepting mail | bloqueado | bloquejat | bloqué | bloccato
    blockiert | geblokkeerd | blocat | заблокирован | zablokowan | rechazado | rejeté | abgelehnt | geweigerd | rifiutato | respins | отклонен
    垃圾邮件 | 垃圾郵件 | 被拒绝 | 拒收
"""),
}  # fmt: skip

# How a delay is told from a failure.
DELAYS = listed("""
    delayed | will be retried | not yet been delivered | warning: could not send | temporarily | still trying | postponed
    do not need to resend | you do not need to | keep trying | will continue to try | will continue to be made | trying again
    still being retried | continue trying | weiterhin versuch | nous continuerons | se seguirá intentando
    delivery incomplete | will retry | delivery attempts will continue | is delayed | still undelivered | temporary problem
    warning message only | warning only | se ha retrasado | entrega retrasada | se volverá a intentar | s'ha retardat
    es tornarà a intentar | foi adiada | voltaremos a tentar | tentaremos novamente | sera retenté | retardé | nouvelle tentative
    verrà effettuato un nuovo tentativo | consegna ritardata | verzögert | vertraagd | opnieuw proberen | întârziat | задерж | opóźnion
    fördröjd | forsinket | viivästynyt | zpožděn | késleltet | gecik | 延迟 | 延遲 | 遅延 | 遅れ | 지연
""")

# Words that outweigh a status which blames the address.
UNWANTED = listed("""
    spam | blacklist | blocklist | block list | reputation | rbl | dnsbl | spamhaus | policy | unsolicited | dmarc | spf check
""")
