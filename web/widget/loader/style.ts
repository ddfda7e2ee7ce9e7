/** The panel's style, away from the page's own by a shadow root. A phone's screen is filled. */
export const css = `
.panel{position:fixed;z-index:2147483647;inset:auto 20px 88px auto;width:420px;height:min(max(var(--height,0px),520px),720px,100vh - 108px);border-radius:22px;overflow:hidden;background:#f7f2ea;box-shadow:0 16px 56px #14282647}
.panel[hidden]{display:none}
iframe{display:block;width:100%;height:100%;border:0}
@media(max-width:600px),(max-height:480px){.panel{inset:0;top:var(--top,0);width:100%;height:var(--seen,100%);border-radius:0}}
@media(prefers-color-scheme:dark){.panel{background:#131b1c}}
@media(prefers-reduced-motion:no-preference){.panel{transition:height .2s}}
`;
