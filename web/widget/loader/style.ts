/** The loader's style, away from the page's own by a shadow root. A phone's screen is filled. */
export const css = `
:host{all:initial}
.open-chat{position:fixed;inset:auto 20px max(20px,env(safe-area-inset-bottom)) auto;z-index:2147483646;padding:16px 24px;border-radius:99px;background:#15645e;color:#fff;font:600 17px/1.2 system-ui,sans-serif;text-decoration:none;box-shadow:0 6px 24px #14282659}
.open-chat:hover{background:#0e504b}
.open-chat:focus-visible{outline:3px solid #fff;box-shadow:0 0 0 6px #0b57d0}
.panel{position:fixed;z-index:2147483647;inset:auto 20px 88px auto;width:420px;height:min(max(var(--height,0px),520px),720px,100vh - 108px);border-radius:22px;overflow:hidden;background:#f7f2ea;box-shadow:0 16px 56px #14282647}
.panel[hidden]{display:none}
iframe{display:block;width:100%;height:100%;border:0}
@media(max-width:600px),(max-height:480px){.panel{inset:0;top:var(--top,0);width:100%;height:var(--seen,100%);border-radius:0}}
@media(prefers-color-scheme:dark){.panel{background:#131b1c}}
@media(prefers-reduced-motion:no-preference){.panel{transition:height .2s}}
`;
