"""Words in subjects and senders by which programs give themselves away. Data only, in lower case but for monitors."""

import re

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
    poissa
""")

# These open away notes too, and count only in an answer.
AWAY_OPENINGS = listed("""
    out of office | out of the office | on vacation | i am on vacation | i'm out | i am out of | i am currently out
    away from | thank you for your message | thank you for your email | thanks for contacting
""")

# Sentences of away notes, in the manner of their senders; of these several stand together.
AWAY_SENTENCES = listed("""
    i am out of the office | i'm out of the office | i am currently out | i'm currently out | i will be out of | i'll be out of | i am away
    i am currently away | i am on vacation | i am on holiday | i am on annual leave | i am on leave | i will be back | i'll be back
    i will return | returning on | will return to the office | back in the office | limited access to | no access to my e | no access to e
    not be able to read | will not be read | will respond to your | will reply to your | will answer your | upon my return | when i return
    on my return | as soon as i am back | for urgent matters | in urgent cases | if your request is urgent | if it is urgent | in my absence
    during my absence | during this time | thank you for your message | thank you for your e | thanks for your e
    this is an automatic | this is an automated | automatically generated reply | automatic response | do not reply to this
    sóc fora | estic de vacances | estaré de vacances | seré fora | tornaré el | a partir del dia | en cas d'urgència | per a qualsevol urgència
    gràcies pel vostre | gràcies pel teu | missatge automàtic | resposta automàtica | estoy de vacaciones | estaré de vacaciones
    estoy fuera de | estaré fuera | me encuentro fuera | vuelvo el | regresaré el | a mi vuelta | a mi regreso | en caso de urgencia
    para cualquier urgencia | gracias por su | gracias por tu | mensaje automático | respuesta automática | estou de férias | estarei de férias
    estou ausente | estarei ausente | fora do escritório | regresso a | em caso de urgência | obrigado pela sua | obrigada pela sua
    mensagem automática | resposta automática | estou de vacacións | estarei fóra | volverei o | grazas pola | oporretan nago | bulegotik kanpo
    itzuliko naiz | premiazko | mezu automatikoa | je suis absent | je suis actuellement absent | je suis en congé | je serai absent
    je serai de retour | de retour le | à mon retour | en cas d'urgence | pendant mon absence | merci pour votre | merci de votre
    message automatique | réponse automatique | sono in ferie | sono fuori | sarò fuori | sono assente | sarò assente | rientrerò | rientro il
    al mio rientro | in caso di urgenza | per urgenze | grazie per la sua | risposta automatica | messaggio automatico | ich bin im urlaub
    ich bin nicht im büro | ich bin derzeit nicht | ich bin zur zeit nicht | ich bin abwesend | bin ich nicht erreichbar | bin ich wieder
    wieder im büro | wieder erreichbar | in dringenden fällen | während meiner abwesenheit | wird nicht weitergeleitet | nicht gelesen
    vielen dank für ihre | automatische antwort | ik ben niet aanwezig | ik ben afwezig | ik ben op vakantie | ik ben met vakantie
    ik ben weer | vanaf maandag | ben ik weer | bij dringende | in dringende gevallen | tijdens mijn afwezigheid | bedankt voor uw
    automatisch bericht | automatisch antwoord | sunt în concediu | voi fi în concediu | nu sunt la birou | voi reveni | revin în
    în caz de urgență | pentru urgențe | vă mulțumesc pentru | mesaj automat | răspuns automat | я в отпуске | нахожусь в отпуске
    буду в отпуске | меня не будет | отсутствую до | вернусь | выйду на работу | по срочным вопросам | в случае срочных | спасибо за ваше
    автоматический ответ | автоматическое сообщение | أنا في إجازة | خارج المكتب | سأعود | للأمور العاجلة | في الحالات العاجلة | شكرا لرسالتك
    رسالة تلقائية | رد تلقائي | 我正在休假 | 我在休假 | 目前不在办公室 | 目前不在辦公室 | 不在公司 | 回来后 | 回來後 | 尽快回复 | 儘快回覆 | 如有急事 | 紧急事宜
    感谢您的来信 | 感謝您的來信 | 自动回复 | 自動回覆
""")

# Local parts of programs that watch machines.
MONITORS = frozenset(
    {"nagios", "icinga", "icinga2", "zabbix", "monit", "alertmanager", "munin", "prometheus", "logwatch", "smartd", "fail2ban", "cron"}
)

# How such programs open their subjects, as written. What a person might write needs the state of a host or service after it.
MONITOR_SUBJECT = re.compile(
    r"\*\* (?:PROBLEM|RECOVERY|ACKNOWLEDGEMENT|FLAPPING\w{4,6}|DOWNTIME\w{3,9})\b.{0,300} \*\*"
    r"|(?:PROBLEM|RECOVERY)(?: - | (?:Host|Service)\b).{0,300}\b(?:CRITICAL|WARNING|UNKNOWN|DOWN|UNREACHABLE|UP|OK)\b"
    r"|\[(?:FIRING|RESOLVED)(?::\d{1,4})?\]|(?:Cron|Anacron) (?:<\S{1,200}>|job)|Logwatch for |SMART error \("
)
