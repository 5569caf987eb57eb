"""Attribution lines as mail programs write them, by language: all of a mail of Suport of the third of January 2024."""

ATTRIBUTIONS: dict[str, str] = {
    "English": """
On Wed, Jan 3, 2024 at 10:00 AM Suport <suport@example.org> wrote:
On Wed, Jan 3, 2024 at 10:00 AM Suport via Desk <suport@example.org> wrote:
On Wed, 3 Jan 2024, 10:00 Suport, <suport@example.org> wrote:
On Wed, 3 Jan 2024 at 10:00, <suport@example.org> wrote:
On Wed, Jan 3, 2024, 10:00 AM suport@example.org <suport@example.org> wrote:
On 3 Jan 2024, at 10:00, Suport <suport@example.org> wrote:
On Jan 3, 2024, at 10:00 AM, Suport via <suport@example.org> wrote:
On Jan 3, 2024, at 10:00 AM, suport@example.org wrote:
On 03/01/2024 10:00, Suport wrote:
On 2024-01-03 10:00, Suport wrote:
On 1/3/24 10:00, Suport wrote:
On 1/3/2024 10:00 AM, Suport via Desk wrote:
On Wednesday, January 3, 2024 at 10:00:00 AM GMT+1, Suport <suport@example.org> wrote:
On Wednesday, January 3rd, 2024 at 10:00 AM, Suport <suport@example.org> wrote:
On Wednesday 3 January 2024 10:00:00 Suport wrote:
On Wed, 03 Jan 2024 10:00:00 +0100, Suport <suport@example.org> wrote:
On Wed, Jan 03, 2024 at 10:00:00AM +0100, Suport wrote:
On Wed, 2024-01-03 at 10:00 +0100, Suport wrote:
On 03 Jan 2024 10:00, Suport <suport@example.org> wrote:
On Jan 3, 2024 10:00 AM, Suport <suport@example.org> wrote:
On Wed, 24 Feb 2021 14:02:50 +0530 Suport <suport@example.org> wrote
---- On Wed, 03 Jan 2024 10:00:00 +0100 Suport <suport@example.org> wrote ----
---- On Wed, 03 Jan 2024 10:00:00 +0100 Suport <suport@example.org> wrote ---
---- On Wed, 03 Jan 2024 10:00:00 +0100 suport@example.org wrote ----
--- On Wed, 1/3/24, Suport <suport@example.org> wrote:
---- Suport wrote ----
-----Suport <suport@example.org> wrote: -----
-----suport@example.org wrote: -----
In a message dated 1/3/2024 10:00:00 AM Eastern Standard Time, suport@example.org writes:
Suport <suport@example.org> wrote:
Suport <suport@example.org> writes:
Suport wrote on 03.01.2024 10:00:
Suport wrote on 3/1/2024 10:00 AM:
Suport wrote on 2024-01-03 10:00 (GMT +01:00):
Suport <suport@example.org> wrote on Wed, 3 Jan 2024 at 10:00:
suport@example.org wrote:
Quoting Suport <suport@example.org>:
Quoting "Suport" <suport@example.org>:
Zitat von Suport <suport@example.org>:
Citando a Suport <suport@example.org>:
Citat av Suport <suport@example.org>:
* Suport <suport@example.org> [2024-01-03 10:00:00 +0100]:
At 10:00 03/01/2024, Suport wrote:
At 10:00 AM 1/3/2024, you wrote:
At 2024-01-03 10:00:00, "Suport" <suport@example.org> wrote:
At 2024-01-03 10:00:00,"Suport" <suport@example.org> wrote:
Wednesday, 3 January 2024, 10:00 +01:00 from Suport <suport@example.org>:
Wednesday, January 3, 2024 10:00 AM +03:00 from suport@example.org <suport@example.org>:
Wednesday, January 3, 2024, 10:00:00 AM, you wrote:
3 Jan 2024, 10:00 by suport@example.org:
Jan 3, 2024, 10:00 by suport@example.org:
3 Jan 2024 10:00:00 Suport <suport@example.org>:
2024-01-03 10:00 GMT+01:00 Suport <suport@example.org>:
2024-01-03 10:00 GMT+01:00 Suport <suport@example.org >:
2024/1/3 Suport <suport@example.org>:
03.01.2024, 10:00, "Suport" <suport@example.org>:
10:00, 3 January 2024, Suport <suport@example.org>:
10:00, 3 января 2024 г., Suport <suport@example.org>:
January 3, 2024 10:00 AM, "Suport" <suport@example.org> wrote:
3 January 2024 10:00, "Suport" <suport@example.org> wrote:
January 3, 2024 10:00 AM, suport@example.org wrote:
""",
    "French": """
Le mer. 3 janv. 2024 à 10:00, Suport <suport@example.org> a écrit :
Le mer. 3 janv. 2024, 10:00, Suport <suport@example.org> a écrit :
Le 3 janv. 2024 à 10:00, Suport <suport@example.org> a écrit :
Le 03/01/2024 à 10:00, Suport a écrit :
Le mercredi 3 janvier 2024 à 10:00:00 UTC+1, Suport <suport@example.org> a écrit :
Le mercredi 03 janvier 2024 à 10:00 +0100, Suport a écrit :
Le Mercredi 3 janvier 2024 10h00, Suport <suport@example.org> a écrit :
Le 03-01-2024 10:00, Suport a écrit :
Suport <suport@example.org> a écrit :
Suport a écrit le 03/01/2024 à 10:00 :
En date de : Mer 3.1.24, Suport <suport@example.org> a écrit :
mercredi 3 janvier 2024, 10:00:00, Suport a écrit :
3 janv. 2024 10:00:00 Suport <suport@example.org>:
""",
    "Spanish": """
El mié, 3 ene 2024 a las 10:00, Suport (<suport@example.org>) escribió:
El mié., 3 de ene. de 2024 10:00, Suport <suport@example.org> escribió:
El mié, 3 ene 2024, 10:00, Suport <suport@example.org> escribió:
El mié, 3 ene 2024 10:00, Suport <suport@example.org> escribió:
El 3 ene 2024, a las 10:00, Suport <suport@example.org> escribió:
El 3/1/24 a las 10:00, Suport escribió:
El 03/01/2024 a las 10:00, Suport escribió:
El 03-01-2024 10:00, Suport escribió:
El 2024-01-03 10:00, Suport escribió:
El miércoles, 3 de enero de 2024, 10:00:00 CET, Suport <suport@example.org> escribió:
El miércoles, 3 de enero de 2024 a las 10:00, Suport <suport@example.org> escribió:
El mié, 03-01-2024 a las 10:00 +0100, Suport escribió:
El 3 de enero de 2024 10:00:00 CET, Suport <suport@example.org> escribió:
El día 3 de enero de 2024, 10:00, Suport<suport@example.org> escribió:
Suport <suport@example.org> escribió:
Suport escribió el 03/01/2024 a las 10:00:
El jue, 3 ene 2024 a la(s) 10:00, Suport (suport@example.org) escribió:
3 ene 2024 10:00:00 Suport <suport@example.org>:
""",
    "Catalan": """
El dc., 3 de gen. 2024, 10:00, Suport <suport@example.org> va escriure:
El dc., 3 de gen. 2024 a les 10:00, Suport (<suport@example.org>) va escriure:
El dia 3 gen. 2024 10:00, "Suport" <suport@example.org> va escriure:
Missatge de Suport <suport@example.org> del dia dc., 3 de gen. 2024 a les 10:00:
Missatge de l'adreça Suport <suport@example.org> del dia dc., 3 de gen. 2024 a les 10:00:
Missatge de l’adreça Suport <suport@example.org> del dia dc., 3 de gen. 2024 a les 10:00:
El 3 gen 2024, a les 10:00, Suport <suport@example.org> va escriure:
El 3/1/24 a les 10:00, Suport ha escrit:
El 03-01-2024 10:00, Suport ha escrit:
El dimecres, 3 de gener de 2024, 10:00:00 CET, Suport <suport@example.org> va escriure:
El dimecres 3 de gener de 2024 a les 10:00, Suport <suport@example.org> va escriure:
El dc. 03 de 01 de 2024 a les 10:00 +0100, en/na Suport va escriure:
Suport <suport@example.org> ha escrit:
A 03/01/2024 10:00, Suport escrigué:
""",
    "Portuguese": """
Em qua., 3 de jan. de 2024 às 10:00, Suport <suport@example.org> escreveu:
Em qua., 3 de jan. de 2024, 10:00, Suport <suport@example.org> escreveu:
Em quarta-feira, 3 de janeiro de 2024 10:00:00 BRT, Suport <suport@example.org> escreveu:
Em quarta-feira, 3 de janeiro de 2024 às 10:00:00 WET, Suport <suport@example.org> escreveu:
Em 3 de jan. de 2024, à(s) 10:00, Suport <suport@example.org> escreveu:
Em 03/01/2024 10:00, Suport escreveu:
Em 03/01/2024 às 10:00, Suport escreveu:
Em qua., 3 de jan. de 2024 às 10:00, Suport (<suport@example.org>) escreveu:
No dia 03/01/2024, às 10:00, Suport <suport@example.org> escreveu:
Às 10:00 de 03/01/2024, Suport escreveu:
A 03/01/2024 10:00, Suport escreveu:
Suport <suport@example.org> escreveu (quarta, 3/01/2024 à(s) 10:00):
Suport <suport@example.org> escreveu no dia quarta, 3/01/2024 à(s) 10:00:
Suport escreveu em 03/01/2024 10:00:
""",
    "Galician": """
O mér., 3 xan. 2024 ás 10:00, Suport (<suport@example.org>) escribiu:
O mércores, 3 de xaneiro de 2024, 10:00:00 CET, Suport <suport@example.org> escribiu:
O 03/01/24 ás 10:00, Suport escribiu:
O 3 xan 2024, ás 10:00, Suport <suport@example.org> escribiu:
""",
    "Basque": """
Suport (<suport@example.org>) erabiltzaileak hau idatzi du (2024 urt. 3, az. (10:00)):
Suport igorleak hau idatzi zuen (2024-01-03 10:00):
2024(e)ko urt. 3(a) 10:00(e)an, Suport igorleak hau idatzi zuen:
""",
    "Italian": """
Il giorno mer 3 gen 2024 alle ore 10:00 Suport <suport@example.org> ha scritto:
Il giorno mer 3 gen 2024 alle 10:00 Suport <suport@example.org> ha scritto:
Il mer 3 gen 2024, 10:00 Suport <suport@example.org> ha scritto:
Il 03/01/2024 10:00, Suport ha scritto:
Il giorno 3 gen 2024, alle ore 10:00, Suport <suport@example.org> ha scritto:
Il mercoledì 3 gennaio 2024 alle ore 10:00:00 CET, Suport <suport@example.org> ha scritto:
Il 03 gennaio 2024 10:00 Suport <suport@example.org> ha scritto:
Il 03/01/2024 10:00 CET Suport <suport@example.org> ha scritto:
In data mercoledì 3 gennaio 2024 10:00:00 CET, Suport ha scritto:
Suport <suport@example.org> ha scritto:
""",
    "German": """
Am Mi., 3. Jan. 2024 um 10:00 Uhr schrieb Suport <suport@example.org>:
Am Mi., 3. Jan. 2024 um 10:00 Uhr schrieb Suport via Desk <suport@example.org>:
Suport <suport@example.org> schrieb am Mi., 3. Jan. 2024, 10:00:
Suport <suport@example.org> schrieb am Mi. 3. Jan. 2024 um 10:00:
Am 03.01.2024 um 10:00 schrieb Suport <suport@example.org>:
Am 03.01.24 um 10:00 schrieb Suport:
Am 3. Januar 2024 10:00:00 MEZ schrieb Suport <suport@example.org>:
Am 3. Januar 2024 10:00:00 MEZ schrieb "Suport" <suport@example.org>:
Am Mittwoch, 3. Januar 2024 um 10:00:00 MEZ hat Suport <suport@example.org> Folgendes geschrieben:
Am Mittwoch, 3. Januar 2024, 10:00:00 MEZ schrieb Suport:
Am Mittwoch, dem 03.01.2024 um 10:00 +0100 schrieb Suport:
Suport schrieb am 03.01.2024 um 10:00:
Suport <suport@example.org> hat am 03.01.2024 10:00 CET geschrieben:
Suport <suport@example.org> hat am 03.01.2024 10:00 geschrieben:
03.01.2024 10:00:00 Suport <suport@example.org>:
""",
    "Dutch": """
Op wo 3 jan 2024 om 10:00 schreef Suport <suport@example.org>:
Op wo 3 jan. 2024 10:00 schreef Suport <suport@example.org>:
Op 3 jan. 2024, om 10:00 heeft Suport <suport@example.org> het volgende geschreven:
Op 3 jan. 2024 om 10:00 heeft Suport <suport@example.org> het volgende geschreven:
Op 03-01-2024 om 10:00 schreef Suport:
Op woensdag 3 januari 2024 om 10:00:00 CET schreef Suport <suport@example.org>:
Suport schreef op 2024-01-03 10:00:
Suport schreef op wo 03-01-2024 om 10:00 [+0100]:
""",
    "Romanian": """
În mie., 3 ian. 2024 la 10:00, Suport <suport@example.org> a scris:
În mie., 3 ian. 2024, 10:00 Suport <suport@example.org> a scris:
Pe 3 ian. 2024, la 10:00, Suport <suport@example.org> a scris:
Pe miercuri, 3 ianuarie 2024 la 10:00:00 EET, Suport <suport@example.org> a scris:
În miercuri, 3 ianuarie 2024 la 10:00:00 EET, Suport <suport@example.org> a scris:
Pe data de 03.01.2024 10:00, Suport a scris:
La 03.01.2024 10:00, Suport a scris:
""",
    "Russian": """
ср, 3 янв. 2024 г. в 10:00, Suport <suport@example.org>:
ср, 3 янв. 2024 г., 10:00 Suport <suport@example.org>:
ср, 3 янв. 2024 г. в 10:00, Suport <suport@example.org> писал(а):
3 янв. 2024 г., в 10:00, Suport <suport@example.org> написал(а):
03.01.2024 10:00, Suport пишет:
03.01.2024 10:00, Suport написал:
Среда, 3 января 2024, 10:00 +03:00 от Suport <suport@example.org>:
Среда, 3 января 2024, 10:00 +03:00 от "Suport" <suport@example.org>:
3 января 2024 г. 10:00:00 GMT+03:00, Suport <suport@example.org> пишет:
В Ср., 03/01/2024 в 10:00 +0300, Suport пишет:
В среду, 3 января 2024 г., 10:00:00 MSK пользователь Suport <suport@example.org> написал:
Вы писали 3 января 2024 г., 10:00:00:
Suport <suport@example.org> писал 3 января 2024 г. 10:00:
Suport писал 2024-01-03 10:00:
""",
    "Arabic": """
في الأربعاء، 3 يناير 2024 في 10:00 ص تمت كتابة ما يلي بواسطة Suport <suport@example.org>:
في الأربعاء، ٣ يناير ٢٠٢٤، ١٠:٠٠ ص Suport <suport@example.org> كتب:
بتاريخ الأربعاء، 3 يناير 2024 10:00 ص، كتب Suport <suport@example.org>:
في 3 يناير 2024، الساعة 10:00، كتب/كتبت Suport <suport@example.org>:
في 3\u200f/1\u200f/2024 10:00 ص, كتب Suport:
في ٣ يناير ٢٠٢٤، ١٠:٠٠ ص، كتب Suport <suport@example.org>:
في يوم الأربعاء، 3 يناير 2024 في 10:00:00 ص غرينتش+1، كتب Suport <suport@example.org>:
كتب Suport <suport@example.org> في الأربعاء، 3 يناير 2024:
""",
    "Chinese": """
Suport <suport@example.org> 于2024年1月3日周三 10:00写道：
Suport <suport@example.org>于2024年1月3日 周三10:00写道：
Suport <suport@example.org> 于 2024年1月3日周三 上午10:00写道：
Suport <suport@example.org> 於 2024年1月3日 週三 上午10:00寫道：
2024-01-03 10:00 GMT+08:00 Suport <suport@example.org>:
在 2024年1月3日，10:00，Suport <suport@example.org> 写道：
在 2024年1月3日，上午10:00，Suport <suport@example.org> 写道：
在 2024年1月3日星期三，Suport <suport@example.org> 写道：
在 2024-01-03 10:00:00，"Suport" <suport@example.org> 写道：
在 2024/1/3 10:00, Suport 写道:
在 2024-01-03 10:00，Suport 写道：
在 2024年1月3日 星期三 10:00:00，Suport <suport@example.org> 写道：
Suport <suport@example.org> 在 2024年1月3日 週三 10:00 寫道：
Suport 於 2024/1/3 上午 10:00 寫道:
2024年1月3日 10:00，Suport <suport@example.org> 写道：
2024年1月3日 上午10:00，Suport 寫道：
""",
    "Polish": """
śr., 3 sty 2024 o 10:00 Suport <suport@example.org> napisał(a):
W dniu 3.01.2024 o 10:00, Suport pisze:
W dniu śr., 3.01.2024 o 10:00 Suport <suport@example.org> napisał(a):
W dniu środa, 3 stycznia 2024 10:00:00 CET użytkownik Suport <suport@example.org> napisał:
Dnia 3 stycznia 2024 10:00 Suport <suport@example.org> napisał(a):
Wiadomość napisana przez Suport <suport@example.org> w dniu 3 sty 2024, o godz. 10:00:
Dnia środa, 3 stycznia 2024 10:00:00 CET Suport pisze:
użytkownik Suport <suport@example.org> napisał:
""",
    "Swedish, Norwegian and Danish": """
Den ons 3 jan. 2024 kl 10:00 skrev Suport <suport@example.org>:
Den ons. 3. jan. 2024 kl. 10.00 skrev Suport <suport@example.org>:
Den ons 3 jan. 2024 10:00Suport <suport@example.org> skrev:
3 jan. 2024 kl. 10:00 skrev Suport <suport@example.org>:
Den 2024-01-03 kl. 10:00, skrev Suport:
On 3 januari 2024 10:00:00 skrev Suport <suport@example.org>:
ons. 3. jan. 2024 kl. 10:00 skrev Suport <suport@example.org>:
Den 03.01.2024 10:00, skrev Suport:
3. jan. 2024 kl. 10:00 skrev Suport <suport@example.org>:
onsdag 3. januar 2024 kl. 10:00:00 CET, skrev Suport <suport@example.org>:
Den 3. jan. 2024 kl. 10.00 skrev Suport <suport@example.org>:
Den onsdag 3. januar 2024 10.00.00 CET skrev Suport <suport@example.org>:
""",
    "Finnish": """
ke 3. tammik. 2024 klo 10.00 Suport (suport@example.org) kirjoitti:
Suport <suport@example.org> kirjoitti 3.1.2024 kello 10.00:
Suport kirjoitti 3.1.2024 klo 10.00:
keskiviikko 3. tammikuuta 2024 klo 10.00.00 UTC+2 Suport <suport@example.org> kirjoitti:
""",
    "Czech, Slovak and Hungarian": """
st 3. 1. 2024 v 10:00 odesílatel Suport <suport@example.org> napsal:
Dne 03. 01. 24 v 10:00 Suport napsal(a):
Dne 3.1.2024 v 10:00 Suport napsal(a):
3. 1. 2024 v 10:00, Suport <suport@example.org>:
Dne středa 3. ledna 2024 10:00:00 CET, Suport <suport@example.org> napsal(a):
st 3. 1. 2024 o 10:00 Suport <suport@example.org> napísal(a):
Suport <suport@example.org> ezt írta (időpont: 2024. jan. 3., Sze, 10:00):
2024. 01. 03. 10:00 keltezéssel, Suport írta:
""",
    "Japanese and Korean": """
2024年1月3日(水) 10:00 Suport <suport@example.org>:
2024/01/03 10:00、Suport <suport@example.org>のメール:
2024/01/03 10:00、Suport <suport@example.org>のメール：
On 2024/01/03 10:00, Suport wrote:
2024年1月3日水曜日 10:00:00 JST、Suport <suport@example.org> さんが書きました:
2024년 1월 3일 (수) 오전 10:00, Suport <suport@example.org>님이 작성:
2024. 1. 3. 오전 10:00, Suport <suport@example.org> 작성:
2024년 1월 3일 수요일 오전 10:00, Suport <suport@example.org>님이 작성:
""",
    "Turkish, Greek and Hebrew": """
Suport <suport@example.org>, 3 Oca 2024 Çar, 10:00 tarihinde şunu yazdı:
3 Ocak 2024 Çarşamba 10:00:00 GMT+3, Suport <suport@example.org> yazdı:
Suport şunları yazdı (3 Oca 2024 10:00):
Suport <suport@example.org> şunları yazdı (3 Oca 2024 10:00):
Στις Τετ 3 Ιαν 2024 στις 10:00 π.μ., ο/η Suport <suport@example.org> έγραψε:
Στις 3 Ιαν 2024, στις 10:00 π.μ., ο χρήστης Suport <suport@example.org> έγραψε:
Στις 3/1/24 10:00, ο/η Suport έγραψε:
\u202bבתאריך יום ד׳, 3 בינו׳ 2024 ב-10:00 מאת \u202aSuport\u202c\u200f <\u202asuport@example.org\u202c\u200f>:\u202c
בתאריך יום ד׳, 3 בינו׳ 2024 ב-10:00 מאת Suport <suport@example.org>:
ב-3 בינו׳ 2024, בשעה 10:00,\u200f Suport <suport@example.org> כתב/ה:
""",
    "further languages": """
ср, 3 січ. 2024 р. о 10:00 Suport <suport@example.org> пише:
На ср, 3.01.2024 г. в 10:00 Suport <suport@example.org> написа:
sre, 3. sij 2024. u 10:00 Suport <suport@example.org> napisao je:
Vào Th 4, 3 thg 1, 2024 vào lúc 10:00 Suport <suport@example.org> đã viết:
Pada Rab, 3 Jan 2024 pukul 10.00 Suport <suport@example.org> menulis:
2024-01-03, tr, 10:00 Suport <suport@example.org> rašė:
trešd., 2024. g. 3. janv., plkst. 10:00 — lietotājs Suport (<suport@example.org>) rakstīja:
Kontakt Suport (<suport@example.org>) kirjutas kuupäeval K, 3. jaanuar 2024 kell 10:00:
Þann mið., 3. jan. 2024 kl. 10:00 skrifaði Suport <suport@example.org>:
در تاریخ چهارشنبه ۳ ژانویهٔ ۲۰۲۴، ۱۰:۰۰ Suport <suport@example.org> نوشت:
बुध, 3 जन॰ 2024 को 10:00 am बजे को Suport <suport@example.org> ने लिखा:
ในวันที่ พ. 3 ม.ค. 2024 เวลา 10:00 Suport <suport@example.org> เขียนว่า:
""",
}

# Too little to be sure of: these count when quote marks follow.
DOUBTFUL = """
On Tuesday, Suport wrote:
Quoting Suport (2024-01-03 10:00:00)
2024/1/3 Suport <suport@example.org>
En/na Suport ha escrit:
Suport wrote:
Suport schrieb:
"""
