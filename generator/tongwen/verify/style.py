"""The style sheet of the HTML report."""

from __future__ import annotations

STYLE = """
:root{color-scheme:light dark;--ground:#f6f7f9;--sheet:#fff;--ink:#1c2024;--faint:#5b6470;--line:#dde1e6;
--red:#b3261e;--red-ground:#fdeceb;--green:#1b6e2c;--green-ground:#e8f5eb;--grey-ground:#eceff2;--link:#0b57d0}
@media (prefers-color-scheme:dark){:root{--ground:#14171a;--sheet:#1d2125;--ink:#e6e9ec;--faint:#a0a9b3;--line:#343a41;
--red:#ff8a80;--red-ground:#3a1f1e;--green:#81d894;--green-ground:#1b3021;--grey-ground:#2a2f35;--link:#8ab4f8}}
*{box-sizing:border-box}
body{margin:0;background:var(--ground);color:var(--ink);
font:16px/1.6 system-ui,"PingFang SC","Microsoft YaHei","Noto Sans CJK SC",sans-serif}
main{max-width:66rem;margin:0 auto;padding:2rem 1rem 4rem}
h1{font-size:1.5rem;line-height:1.3;margin:0 0 .25rem;overflow-wrap:anywhere}
h2{font-size:1.15rem;line-height:1.4;margin:0 0 .25rem;overflow-wrap:anywhere}
h3{font-size:.95rem;margin:1.1rem 0 .35rem}
p{margin:.35rem 0}
a{color:var(--link)}
code{font-family:ui-monospace,Menlo,Consolas,monospace;font-size:.88em;overflow-wrap:anywhere}
.faint{color:var(--faint)}
code.id{display:block;color:var(--faint);font-size:.8rem}
.verdict{font-weight:600}
.red{color:var(--red)}.green{color:var(--green)}
.counts{display:grid;grid-template-columns:repeat(auto-fit,minmax(8rem,1fr));gap:.75rem;padding:0;margin:1.25rem 0;
list-style:none}
.counts li{background:var(--sheet);border:1px solid var(--line);border-radius:.6rem;padding:.6rem .9rem}
.counts strong{display:block;font-size:1.6rem;line-height:1.2;font-variant-numeric:tabular-nums}
section{background:var(--sheet);border:1px solid var(--line);border-radius:.6rem;padding:1rem 1.25rem;margin:1.25rem 0}
ul.changes{list-style:none;margin:.5rem 0 0;padding:0}
ul.changes li{display:flex;gap:.75rem;border-top:1px solid var(--line);padding:.4rem .6rem}
.count{flex:none;min-width:3rem;text-align:right;font-variant-numeric:tabular-nums}
ul.change{margin:.25rem 0;padding-left:1.25rem}
table{border-collapse:collapse;width:100%;table-layout:fixed}
th,td{border-top:1px solid var(--line);padding:.4rem .6rem;text-align:left;vertical-align:top;overflow-wrap:anywhere}
thead th{border-top:0;color:var(--faint);font-size:.85rem;font-weight:600}
tr.case th{background:var(--grey-ground);font-weight:400}
td.expected{background:var(--green-ground)}td.seen{background:var(--red-ground)}
td.number,th.number{width:9rem;font-variant-numeric:tabular-nums}
details{margin:.2rem 0 0}summary{cursor:pointer;color:var(--faint);font-size:.85rem}
details ol{margin:.3rem 0;padding-left:1.5rem}
ol li.fails{color:var(--red)}
@media (max-width:40rem){
main{padding:1.25rem .75rem 3rem}
section{padding:.8rem .8rem}
.counts{grid-template-columns:1fr 1fr}
table,tbody,tr,th,td{display:block;width:100%}
thead{display:none}
td.number{width:auto}
td{border-top:0;padding:.15rem .5rem}
td:first-child{border-top:1px solid var(--line);padding-top:.5rem}
tr.case th{padding:.5rem}
tr.case + tr td:first-child{border-top:0}
td[data-label]::before{content:attr(data-label);display:inline-block;min-width:6.5rem;color:var(--faint);font-size:.8rem}
td.expected,td.seen{padding:.35rem .5rem}
}
@media print{body{background:none}section{break-inside:avoid-page}details ol{display:block}}
"""
