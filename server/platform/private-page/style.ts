import type { Html } from './html.ts'

/** The look of the page behind a private link. `:has` lights the stars up to the chosen one; without it the chosen one stands out. */
export const style: Html = {
  html: `
:root{color-scheme:light dark;--ink:#1c2321;--quiet:#5b6663;--paper:#fff;--ground:#f3f6f5;--line:#d9e0de;--accent:#0f766e;--on-accent:#fff;--star:#d97706;--wrong:#b42318}
@media (prefers-color-scheme:dark){:root{--ink:#e8eeec;--quiet:#9fb0ab;--paper:#17201e;--ground:#0e1513;--line:#2c3936;--accent:#2dd4bf;--on-accent:#04211d;--star:#fbbf24;--wrong:#fda29b}}
*{box-sizing:border-box}
html{-webkit-text-size-adjust:100%}
body{margin:0;min-height:100dvh;display:grid;place-items:center;padding:24px 16px;background:var(--ground);color:var(--ink);font:16px/1.6 system-ui,sans-serif;text-autospace:normal}
:lang(zh-CN){font-family:"PingFang SC","Microsoft YaHei","Noto Sans CJK SC",sans-serif}
:lang(zh-TW){font-family:"PingFang TC","Microsoft JhengHei","Noto Sans CJK TC",sans-serif}
main{width:100%;max-width:480px;background:var(--paper);border:1px solid var(--line);border-radius:16px;padding:28px 24px 24px;box-shadow:0 8px 30px rgb(0 0 0/.06)}
header{display:flex;gap:12px;align-items:center;margin-bottom:20px}
.mark{flex:none;display:grid;place-items:center;width:44px;height:44px;border-radius:50%;background:var(--accent);color:var(--on-accent);font-weight:600;font-size:18px}
.brand{margin:0;font-weight:600;line-height:1.4}
.quiet{margin:0;color:var(--quiet);font-size:14px}
h1{margin:0 0 4px;font-size:22px;line-height:1.35}
fieldset{border:0;margin:20px 0 0;padding:0;min-width:0}
legend{padding:0;margin-bottom:10px;font-weight:600}
.stars{display:grid;grid-template-columns:repeat(5,1fr);gap:4px}
.stars label{display:flex;flex-direction:column;align-items:center;gap:4px;padding:10px 2px;border-radius:12px;cursor:pointer;text-align:center;font-size:12px;line-height:1.35;color:var(--quiet)}
.stars svg{width:36px;height:36px;fill:none;stroke:var(--star);stroke-width:1.6;stroke-linejoin:round}
.stars label:has(~ label input:checked) svg,.stars input:checked ~ svg{fill:var(--star)}
.stars label:has(input:checked){color:var(--ink);font-weight:600}
.words{display:grid;gap:10px}
.words label{display:block;position:relative;padding:14px;border:1px solid var(--line);border-radius:12px;text-align:center;cursor:pointer}
.words label:has(input:checked){border-color:var(--accent);box-shadow:inset 0 0 0 1px var(--accent);font-weight:600}
input[type=radio]{position:absolute;opacity:0;width:1px;height:1px}
label:has(input:focus-visible),button:focus-visible,textarea:focus-visible,a:focus-visible,summary:focus-visible{outline:2px solid var(--accent);outline-offset:2px}
.field{display:block;margin-top:20px;font-weight:600}
textarea{display:block;width:100%;margin-top:8px;padding:12px;border:1px solid var(--line);border-radius:12px;background:var(--ground);color:inherit;font:inherit;font-weight:400;resize:vertical;min-height:96px}
button,.button{display:block;width:100%;margin-top:20px;padding:13px 16px;border:1px solid var(--accent);border-radius:12px;background:var(--accent);color:var(--on-accent);font:inherit;font-weight:600;text-align:center;text-decoration:none;cursor:pointer}
.plain{background:transparent;color:var(--accent)}
details{margin-top:20px;border-top:1px solid var(--line);padding-top:16px;font-size:14px;color:var(--quiet)}
summary{cursor:pointer;color:var(--quiet);padding:4px 0}
.box summary{color:var(--accent);font-size:15px}
details p{margin:8px 0 0}
details button{margin-top:12px;font-size:14px;padding:10px}
.problem{margin:16px 0 0;padding:10px 12px;border-radius:10px;border:1px solid var(--wrong);color:var(--wrong);font-size:14px}
.done{text-align:center}
.done .glyph{display:grid;place-items:center;width:64px;height:64px;margin:4px auto 16px;border-radius:50%;background:var(--ground);color:var(--accent)}
.done .glyph svg{width:32px;height:32px;fill:none;stroke:currentColor;stroke-width:2;stroke-linecap:round;stroke-linejoin:round}
.done p{margin:6px 0 0}
.given{display:flex;justify-content:center;gap:4px;margin:14px 0 4px}
.given svg{width:26px;height:26px;fill:none;stroke:var(--star);stroke-width:1.6;stroke-linejoin:round}
.given .lit{fill:var(--star)}
h2{margin:24px 0 6px;font-size:16px}
h3{margin:14px 0 2px;font-size:14px;color:var(--quiet);font-weight:600}
.said{margin:0;white-space:pre-wrap;overflow-wrap:anywhere}
.facts{display:grid;grid-template-columns:max-content minmax(0,1fr);gap:6px 16px;align-items:baseline;margin:18px 0 0}
.facts dt{color:var(--quiet);font-size:14px}
.facts dd{margin:0}
.box{margin-top:20px;padding:16px;border:1px solid var(--line);border-radius:12px;background:var(--ground)}
.box h2{margin-top:0}
.box .quiet{margin-top:8px}
.box textarea{background:var(--paper)}
.asked{border-color:var(--star)}
.talk{display:grid;gap:10px;margin:0;padding:0;list-style:none}
.talk li{max-width:88%;padding:10px 14px;border-radius:14px;background:var(--ground)}
.talk .you{justify-self:end;background:color-mix(in srgb,var(--accent) 14%,var(--paper))}
.talk .quiet{font-size:12px}
@media (max-width:420px){body{padding:0;place-items:stretch}main{border:0;border-radius:0;box-shadow:none;padding:24px 20px}.stars svg{width:32px;height:32px}}
`,
}
