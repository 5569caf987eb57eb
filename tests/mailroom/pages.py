"""Replies as the mail programs write them in HTML: "It works again." is new, what names the router is history."""

NEW = "It works again.\n\nAnna"

# what it is: the page; its new text is NEW whatever surrounds it
REPLIES: dict[str, str] = {
    "netease master": (
        '<div>It works again.<br><br>Anna</div><div id="ntes-pcmail-signature"><div>Town hall</div></div><div class="J-reply"><div>---- Replied '
        "Message ----</div><table><tr><td>From</td><td>Suport</td></tr><tr><td>Date</td><td>01/03/2024 10:00</td></tr></table></div><div>Please "
        "restart the router.</div>"
    ),
    "links in the advertisement and in the history": (
        '<div>It works again.<br><br>Anna</div><div id="ms-outlook-mobile-signature">Get <a href="https://example.org/o">Outlook for iOS</a></div>'
        '<div id="divRplyFwdMsg"><a href="https://example.org/s">From</a>: Suport</div><div>Please <a href="https://example.org/r">restart the '
        "router</a>.</div>"
    ),
    "gmail": (
        '<div dir="ltr">It works again.<div><br></div><div>Anna</div></div><br><div class="gmail_quote gmail_quote_container"><div dir="ltr" '
        'class="gmail_attr">El dc., 3 de gen. 2024 a les 10:00, Suport (&lt;<a href="mailto:suport@example.org">suport@example.org</a>&gt;) va '
        'escriure:<br></div><blockquote class="gmail_quote" style="margin:0px 0px 0px 0.8ex;border-left:1px solid rgb(204,204,204)"><div>Please '
        "restart the router.</div></blockquote></div>"
    ),
    "gmail with a signature": (
        '<div dir="ltr"><div>It works again.</div><div><br></div><div>Anna</div><div><br clear="all"></div><div><br></div><span '
        'class="gmail_signature_prefix">-- </span><br><div dir="ltr" class="gmail_signature"><div>Town hall of Vilanova</div></div></div><br>'
        '<div class="gmail_quote"><div class="gmail_attr">On Wed, Jan 3, 2024 at 10:00 AM Suport &lt;suport@example.org&gt; wrote:<br></div>'
        '<blockquote class="gmail_quote"><p>Please restart the router.</p></blockquote></div>'
    ),
    "gmail on android": (
        '<div dir="auto">It works again.<div dir="auto"><br></div><div dir="auto">Anna</div></div><br><div class="gmail_quote"><div dir="ltr" '
        'class="gmail_attr">Suport &lt;<a href="mailto:suport@example.org">suport@example.org</a>&gt; schrieb am Mi., 3. Jan. 2024, 10:00:<br>'
        '</div><blockquote class="gmail_quote">Please restart the router.</blockquote></div>'
    ),
    "outlook on windows": (
        '<html xmlns:o="urn:schemas-microsoft-com:office:office"><head><style><!-- p.MsoNormal {margin:0cm;} --></style></head><body lang="CA">'
        '<div class="WordSection1"><p class="MsoNormal"><span>It works again.<o:p></o:p></span></p><p class="MsoNormal"><span><o:p>&nbsp;</o:p>'
        '</span></p><p class="MsoNormal">Anna<o:p></o:p></p><p class="MsoNormal"><o:p>&nbsp;</o:p></p><div><div style="border:none;border-top:'
        'solid #E1E1E1 1.0pt;padding:3.0pt 0cm 0cm 0cm"><p class="MsoNormal"><b>De:</b> Suport &lt;suport@example.org&gt; <br><b>Enviat el:</b> '
        "dimecres, 3 de gener de 2024 10:00<br><b>Per a:</b> Anna<br><b>Tema:</b> RE: No line<o:p></o:p></p></div></div>"
        '<p class="MsoNormal">Please restart the router.</p></div></body></html>'
    ),
    "outlook 2007": (
        '<div class="Section1"><p class="MsoNormal">It works again.</p><p class="MsoNormal">&nbsp;</p><p class="MsoNormal">Anna</p><div style='
        "'border:none;border-top:solid #B5C4DF 1.0pt;padding:3.0pt 0cm 0cm 0cm'><p class=MsoNormal><b><span>From:</span></b><span> Suport "
        "[mailto:suport@example.org] <br><b>Sent:</b> Wednesday, January 3, 2024 10:00 AM<br><b>To:</b> Anna<br><b>Subject:</b> x</span></p></div>"
        "<p class=MsoNormal>Please restart the router.</p></div>"
    ),
    "outlook 2003": (
        '<DIV>It works again.</DIV><DIV>&nbsp;</DIV><DIV>Anna</DIV><BLOCKQUOTE style="PADDING-LEFT: 5px; MARGIN-LEFT: 5px; BORDER-LEFT: #000000 '
        '2px solid; MARGIN-RIGHT: 0px"><DIV class=OutlookMessageHeader lang=es dir=ltr align=left>-----Mensaje original-----<BR><B>De:</B> Suport'
        "<BR><B>Enviado el:</B> miércoles, 3 de enero de 2024 10:00<BR><B>Para:</B> Anna<BR><B>Asunto:</B> x<BR><BR></DIV><DIV>Please restart the "
        "router.</DIV></BLOCKQUOTE>"
    ),
    "outlook on the web": (
        '<div class="elementToProof" style="font-family: Aptos">It works again.</div><div class="elementToProof"><br></div><div '
        'class="elementToProof">Anna</div><div id="appendonsend"></div><hr style="display:inline-block;width:98%" tabindex="-1"><div '
        'id="divRplyFwdMsg" dir="ltr"><font face="Calibri"><b>Von:</b> Suport &lt;suport@example.org&gt;<br><b>Gesendet:</b> Mittwoch, 3. Januar '
        "2024 10:00<br><b>An:</b> Anna<br><b>Betreff:</b> x</font><div>&nbsp;</div></div><div>Please restart the router.</div>"
    ),
    "outlook on a telephone": (
        '<div dir="auto" style="direction:ltr">It works again.</div><div dir="auto"><br></div><div dir="auto">Anna</div><div dir="auto"><br></div>'
        '<div id="ms-outlook-mobile-signature" dir="auto">Obteniu <a href="https://example.org/o">l\'Outlook per a l\'iOS</a></div><div '
        'id="mail-editor-reference-message-container"><hr style="display:inline-block;width:98%"><div id="divRplyFwdMsg"><b>De:</b> Suport<br>'
        "<b>Enviat:</b> dimecres<br></div>Please restart the router.</div>"
    ),
    "outlook on a mac": (
        '<div class="WordSection1"><p class="MsoNormal">It works again.</p><p class="MsoNormal">&nbsp;</p><p class="MsoNormal">Anna</p><div '
        'id="mail-editor-reference-message-container"><div><div style="border:none;border-top:solid #B5C4DF 1.0pt;padding:3.0pt 0in 0in 0in">'
        "<p><b>From: </b>Suport<br><b>Date: </b>Wednesday, 3 January 2024 at 10:00<br><b>To: </b>Anna<br><b>Subject: </b>x</p></div><p>Please "
        "restart the router.</p></div></div></div>"
    ),
    "hotmail of old": (
        "<div dir='ltr'>It works again.<br><br>Anna<br><br><div><hr id=\"stopSpelling\">Date: Wed, 3 Jan 2024 10:00:00 +0100<br>From: "
        "suport@example.org<br>To: anna@example.org<br>Subject: x<br><br>Please restart the router.</div></div>"
    ),
    "windows mail": (
        '<div data-externalstyle="false" dir="ltr" style="font-family: Calibri"><div>It works again.</div><div><br></div><div>Anna</div><div '
        'data-signatureblock="true"><div>Enviado desde Correo de Windows</div></div><div style="padding-top: 5px; border-top-color: rgb(229, 229, '
        '229); border-top-width: 1px; border-top-style: solid;"><div><font><b>De:</b>&nbsp;Suport<br><b>Enviado el:</b>&nbsp;miércoles<br>'
        "<b>Para:</b>&nbsp;Anna</font></div></div><div><br></div><div>Please restart the router.</div></div>"
    ),
    "apple mail": (
        '<html><body style="overflow-wrap: break-word;">It works again.<div><br></div><div>Anna<br id="lineBreakAtBeginningOfMessage"><div><br>'
        '<blockquote type="cite"><div>On 3 Jan 2024, at 10:00, Suport &lt;suport@example.org&gt; wrote:</div><br><div>Please restart the router.'
        "</div></blockquote></div><br></div></body></html>"
    ),
    "iphone": (
        '<div dir="ltr">It works again.</div><div dir="ltr"><br></div><div dir="ltr">Anna</div><div dir="ltr"><br>Enviat des del meu iPhone</div>'
        '<div dir="ltr"><br><blockquote type="cite">El 3 gen 2024, a les 10:00, Suport &lt;suport@example.org&gt; va escriure:<br><br></blockquote>'
        '</div><blockquote type="cite"><div dir="ltr">Please restart the router.</div></blockquote>'
    ),
    "thunderbird": (
        '<p>It works again.</p><p>Anna</p><div class="moz-cite-prefix">El 3/1/24 a les 10:00, Suport ha escrit:<br></div><blockquote type="cite" '
        'cite="mid:1@example.org"><p>Please restart the router.</p></blockquote><div class="moz-signature">-- <br>Town hall of Vilanova</div>'
    ),
    "yahoo": (
        '<div class="ydp1yahoo-style-wrap"><div dir="ltr">It works again.</div><div><br></div><div>Anna</div><div><br></div></div><div '
        'id="yahoo_quoted_123" class="yahoo_quoted"><div><div>En miércoles, 3 de enero de 2024, 10:00:00 CET, Suport &lt;suport@example.org&gt; '
        "escribió:</div><div><br></div><div>Please restart the router.</div></div></div>"
    ),
    "yahoo on android": (
        "<div>It works again.</div><div><br></div><div>Anna</div><div><br></div><div id=\"ymail_android_signature\"><a href='https://example.org'>"
        'Sent from Yahoo Mail on Android</a></div> <br> <blockquote style="margin: 0 0 20px 0;"><div style="font-family:Roboto">On Wed, 3 Jan '
        '2024 at 10:00, Suport</div><div>&lt;suport@example.org&gt; wrote:</div><div style="padding: 10px 0 0 20px; border-left: 1px solid #6D00F6;">'
        "Please restart the router.</div></blockquote>"
    ),
    "proton": (
        '<div style="font-family: Arial">It works again.<br></div><div><br></div><div>Anna</div><div class="protonmail_signature_block" '
        'style="font-family: Arial"><div class="protonmail_signature_block-user protonmail_signature_block-empty"></div><div '
        'class="protonmail_signature_block-proton">Sent with <a href="https://example.org">Proton Mail</a> secure email.</div></div><div '
        'class="protonmail_quote">On Wednesday, January 3rd, 2024 at 10:00, Suport &lt;suport@example.org&gt; wrote:<br><blockquote '
        'class="protonmail_quote" type="cite">Please restart the router.</blockquote></div>'
    ),
    "k-9": (
        '<html><body>It works again.<br><br>Anna<br><br><div class="gmail_quote">On 3 January 2024 10:00:00 CET, Suport &lt;suport@example.org&gt; '
        'wrote:<blockquote class="gmail_quote" style="margin: 0pt 0pt 0pt 0.8ex;">Please restart the router.</blockquote></div></body></html>'
    ),
    "samsung": (
        '<div dir="auto">It works again.</div><div dir="auto"><br></div><div dir="auto">Anna</div><div dir="auto"><br></div><div '
        'id="composer_signature" dir="auto"><div style="font-size:12px">Enviat des del meu Galaxy</div></div><div dir="auto"><br></div><div><br>'
        '</div><div align="left" dir="auto" style="font-size:100%;color:#000000"><div>-------- Missatge original --------</div><div>Des de: '
        "Suport &lt;suport@example.org&gt; </div><div>Data: 3/1/24  10:00  (GMT+01:00) </div><div>A: Anna </div><div>Assumpte: x </div></div>"
        "<div>Please restart the router.</div>"
    ),
    "zoho": (
        '<div style="font-family: Verdana">It works again.<br><br>Anna<br><br><div class="zmail_extra_hr" style="border-top: 1px solid rgb(204, 204, '
        '204)"><br></div><div class="zmail_extra" data-zbluepencil-ignore="true"><br><div id="Zm-_Id_-Sgn1">---- On Wed, 03 Jan 2024 10:00:00 '
        '+0100 <b>Suport &lt;suport@example.org&gt;</b> wrote ---<br></div><br><blockquote id="blockquote_zmail" style="margin: 0px;">Please '
        "restart the router.</blockquote></div></div>"
    ),
    "aol of old": (
        '<font color="black">It works again.<br><br>Anna<br><br><div>-----Original Message-----<br>From: Suport &lt;suport@example.org&gt;<br>To: '
        'anna &lt;anna@example.org&gt;<br>Sent: Wed, Jan 3, 2024 10:00 am<br>Subject: x<br></div><div id="aolmail_1">Please restart the router.'
        "</div></font>"
    ),
    "mail.ru": (
        '<div>It works again.</div><div>&nbsp;</div><div>Anna</div><blockquote style="border-left:1px solid #0857A6; margin:10px; padding:0 0 0 10px'
        ';">Среда, 3 января 2024, 10:00 +03:00 от Suport &lt;suport@example.org&gt;:<br>&nbsp;<div id="style_1"><div>Please restart the router.'
        "</div></div></blockquote>"
    ),
    "yandex": (
        '<div>It works again.</div><div>&nbsp;</div><div>Anna</div><div>&nbsp;</div><div>03.01.2024, 10:00, "Suport" &lt;suport@example.org&gt;:'
        "</div><blockquote><p>Please restart the router.</p></blockquote>"
    ),
    "qq": (
        '<div>It works again.</div><div><br></div><div>Anna</div><div><br></div><div style="position: relative;"><div></div></div><div '
        'class="xm_compose_origin_mail_container_sign"><div>------------------&nbsp;原始邮件&nbsp;------------------</div><div style="background:'
        '#efefef"><div><b>发件人:</b> "Suport" &lt;suport@example.org&gt;;</div><div><b>发送时间:</b> 2024年1月3日 10:00</div><div><b>收件人:</b> '
        '"Anna";</div><div><b>主题:</b> x</div></div><div>Please restart the router.</div></div>'
    ),
    "163": (
        '<div style="line-height:1.7">It works again.<div><br></div><div>Anna</div></div><div style="position:relative;zoom:1"></div><div '
        'id="divNeteaseMailCard"></div><br><pre>At 2024-01-03 10:00:00, "Suport" &lt;suport@example.org&gt; wrote:</pre><blockquote '
        'id="isReplyContent" style="PADDING-LEFT: 1ex; BORDER-LEFT: #ccc 1px solid">Please restart the router.</blockquote>'
    ),
    "foxmail": (
        '<div><span></span>It works again.</div><div><br></div><div>Anna</div><blockquote style="margin-Top: 0px; margin-Left: 0.5em">'
        '<div>&nbsp;</div><div style="border:none;border-top:solid #B5C4DF 1.0pt;padding:3.0pt 0cm 0cm 0cm"><div><b>发件人：</b>&nbsp;<a '
        'href="mailto:suport@example.org">Suport</a></div><div><b>发送时间：</b>&nbsp;2024-01-03 10:00</div><div><b>收件人：</b>&nbsp;Anna</div>'
        "<div><b>主题：</b>&nbsp;x</div></div><div>Please restart the router.</div></blockquote>"
    ),
    "notes": (
        '<span style="font-family:sans-serif">It works again.</span><br><br><span>Anna</span><br><br><br><br><span style="color:#5f5f5f">From: '
        '&nbsp; &nbsp; &nbsp; &nbsp;</span><span>"Suport" &lt;suport@example.org&gt;</span><br><span>To: &nbsp; &nbsp; &nbsp;</span><span>'
        "Anna/Vilanova@VILANOVA</span><br><span>Date: &nbsp; &nbsp; &nbsp; &nbsp;</span><span>03/01/2024 10:00</span><br><span>Subject: &nbsp; "
        "</span><span>x</span><br><hr noshade><br><br>Please restart the router.<br>"
    ),
    "roundcube": (
        '<p>It works again.</p><p>Anna</p><div id="signature"></div><p id="reply-intro">El 2024-01-03 10:00, Suport va escriure:</p><blockquote '
        'type="cite" style="padding: 0 0.4em; border-left: #1010ff 2px solid; margin: 0"><div>Please restart the router.</div></blockquote>'
    ),
    "zimbra": (
        '<div style="font-family: arial"><div>It works again.</div><div><br data-mce-bogus="1"></div><div>Anna</div><div><br></div><hr id="zwchr" '
        'data-marker="__DIVIDER__"><div data-marker="__HEADERS__"><b>De: </b>"Suport" &lt;suport@example.org&gt;<br><b>Para: </b>"Anna"<br><b>'
        'Enviados: </b>Miércoles, 3 de Enero 2024 10:00:00<br><b>Asunto: </b>x<br></div><div><br></div><div data-marker="__QUOTED_TEXT__">Please '
        "restart the router.</div></div>"
    ),
    "gmx": (
        '<html><body><div style="font-family: Verdana"><div>It works again.</div><div>&nbsp;</div><div>Anna</div><div><div name="quote" '
        'style="margin:10px 5px 5px 10px; padding: 10px 0 10px 10px; border-left:2px solid #C3D9E5;"><div style="margin:0 0 10px 0;"><b>Gesendet:'
        "</b>&nbsp;Mittwoch, 03. Januar 2024 um 10:00 Uhr<br><b>Von:</b>&nbsp;Suport<br></div><div>Please restart the router.</div></div></div>"
        "</div></body></html>"
    ),
    "tutanota": (
        '<div>It works again.<br></div><div dir="auto"><br></div><div dir="auto">Anna<br></div><div dir="auto"><br></div><div dir="auto">3 Jan '
        '2024, 10:00 by suport@example.org:<br></div><blockquote class="tutanota_quote" style="border-left: 1px solid #93A3B8;">Please restart '
        "the router.</blockquote>"
    ),
    "spark": (
        '<html><body><div name="messageBodySection"><div dir="auto">It works again.<br><br>Anna</div></div><div name="messageSignatureSection"><br>'
        '<div class="matchFont">Town hall of Vilanova</div></div><div name="messageReplySection">On 3 Jan 2024 at 10:00 +0100, Suport '
        '&lt;suport@example.org&gt;, wrote:<br><blockquote type="cite" class="spark_quote">Please restart the router.</blockquote></div></body></html>'
    ),
    "horde": (
        '<p>It works again.</p><p>Anna</p><p>Quoting Suport &lt;<a href="mailto:suport@example.org">suport@example.org</a>&gt;:</p>'
        '<blockquote style="border-left:2px solid blue;margin-left:2px;padding-left:12px;" type="cite"><p>Please restart the router.</p></blockquote>'
    ),
    "front": (
        '<div>It works again.<br><br>Anna</div><br><blockquote type="cite" class="front-blockquote"><div class="front-attribution">On January 3, '
        "2024, 10:00 AM GMT+1 suport@example.org wrote:</div><br>Please restart the router.</blockquote>"
    ),
    "a program that marks nothing": (
        "<div>It works again.</div><div>&nbsp;</div><div>Anna</div><div>&nbsp;</div><div>Le 3 janv. 2024 à 10:00, Suport &lt;suport@example.org&gt; "
        "a écrit :</div><div>Please restart the router.</div>"
    ),
    "headers under a line": (
        "<p>It works again.</p><p>Anna</p><hr><p><b>From:</b> Suport<br><b>Date:</b> 3 January 2024</p><p>Please restart the router.</p>"
    ),
    "headers in a table": (
        "<p>It works again.</p><p>Anna</p><table><tr><td>From:</td><td>Suport &lt;suport@example.org&gt;</td></tr><tr><td>Date:</td><td>03/01/2024"
        "</td></tr><tr><td>Subject:</td><td>x</td></tr></table><p>Please restart the router.</p>"
    ),
}
