/** A constructed sheet: no <style> element, so the strictest CSP of a shop lets it pass, and its own CSS cannot reach in. */
export const launcherCss = `
:host{all:initial}
button,iframe{position:fixed;z-index:2147483000;right:20px;border:0;box-sizing:border-box}
:host([left]) button,:host([left]) iframe{right:auto;left:20px}
button{bottom:20px;width:56px;height:56px;border-radius:50%;padding:0;cursor:pointer;background:var(--c,#0f766e);color:var(--on,#fff);
box-shadow:0 4px 16px #0003,0 0 0 1px #fff3;transition:transform .15s;-webkit-tap-highlight-color:transparent}
button:hover{transform:scale(1.05)}
button:active{transform:scale(.96)}
button:focus-visible{outline:3px solid var(--c,#0f766e);outline-offset:3px;box-shadow:0 0 0 3px #fff}
svg{width:28px;height:28px;display:block;margin:auto;fill:none;stroke:currentColor;stroke-width:1.8;stroke-linecap:round;stroke-linejoin:round}
:host([open]) .c,:host(:not([open])) .d{display:none}
.n{position:absolute;top:-4px;right:-4px;min-width:22px;height:22px;padding:0 6px;box-sizing:border-box;border-radius:11px;
background:#c81e1e;color:#fff;font:600 12px/22px system-ui,sans-serif;text-align:center;box-shadow:0 0 0 2px #fff}
.n:empty{display:none}
.t{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%)}
iframe{bottom:88px;width:380px;height:640px;max-width:calc(100vw - 40px);max-height:calc(100vh - 108px);border-radius:16px;background:Canvas;
box-shadow:0 12px 48px #0003,0 0 0 1px #0001;visibility:hidden;opacity:0;transform:translateY(8px);
transition:opacity .15s,transform .15s,visibility 0s .15s}
:host([open]) iframe{visibility:visible;opacity:1;transform:none;transition:opacity .15s,transform .15s}
@media(max-width:480px){
iframe,:host([left]) iframe{inset:0;width:100%;height:100%;max-width:none;max-height:none;border-radius:0}
:host([open]) button{display:none}}
@media(prefers-reduced-motion:reduce){button,iframe,:host([open]) iframe{transition:none;transform:none}}
@media print{:host{display:none}}
`
