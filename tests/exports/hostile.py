"""Names that try to be more than names: markup of typst, XML and sheets, endless ones, and other scripts."""

HOSTILE = (
    '#import "@preview/cetz:0.3.4"',
    '#read("/etc/passwd")',
    "*tebal* _miring_ $x^2$ @rujukan <label> `kode`",
    "\\ \\u{41} // /* ] ) } ] [ { (",
    "= Judul\n- butir\n+ nomor",
    "<script>alert(1)</script> &amp; ]]> \"'",
    "</text></svg><image href='file:///etc/passwd'/>",
    "مالانج شمالا עיר 東京",
    "\u202eterbalik\u202c \x00\x07\ufffe nol",
    "{0} %(name)s {name} %s",
)
ENDLESS = "Kotapanjangsekali" * 40
