"""The words by which signatures, advertisements of programs and disclaimers are known. Data only, in lower case."""

from mailroom.wording import listed

# A signature of a telephone or a mail program: how its line opens …
MOBILE_SIGNATURES = listed("""
    sent from my | sent from a mobile | sent from a phone | sent from mobile | sent on the go | get outlook for | get bluemail for
    get type for | yahoo mail: | sent via mobile | from my iphone | from my ipad | from my android | sent by galaxy | sent while mobile
    please excuse my brevity | please excuse any typos | excuse typos | excuse my brevity
    enviado desde mi | obtener outlook | obtén outlook | descargar outlook | conseguir outlook | enviat des del meu
    enviat des de la meva | enviat amb el meu | obteniu l'outlook | obteniu outlook | obtén l'outlook | obtenir l'outlook
    aconsegueix l'outlook | baixa l'outlook | descarrega l'outlook | enviado do meu | enviado a partir do meu | enviado pelo meu
    enviada do meu | enviado da minha | obter o outlook | obtenha o outlook | obter outlook | baixar o outlook | enviado dende o meu
    obter outlook | nire iphonetik | nire androidetik | nire ipadetik | nire samsung | eskuratu outlook | lortu outlook
    envoyé de mon | envoyé depuis mon | envoyé à partir de mon | télécharger outlook | téléchargez outlook | obtenir outlook
    obtenez outlook | scarica outlook | ottieni outlook | inviato dal mio | inviata dal mio | von meinem iphone | von meinem ipad
    von meinem handy | von meinem samsung | von meinem smartphone | von meinem mobilgerät | von meinem android | von meinem xiaomi
    diese nachricht wurde von meinem | holen sie sich outlook | laden sie outlook | gesendet von meinem | gesendet von unterwegs
    verzonden vanaf mijn | verstuurd vanaf mijn | verzonden met mijn | download outlook | outlook downloaden | haal outlook voor
    trimis de pe | obțineți outlook | descărcați outlook | скачать outlook | получить outlook | загрузить outlook | отправлено с моего
    отправлено с мобильного | الحصول على outlook | أُرسلت من هاتفي | أرسل من هاتفي | احصل على outlook
    发自我的 | 發自我的 | 从我的 | 從我的 | 获取 outlook | 取得 outlook | 下载 outlook | 获取outlook | 来自我的 | 由我的
    skickat från min | hämta outlook | sendt fra min | hent outlook | lähetetty iphonesta | hanki outlook | pobierz outlook
    wysłane z mojego | wysłane z iphone | stáhnout outlook | odesláno z iphonu | odesláno z mého | iphone'umdan gönderildi
    iphone'dan gönderildi | outlook'u edinin | iphoneから送信 | 私のiphoneから送信 | outlook を入手 | iphone에서 보냄 | 나의 iphone에서 보냄
    outlook 다운로드 | στάλθηκε από το | λήψη του outlook | נשלח מה | odoslané z | poslano s mog | gửi từ iphone của tôi
    надіслано з iphone | dikirim dari | sent from typeapp | sent from hey | sent with unibox | baixe o outlook | baixar outlook
    provenance : courrier | provenance : mail | provenance : outlook | von samsung mobile | أُرسل من هاتفي | أُرسل من | 来自yahoo | 来自 yahoo
    发自新浪 | 发自网易 | outlook for ios を | outlook for android を | 내 galaxy에서 | 내 iphone에서 | outlook for ios 받기 | outlook for android 받기
    pobierz aplikację outlook | küldve az iphone | küldve iphone | outlook for ios'u | outlook for android'i | poslano z mojega
    从 windows 版 | изпратено от моя | đã gửi từ | ส่งจาก iphone | nire iphone-tik | nire galaxy
""")

# A line with one of these tells something, whatever it was sent with.
TELLING_WORDS = frozenset(
    listed(
        "is | are | was | were | never | not | nothing | nada | res | rien | pas | nicht | kein | keine | non | niet | geen | nu | не | нет"
    )
)

# … or opens like this and names what it was sent with.
SENT_WITH = listed("""
    sent from | sent via | sent with | sent using | sent by | enviado desde | enviado a partir | enviado con | enviado mediante | enviat des de
    enviat des de l' | enviat amb | enviat mitjançant | enviado do | enviado por | enviado via | enviado com | enviado pelo | enviado dende
    envoyé depuis | envoyé à partir | envoyé avec | envoyé via | envoyé de | inviato da | inviato dal | inviato con | inviato tramite
    von meinem | von meiner | gesendet von | gesendet mit | gesendet über | outlook für | verzonden vanaf | verstuurd vanaf
    verzonden met | verstuurd met | verzonden vanuit | verzonden via | outlook voor | trimis de pe | trimis din | trimis cu | trimis de la | отправлено с
    отправлено из | отправлено через | أرسلت من | أُرسلت من | تم الإرسال من | مرسل من | 发自 | 發自 | 發送自 | lähetetty | wysłane z
    wysłano z | odesláno z | skickat från | skickat med | sendt fra | sendt via | bidalita | bidalia
""")
PROGRAMS_AND_DEVICES = listed("""
    iphone | ipad | ipod | android | samsung | galaxy | xiaomi | redmi | huawei | honor | oppo | oneplus | motorola | pixel | blackberry
    nokia | htc | windows | outlook | yahoo | gmail | proton | mail for | mail app | mobile | móvil | mòbil | telemóvel | celular | handy
    smartphone | tablet | k-9 | k9 | thunderbird | spark | mailspring | airmail | mailbird | bluemail | blue mail | superhuman
    tutanota | tuta | fairemail | canary | edison | newton | sparrow | boxer | zoho
    aol | gmx | web.de | libero | 邮件 | email para | orange | mail.ru | яндекс
    яндекс.почт | mailbox | hey.com | fastmail | roundcube | icloud | мобильн | телефон | 手机 | 手機 | qq | foxmail | 网易 | 邮箱大师
    correo para | correu per a | correio para | e-mail para | courrier pour | posta per | mail-app | mail voor | الهاتف | هاتف | my phone
    a phone | my cell | telefon | mobilni
""")

# Words with which a person takes leave: the name below them stays, what follows the name is how to reach them.
CLOSINGS = listed("""
    regards | best regards | kind regards | warm regards | kindest regards | best | best wishes | all the best | cheers | sincerely
    yours sincerely | yours faithfully | yours truly | thanks | many thanks | thank you | thanks and regards | thanks & regards
    thank you very much | salutacions | salutacions cordials | cordialment | atentament | ben cordialment | gràcies | moltes gràcies
    gràcies i salutacions | una salutació | una abraçada | fins aviat | salut | saludos | un saludo | saludos cordiales
    un cordial saludo | reciba un cordial saludo | atentamente | cordialmente | gracias | muchas gracias | gracias y saludos
    un abrazo | cumprimentos | melhores cumprimentos | com os melhores cumprimentos | atenciosamente | cordiais saudações
    obrigado | obrigada | muito obrigado | muito obrigada | grato | grata | att | abraço | abraços | saúdos | un saúdo | atentamente
    unha aperta | grazas | agur | ondo izan | adeitasunez | agur bero bat | eskerrik asko | cordialement | bien cordialement
    bien à vous | salutations | salutations distinguées | sincères salutations | merci | merci d'avance | meilleures salutations
    cordiali saluti | distinti saluti | un saluto | saluti | grazie | grazie mille | un cordiale saluto | mit freundlichen grüßen
    mit freundlichen grüssen | mit freundlichem gruß | freundliche grüße | viele grüße | beste grüße | liebe grüße | herzliche grüße
    gruß | grüße | mfg | lg | vg | danke | vielen dank | met vriendelijke groet | met vriendelijke groeten | vriendelijke groet
    vriendelijke groeten | groet | groeten | groetjes | mvg | bedankt | hartelijke groet | cu stimă | cu respect | mulțumesc
    vă mulțumesc | toate cele bune | с уважением | спасибо | с наилучшими пожеланиями | всего доброго | заранее спасибо
    مع أطيب التحيات | مع التحية | تحياتي | شكرا | شكراً | مع خالص التحية | وتفضلوا بقبول فائق الاحترام | 此致 | 祝好 | 谢谢 | 謝謝
    顺祝商祺 | 敬礼 | 敬上 | z poważaniem | pozdrawiam | dziękuję | med venlig hilsen | mvh | venlig hilsen | hilsen
    med vänliga hälsningar | vänliga hälsningar | hälsningar | med vennlig hilsen | vennlig hilsen | ystävällisin terveisin
    terveisin | s pozdravem | děkuji | saygılarımla | teşekkürler | με εκτίμηση | ευχαριστώ | בברכה | תודה | よろしくお願いいたします
    よろしくお願いします | 敬具 | 감사합니다
""")
POSTSCRIPTS = listed("p.s | ps: | ps. | p.d | pd: | pd. | n.b | nb: | post data | з.ы | p.-s")

# What a mail server puts above a mail from outside: the paragraph opens with these words.
BANNERS = listed("""
    caution: this email originated | caution: this e-mail originated | caution: external | caution - external | caution external
    external email: | external email - | external email. | external sender | [external] | [extern] | [ext] | *external* | warning: external
    warning: this email originated | this email originated from outside | this message originated from outside
    you don't often get email from | you don't often get e-mail from | some people who received this message don't often get email
    no suele recibir correo | no suele recibir correos | no sueles recibir | atención: este correo | precaución: este correo
    correo externo | correu extern | atenció: aquest correu | precaució: aquest correu | no acostumeu a rebre | no sol rebre correu
    não costuma receber | você não costuma receber | atenção: este e-mail | cuidado: este e-mail | e-mail externo
    vous n'obtenez pas souvent | vous ne recevez pas souvent | attention : ce message | attention: ce message
    non si ricevono spesso | attenzione: questa e-mail | attenzione: email esterna | sie erhalten nicht oft | sie erhalten nicht häufig
    achtung: diese e-mail | externe e-mail | u ontvangt niet vaak | let op: deze e-mail | nu primiți des | внешнее письмо
""")

# What organisations and virus scanners put below a mail: the paragraph opens with these words.
NOTICES = listed("""
    virus-free | virus free | garanti sans virus | libre de virus | lliure de virus | livre de vírus | sans virus | virenfrei | virusvrij
    privo di virus | senza virus | без вирусов | fără viruși | this email has been checked for viruses | this e-mail has been checked
    scanned by mailscanner | before printing | please consider the environment | think before you print | p please consider
    antes de imprimir | abans d'imprimir | penseu en el medi ambient | avant d'imprimer | pensez à l'environnement
    prima di stampare | bitte prüfen sie, ob diese | denken sie an die umwelt | denk aan het milieu | пожалуйста, подумайте об окружающей
    you received this message because you are subscribed | to unsubscribe from this group | you are receiving this because you
    has recibido este mensaje porque estás suscrito | heu rebut aquest missatge perquè esteu subscrit
    vous recevez ce message car vous êtes abonné | this message was sent by an automatic
    confidentiality notice | confidentiality note | legal notice | legal disclaimer | disclaimer | privacy notice | important notice
    aviso legal | aviso de confidencialidad | avís legal | avís de confidencialitat | protecció de dades | protección de datos
    aviso de confidencialidade | clàusula de confidencialitat | cláusula de confidencialidad | avis de confidentialité
    avvertenza legale | avviso di riservatezza | informativa privacy | haftungsausschluss | vertraulichkeitshinweis | lege oharra
    juridische kennisgeving | clauză de confidențialitate | конфиденциальность | إخلاء المسؤولية | 免责声明 | 保密声明 | 免責聲明 | 重要提示：
""")
# These do so only in a paragraph that is long enough for a lawyer.
LEGAL_OPENINGS = listed("""
    this email and any | this e-mail and any | this message and any | this message w/ | this email is confidential | this e-mail is confidential
    this communication is | this communication, | this email, including | this e-mail, including | this message is intended
    this email is intended | this e-mail is intended | this message contains confidential | this email contains confidential
    this e-mail contains | this e-mail message | this email message | the information contained in this | the information in this e
    the contents of this | this transmission | if you are not the intended recipient | if you have received this | any views or opinions
    privileged and confidential | confidential: | the content of this email
    este mensaje y | este mensaje se dirige | este mensaje va dirigido | este mensaje contiene | este mensaje, y | este correo electrónico
    este correo y | la información contenida en este | la información incluida en | el contenido de este | si usted no es el destinatario
    si ha recibido este | le informamos que sus datos | en cumplimiento de | de conformidad con | de acuerdo con la normativa
    de acuerdo con lo establecido | conforme a lo dispuesto | aquest missatge i | aquest missatge s'adreça | aquest missatge conté
    aquest missatge va dirigit | aquest missatge, i | aquest correu electrònic | aquest correu i | la informació continguda en
    la informació d'aquest | el contingut d'aquest | si no en sou el destinatari | si heu rebut aquest | us informem que les
    en compliment d | d'acord amb la normativa | d'acord amb el reglament | esta mensagem e | esta mensagem é | esta mensagem contém
    esta mensagem, incluindo | este e-mail e | este email e | a informação contida n | as informações contidas n | se recebeu esta
    se você recebeu esta | esta mensaxe | este correo electrónico e | a información contida n | mezu hau | mezu honek
    ce message et | ce message est | ce message électronique | ce courriel | cet e-mail | cet email | ce mail | ce courrier
    les informations contenues | si vous n'êtes pas le destinataire | si vous avez reçu ce | questo messaggio | questa e-mail | questa mail
    le informazioni contenute | il contenuto di questa | ai sensi del | se avete ricevuto questo | diese e-mail | diese mail | diese nachricht
    der inhalt dieser | die information in dieser | die in dieser | wenn sie nicht der | falls sie nicht der | this email may
    dit bericht | deze e-mail | dit e-mailbericht | de informatie in dit | de inhoud van dit | acest mesaj | acest e-mail | acest email
    informațiile conținute | данное сообщение | это сообщение | информация, содержащаяся | настоящее сообщение | هذه الرسالة | هذا البريد
    المعلومات الواردة | 本邮件 | 本郵件 | 此邮件 | 此郵件 | 本电子邮件 | ta wiadomość | niniejsza wiadomość | tato zpráva | denne e-mail
    detta meddelande
""")
