"""Words in subjects and senders by which programs give themselves away. Data only, in lower case but for monitors."""

from mailroom.wording import listed

# The subject of an automatic reply opens with one of these, mark included.
AUTO_PREFIXES = listed("""
    automatic reply | auto reply: | auto-reply: | autoreply: | auto response: | auto-response: | autoresponse:
    auto: | out of office autoreply | out of office reply | out-of-office | auto-reply] | autoreply] | auto reply] | automatic reply]
    autoresponse] | auto response] | auto reply to
    automatic response | automated reply | automated response | autosvar | automaattinen vastaus
    resposta automàtica | respuesta automática | respuesta automatica | contestación automática
    resposta automática | erantzun automatikoa | réponse automatique | reponse automatique | risposta automatica
    automatische antwort | automatische antwoord | automatisch antwoord | automatische reactie
    automatische beantwortung | răspuns automat | raspuns automat | автоматический ответ | автоответ
    автоматична відповідь | رد تلقائي | الرد التلقائي | 自动回复 | 自動回覆 | 自动答复 | 自動回复 | 自動応答 | 自動返信
    odpowiedź automatyczna | automatická odpověď | automatisk svar | automatiskt svar | otomatik yanıt
    automatikus válasz | αυτόματη απάντηση | abwesenheitsnotiz | abwesenheitsmeldung | abwesenheitsbenachrichtigung
    message d'absence | avis d'absence | notification d'absence | absence du bureau | afwezigheidsbericht
    afwezigheidsmelding | notifica di assenza | avviso di assenza | avís d'absència | aviso de ausencia
    aviso de ausência | notificación de ausencia | lomaviesti
""")

# These count when the subject ends there or goes on after a punctuation mark.
AWAY = listed("""
    out of office | out of the office | ooo | on vacation | on holiday | on annual leave | on leave | vacation
    away | vacation notice | away from my mail | away from the office | i am away | fora de l'oficina
    fora del despatx | de vacances | fuera de la oficina | fuera de oficina | de vacaciones | ausente
    ausente del trabajo | fora do escritório | fora do escritorio | ausente do escritório | de férias | en vacacións
    bulegotik kanpo | oporretan | absent | absente | absent du bureau | en congé | en congés | en vacances
    fuori sede | fuori ufficio | assente | in ferie | assenza | abwesend | abwesenheit | im urlaub | nicht im büro
    außer haus | afwezig | afwezigheid | op vakantie | niet op kantoor | în concediu | in concediu
    plecat din birou | absent de la birou | нет на месте | отсутствую | в отпуске | отпуск | нет в офисе
    خارج المكتب | في إجازة | 外出 | 休假 | 不在办公室 | 不在辦公室 | 外出中 | poza biurem | nieobecność | frånvarande | fraværende
    poissa
""")

# These open away notes too, and count only in an answer or beside X-Auto-Response-Suppress.
AWAY_OPENINGS = listed("""
    out of office | out of the office | on vacation | i am on vacation | i'm out | i am out of | i am currently out
    away from | thank you for your message | thank you for your email | thanks for contacting
""")

# Local parts of programs that watch machines.
MONITORS = frozenset(
    {"nagios", "icinga", "icinga2", "zabbix", "monit", "alertmanager", "munin", "prometheus", "logwatch", "smartd", "fail2ban", "cron"}
)

# How such programs open their subjects, as written.
MONITOR_SUBJECTS = (
    "** PROBLEM",
    "** RECOVERY",
    "** ACKNOWLEDGEMENT",
    "PROBLEM Host",
    "PROBLEM - ",
    "RECOVERY - ",
    "[FIRING",
    "[RESOLVED",
    "Cron <",
    "Anacron job",
    "Logwatch for ",
    "SMART error",
)
