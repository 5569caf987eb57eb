"""Headers of an earlier mail written out as mail programs do it; a bar is a line end."""

HEADER_BLOCKS = """
From: Suport <suport@example.org>|Sent: Wednesday, January 3, 2024 10:00 AM|To: Anna <anna@example.org>|Subject: RE: x
From: Suport <suport@example.org>|Date: Wednesday, 3 January 2024 at 10:00|To: Anna <anna@example.org>|Subject: Re: x
From: Suport [mailto:suport@example.org]|Sent: Wednesday, January 3, 2024 10:00 AM|To: 'Anna'|Subject: RE: x
From: Suport via Desk|Sent: Wednesday, January 3, 2024 10:00 AM|To: Anna Prat|Cc: Biel|Subject: RE: x
Date: Wed, 3 Jan 2024 10:00:00 +0100|From: suport@example.org|To: anna@example.org|Subject: Re: x
Date: Wed, 3 Jan 2024 10:00:00 +0100|Subject: Re: x|From: suport@example.org|To: anna@example.org
From: Suport <suport@example.org>|To: Anna|Date: 03/01/2024 10:00|Subject: x
From: Suport|Date: 3 January 2024 10:00|To: anna@example.org
From: Suport <suport@example.org>|Date: 3 January 2024 10:00
Subject: Re: x|From: suport@example.org|To: anna@example.org|Date: Wed, 3 Jan 2024 10:00:00 +0100
De: Suport <suport@example.org>|Enviat: dimecres, 3 de gener de 2024 10:00|Per a: Anna <anna@example.org>|Assumpte: RE: x
De: Suport <suport@example.org>|Enviat el: dimecres, 3 de gener de 2024 10:00|Per: Anna <anna@example.org>|Tema: RE: x
De: Suport|Data: dimecres, 3 de gener de 2024 a les 10:00|A: Anna|Assumpte: Re: x
De: Suport|Enviat: dimecres, 3 de gener de 2024 10:00|A: Anna|A/c: Biel|Tema: Re: x
De: Suport <suport@example.org>|Enviado: miércoles, 3 de enero de 2024 10:00|Para: Anna <anna@example.org>|Asunto: RE: x
De: Suport <suport@example.org>|Enviado el: miércoles, 3 de enero de 2024 10:00|Para: Anna|CC: Biel|Asunto: RE: x
De: Suport|Fecha: miércoles, 3 de enero de 2024, 10:00|Para: Anna|Asunto: Re: x
De: Suport [mailto:suport@example.org]|Enviado el: miércoles, 3 de enero de 2024 10:00|Para: 'Anna'|Asunto: x
De: Suport <suport@example.org>|Enviada em: quarta-feira, 3 de janeiro de 2024 10:00|Para: Anna|Assunto: RES: x
De: Suport <suport@example.org>|Enviado: quarta-feira, 3 de janeiro de 2024 10:00|Para: Anna|Assunto: Re: x
De: Suport <suport@example.org>|Data: quarta-feira, 3 de janeiro de 2024 às 10:00|Para: Anna|Assunto: Re: x
De: Suport <suport@example.org>|Enviado: 3 de janeiro de 2024 10:00|Para: Anna|Assunto: RE: x
De: Suport <suport@example.org>|Enviado: mércores, 3 de xaneiro de 2024 10:00|Para: Anna|Asunto: RE: x
Nork: Suport <suport@example.org>|Bidalia: asteazkena, 2024(e)ko urtarrilak 3 10:00|Nori: Anna|Gaia: RE: x
Bidaltzailea: Suport <suport@example.org>|Data: 2024(e)ko urtarrilak 3 10:00|Hartzailea: Anna|Gaia: RE: x
De : Suport <suport@example.org>|Envoyé : mercredi 3 janvier 2024 10:00|À : Anna|Objet : RE: x
De : Suport <suport@example.org>|Date : mercredi 3 janvier 2024 à 10:00|À : Anna|Cc : Biel|Objet : Re: x
De : Suport|Envoyé le : mercredi 3 janvier 2024 10:00|À : Anna|Objet : Re: x
De: "Suport" <suport@example.org>|À: "Anna" <anna@example.org>|Envoyé: Mercredi 3 Janvier 2024 10:00:00|Objet: x
Da: Suport <suport@example.org>|Inviato: mercoledì 3 gennaio 2024 10:00|A: Anna|Oggetto: R: x
Da: Suport <suport@example.org>|Data: mercoledì, 3 gennaio 2024 alle ore 10:00|A: Anna|Oggetto: Re: x
Da: "Suport" <suport@example.org>|A: "Anna"|Inviato: Mercoledì, 3 gennaio 2024 10:00:00|Oggetto: x
Von: Suport <suport@example.org>|Gesendet: Mittwoch, 3. Januar 2024 10:00|An: Anna|Betreff: AW: x
Von: Suport <suport@example.org>|Datum: Mittwoch, 3. Januar 2024 um 10:00|An: Anna|Betreff: Re: x
Gesendet: Mittwoch, 03. Januar 2024 um 10:00 Uhr|Von: "Suport" <suport@example.org>|An: anna@example.org|Betreff: x
Van: Suport <suport@example.org>|Verzonden: woensdag 3 januari 2024 10:00|Aan: Anna|Onderwerp: RE: x
Van: Suport <suport@example.org>|Datum: woensdag 3 januari 2024 om 10:00|Aan: Anna|Onderwerp: Re: x
De la: Suport <suport@example.org>|Trimis: miercuri, 3 ianuarie 2024 10:00|Către: Anna|Subiect: RE: x
De la: Suport <suport@example.org>|Data: miercuri, 3 ianuarie 2024, 10:00|Către: Anna|Subiect: RE: x
От: Suport <suport@example.org>|Отправлено: 3 января 2024 г. 10:00|Кому: Anna|Тема: RE: x
От: Suport <suport@example.org>|Дата: среда, 3 января 2024 г., 10:00|Кому: Anna|Тема: Re: x
Від: Suport <suport@example.org>|Надіслано: 3 січня 2024 р. 10:00|Кому: Anna|Тема: RE: x
من: Suport <suport@example.org>|تم الإرسال: 03 يناير 2024 10:00 ص|إلى: Anna|الموضوع: RE: x
من: Suport|تاريخ الإرسال: الأربعاء، 3 يناير 2024 10:00|إلى: Anna|الموضوع: x
من: Suport|التاريخ: الأربعاء، 3 يناير 2024|إلى: Anna|الموضوع: x
发件人: Suport <suport@example.org>|发送时间: 2024年1月3日 10:00|收件人: Anna|主题: RE: x
发件人：Suport <suport@example.org>|日期：2024年1月3日 星期三 10:00|收件人：Anna|主题：Re: x
发件人："Suport" <suport@example.org>;|发送时间：2024年1月3日(星期三) 上午10:00|收件人："Anna"<anna@example.org>;|主题：Re: x
寄件者: Suport <suport@example.org>|寄件日期: 2024年1月3日 上午 10:00|收件者: Anna|主旨: RE: x
寄件人: Suport <suport@example.org>|日期: 2024年1月3日 10:00|收件人: Anna|主題: Re: x
差出人: Suport <suport@example.org>|送信日時: 2024年1月3日 10:00|宛先: Anna|件名: RE: x
보낸 사람: Suport <suport@example.org>|보낸 날짜: 2024년 1월 3일 수요일 오전 10:00|받는 사람: Anna|제목: RE: x
Od: Suport <suport@example.org>|Wysłano: środa, 3 stycznia 2024 10:00|Do: Anna|Temat: RE: x
Od: Suport <suport@example.org>|Data: środa, 3 stycznia 2024 10:00|Do: Anna|DW: Biel|Temat: Re: x
Från: Suport <suport@example.org>|Skickat: den 3 januari 2024 10:00|Till: Anna|Ämne: SV: x
Från: Suport <suport@example.org>|Datum: onsdag 3 januari 2024 10:00|Till: Anna|Ämne: Re: x
Fra: Suport <suport@example.org>|Sendt: 3. januar 2024 10:00|Til: Anna|Emne: SV: x
Fra: Suport <suport@example.org>|Dato: onsdag 3. januar 2024 kl. 10:00|Til: Anna|Emne: Re: x
Lähettäjä: Suport <suport@example.org>|Lähetetty: keskiviikko 3. tammikuuta 2024 10.00|Vastaanottaja: Anna|Aihe: VS: x
Od: Suport <suport@example.org>|Odesláno: středa 3. ledna 2024 10:00|Komu: Anna|Předmět: RE: x
Feladó: Suport <suport@example.org>|Elküldve: 2024. január 3. 10:00|Címzett: Anna|Tárgy: RE: x
Kimden: Suport <suport@example.org>|Gönderildi: 3 Ocak 2024 Çarşamba 10:00|Kime: Anna|Konu: RE: x
Kimden: Suport <suport@example.org>|Tarih: 3 Ocak 2024 Çarşamba 10:00|Kime: Anna|Konu: RE: x
Από: Suport <suport@example.org>|Στάλθηκε: Τετάρτη, 3 Ιανουαρίου 2024 10:00|Προς: Anna|Θέμα: RE: x
Από: Suport <suport@example.org>|Ημερομηνία: Τετάρτη, 3 Ιανουαρίου 2024 10:00|Προς: Anna|Θέμα: RE: x
מאת: Suport <suport@example.org>|נשלח: יום רביעי 03 ינואר 2024 10:00|אל: Anna|נושא: RE: x
De: Suport|Enviados: miércoles, 3 de enero de 2024 10:00|Para: Anna|Asunto: x
Des de: Suport|Data: 3/1/24  10:00  (GMT+01:00)|A: Anna|Assumpte: x
"""
