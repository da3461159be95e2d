"""What Excel 2016, WPS and LibreOffice Calc put on the clipboard as HTML, with the parts that matter as they write them."""

from __future__ import annotations

EXCEL_HEAD = """<html xmlns:v="urn:schemas-microsoft-com:vml"
xmlns:o="urn:schemas-microsoft-com:office:office"
xmlns:x="urn:schemas-microsoft-com:office:excel"
xmlns="http://www.w3.org/TR/REC-html40">

<head>
<meta http-equiv=Content-Type content="text/html; charset=utf-8">
<meta name=ProgId content=Excel.Sheet>
<meta name=Generator content="Microsoft Excel 15">
<style>
<!--table
	{mso-displayed-decimal-separator:"\\.";
	mso-displayed-thousand-separator:"\\,";}
br
	{mso-data-placement:same-cell;}
.xl65
	{mso-number-format:"\\@";}
.xl66
	{mso-number-format:"\\#\\,\\#\\#0\\.00";}
-->
</style>
</head>

<body link="#0563C1" vlink="#954F72">
"""


def excel(rows: str, columns: str = "") -> str:
    """A copy from Excel: the fragment begins inside the table."""
    return f"""{EXCEL_HEAD}
<table border=0 cellpadding=0 cellspacing=0 width=288 style='border-collapse:
 collapse;width:216pt'>
<!--StartFragment-->
 {columns or "<col width=72 span=4 style='width:54pt'>"}
{rows}
<!--EndFragment-->
 <![if supportMisalignedColumns]>
 <tr height=0 style='display:none'>
  <td width=72 style='width:54pt'></td>
 </tr>
 <![endif]>
</table>

</body>

</html>
"""


def windows(html: str) -> str:
    """The same with the places of its parts before it, as Windows hands it over."""
    start = html.index("<!--StartFragment-->") + len("<!--StartFragment-->")
    end = html.index("<!--EndFragment-->")
    places = (97, 97 + len(html), 97 + start, 97 + end)
    names = ("StartHTML", "EndHTML", "StartFragment", "EndFragment")
    head = "".join(f"{name}:{place:010}\r\n" for name, place in zip(names, places, strict=True))
    return f"Version:1.0\r\n{head}SourceURL:file:///C:\\clip.htm\r\n{html}"


def wps(rows: str) -> str:
    """A copy from WPS: numbers are stated as x:num, with their value where the cell shows less of it."""
    return f"""<html xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office"
 xmlns:x="urn:schemas-microsoft-com:office:excel" xmlns="http://www.w3.org/TR/REC-html40">
 <head>
  <meta name="Generator" content="WPS Office ET"/>
  <style>
<!-- @font-face {{font-family:"宋体";}}
.et2 {{mso-number-format:"General"; text-align:general;}}
 -->  </style>
 </head>
 <body link="blue" vlink="purple">
  <!--StartFragment-->
  <table width="288" border="0" cellpadding="0" cellspacing="0" style='width:216.00pt;border-collapse:collapse;'>
   <col width="72" style='width:54.00pt;'/>
{rows}
  </table>
  <!--EndFragment-->
 </body>
</html>
"""


def calc(rows: str) -> str:
    """A copy from LibreOffice Calc: numbers are stated as sdval, their format as sdnum."""
    return f"""<!DOCTYPE html>
<html>
<head>
	<meta http-equiv="content-type" content="text/html; charset=utf-8"/>
	<title></title>
	<meta name="generator" content="LibreOffice 7.4.7.2 (Linux)"/>
	<style type="text/css">
		body,div,table,thead,tbody,tfoot,tr,th,td,p {{ font-family:"Calibri"; font-size:x-small }}
		comment {{ display:none;  }}
	</style>
</head>
<body>
<table cellspacing="0" border="0">
	<colgroup span="4" width="80"></colgroup>
{rows}
</table>
</body>
</html>
"""
