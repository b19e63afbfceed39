"""Texts that a page, a spreadsheet or a terminal could make something else of, and how that is noticed.

Whatever one of them manages to do bears the word "attack", so that it can be told from the dashboard's own.
"""

from __future__ import annotations

HOST = "attacker.example"
SCRIPT = "window.attacked=1"
HTML = (
    f"<script>{SCRIPT}</script>",
    f"</script><script>{SCRIPT}</script>",
    f'<img src=x onerror="{SCRIPT}" class=attacked>',
    f"<svg onload={SCRIPT} class=attacked><circle r=9></svg>",
    '"><iframe srcdoc="<script>parent.attacked=1</script>" class=attacked></iframe>',
    f"' autofocus onfocus='{SCRIPT}' class='attacked",
    f'" onmouseover="{SCRIPT}" class="attacked',
    f'<a href="javascript:{SCRIPT}" class=attacked>x</a>',
    f'<a href="https://{HOST}/" class=attacked>x</a>',
    f'<link rel=stylesheet href="https://{HOST}/x.css"><style>@import "https://{HOST}/y.css";</style>',
    f'<form action="https://{HOST}/" class=attacked><input name=attacked><button>x</button></form>',
    f"<math><mtext><table><mglyph><style><!--</style><img title='--><img src=x onerror={SCRIPT}>'>",
    f"<base href=https://{HOST}/><meta http-equiv=refresh content='0;url=https://{HOST}/'>",
    f"&lt;img src=x onerror={SCRIPT}&gt;",
)
TEMPLATES = (
    "{{ 7 * 7 * 1009 }}",
    "${7*7*1009} #{7*7*1009} <%= 7*7*1009 %> {% print 7*7*1009 %}",
    "{number} {0} {file.__class__} %s %(number)s %{x} %{customdata} {",
)
CALCULATED = "49441"  # what one of these would show
MARKDOWN = (
    f"[attacked](https://{HOST}/)",
    f"![attacked](https://{HOST}/x.png)",
    f"[attacked](javascript:{SCRIPT})",
    f"<https://{HOST}/>",
    f"https://{HOST}/x",
    f"www.{HOST}",
    f"eve@{HOST}",
    ":material/skull:",
    ":material_skull:",
    ":skull:",
    ":red[attacked]",
    ":red-badge[attacked]",
    ":small[attacked]",
    "$attacked^2$",
    "$$attacked$$",
    "# attacked",
    "\n\n# attacked\n\n",
    "| attacked | b |\n| --- | --- |\n| c | d |",
    "**attacked**",
    "_attacked_",
    "`attacked`",
    "\n```\nattacked\n```",
    "~~attacked~~",
    "\n- [ ] attacked",
    "\n> attacked",
    "attack[^1]\n\n[^1]: attacked",
    "attack -> b <- c",
)
PLOTLY = (
    "<b>attacked</b>",
    "<i>attacked</i> <sup>attacked</sup> <br>x",
    f'<a href="https://{HOST}/">attacked</a>',
    '<span style="color:red">attacked</span>',
)
UNSEEN = "\u202e\u2066\u200f\u061c\u2028\x1b\x07\x08\x7f\x9b\ufeff"
CONTROLS = (
    "Oak \u202eattack\u2066x\u2069 \u200f\u061c\u2028y",
    "Oak \x1b[31mattack\x1b]0;x\x07 \x08\x7f\x9b2J",
    "Oak \ufeffattack\u200b\u00ad\ue000\ufffe",
)
FORMULAS = (
    "=1+1",
    f'=HYPERLINK("https://{HOST}/","attack")',
    "=cmd|' /C calc'!A0",
    "+1+1",
    "-1+1",
    "@SUM(1)",
    "\t=1+1",
    "\r=1+1",
    "\n=1+1",
    "\uff1d1+1",
    "'=1+1",
    "''=1+1",
    '"=1+1"',
    ',=1+1,"',
    ';=1+1;"x',
    "-",
    "+12125550100+1",
)
LONG = (f"{'x' * 99_980} attack", f"<b>{'y' * 99_980}</b>")
SHORT = (*HTML, *TEMPLATES, *MARKDOWN, *PLOTLY, *CONTROLS, *FORMULAS)
# Of the settings: short, because every flyer is typeset with them. SCHOOLS have settings of their own.
NAME = (HTML[2], TEMPLATES[0], *MARKDOWN[5:10], CONTROLS[0])
SCHOOLS = (HTML[2], HTML[7], TEMPLATES[2], MARKDOWN[0], MARKDOWN[7], PLOTLY[2], CONTROLS[1], FORMULAS[1])
SUPPORT = (HTML[0], TEMPLATES[2], MARKDOWN[0], *MARKDOWN[10:14], CONTROLS[1])
ALL = (*SHORT, *LONG)
