/** A constructed sheet: no <style> element, so the strictest CSP of a shop lets it pass, and its own CSS cannot reach in. */
export const launcherCss = `
:host{all:initial}
button,iframe{position:fixed;z-index:2147483000;right:20px;border:0}
:host([left]) :is(button,iframe){right:auto;left:20px}
button{bottom:20px;width:56px;height:56px;border-radius:50%;padding:14px;cursor:pointer;background:var(--c);color:var(--i);box-shadow:0 4px 16px #0003,0 0 0 1px #fff3}
button:focus-visible{outline:3px solid var(--c);outline-offset:3px}
svg{display:block;fill:none;stroke:currentColor;stroke-width:1.8;stroke-linecap:round;stroke-linejoin:round}
:host([open]) .c,:host(:not([open])) .d,b:empty{display:none}
b{position:absolute;top:-4px;right:-4px;min-width:10px;padding:0 6px;border-radius:11px;background:#c81e1e;color:#fff;font:600 12px/22px system-ui;text-align:center}
i{position:absolute;width:1px;height:1px;overflow:hidden}
iframe{bottom:88px;width:380px;height:640px;max-height:calc(100vh - 108px);border-radius:16px;background:Canvas;box-shadow:0 12px 48px #0003,0 0 0 1px #0001;visibility:hidden;opacity:0;transition:.15s}
:host([open]) iframe{visibility:visible;opacity:1}
@media(max-width:480px){iframe{inset:0!important;width:100%;height:100%;max-height:none;border-radius:0}:host([open]) button{display:none}}
@media(prefers-reduced-motion:reduce){iframe{transition:none}}
`
