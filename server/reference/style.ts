/** Of the console's colours (app/globals.css) those that the page needs, for light and dark; a test compares them. */
export const TOKENS = {
  light: {
    canvas: "#f7f6f2",
    surface: "#ffffff",
    sunken: "#f0eee8",
    hover: "#efede6",
    line: "#e2dfd6",
    "line-strong": "#8b887c",
    ink: "#1c1b17",
    muted: "#59574d",
    faint: "#6b6960",
    accent: "#0b5a63",
    "accent-hover": "#08464d",
    "accent-soft": "#deeced",
    "on-accent": "#ffffff",
    success: "#1b6436",
    "success-soft": "#e2f0e5",
    warn: "#764c00",
    "warn-soft": "#faeecf",
    danger: "#a12619",
    "danger-soft": "#fae5e1",
    info: "#2b4b93",
    "info-soft": "#e5eaf6",
  },
  dark: {
    canvas: "#141411",
    surface: "#1b1b18",
    sunken: "#11110f",
    hover: "#262622",
    line: "#33322c",
    "line-strong": "#79776b",
    ink: "#edebe3",
    muted: "#b0ada0",
    faint: "#9a978a",
    accent: "#62c4cd",
    "accent-hover": "#86d5dc",
    "accent-soft": "#15343a",
    "on-accent": "#06262a",
    success: "#80cf96",
    "success-soft": "#173122",
    warn: "#e5b860",
    "warn-soft": "#382b11",
    danger: "#f49385",
    "danger-soft": "#431d18",
    info: "#9ab7f6",
    "info-soft": "#1d2b4a",
  },
} as const;

const declared = (tokens: Readonly<Record<string, string>>) =>
  Object.entries(tokens)
    .map(([name, value]) => `--${name}: ${value};`)
    .join(" ");

/**
 * The page's own style: the console's colours, type and density. Swagger UI's own lies in a layer below it, so every
 * rule here wins, however plain.
 */
export const STYLE = `@import url("swagger-ui.css") layer(library);
@font-face { font-family: Geist; src: url("geist.woff2") format("woff2"); font-weight: 100 900; font-display: swap; }
@font-face { font-family: "Geist Mono"; src: url("geist-mono.woff2") format("woff2"); font-weight: 100 900; font-display: swap; }
:root { color-scheme: light; ${declared(TOKENS.light)} --sans: Geist, system-ui, sans-serif; --mono: "Geist Mono", ui-monospace, monospace; }
:root.dark { color-scheme: dark; ${declared(TOKENS.dark)} }
html, body { margin: 0; background: var(--canvas); color: var(--ink); font: 13px/20px var(--sans); }
body, .swagger-ui :where(*) { color: inherit; font-family: inherit; text-shadow: none; }
.swagger-ui { color: var(--ink); font: inherit; }
:focus-visible { outline: 2px solid var(--accent); outline-offset: 2px; }

.top { display: flex; align-items: center; gap: 8px; height: 48px; padding: 0 24px; border-bottom: 1px solid var(--line); background: var(--canvas); font-size: 14px; }
.top a { border-radius: 4px; color: var(--muted); text-decoration: none; }
.top a:hover { color: var(--ink); text-decoration: underline; text-underline-offset: 3px; }
.top .here { font-weight: 600; }
.top .here::before { content: "/"; margin-right: 8px; color: var(--faint); font-weight: 400; }
.top .raw { margin-left: auto; font: 12px/16px var(--mono); }
noscript { display: block; max-width: 72ch; margin: 15vh auto; padding: 0 24px; }

.swagger-ui .wrapper { box-sizing: border-box; max-width: 1120px; padding: 0 24px; }
.swagger-ui .info { margin: 32px 0 24px; }
.swagger-ui .info .main { margin: 0 0 12px; }
.swagger-ui .info .title { margin: 0; font: 600 26px/32px var(--sans); }
.swagger-ui .info .title span, .swagger-ui .info .main > a, .swagger-ui .info__license { display: none; }
.swagger-ui .info p, .swagger-ui .renderedMarkdown p { max-width: 76ch; margin: 0 0 8px; color: var(--muted); font: inherit; }
.swagger-ui .renderedMarkdown p:last-child { margin: 0; }
.swagger-ui strong { color: var(--ink); font-weight: 600; }
.swagger-ui .renderedMarkdown code { padding: 1px 4px; border-radius: 4px; background: var(--sunken); color: var(--ink); font: 500 12px/16px var(--mono); }

.swagger-ui .scheme-container { margin: 0; padding: 16px 0; border-block: 1px solid var(--line); background: none; box-shadow: none; }
.swagger-ui .scheme-container .schemes { justify-content: start; }
.swagger-ui .auth-wrapper { flex: none; }
.swagger-ui label { color: var(--muted); font: 500 12px/16px var(--sans); }
/* There is one server: this one. */
.swagger-ui .schemes-server-container { display: none; }
.swagger-ui .filter.wrapper { padding: 16px 24px 0; }

.swagger-ui select, .swagger-ui input, .swagger-ui textarea { margin: 0; border: 1px solid var(--line-strong); border-radius: 6px; background-color: var(--surface); box-shadow: none; color: var(--ink); font: 13px/20px var(--sans); }
.swagger-ui input, .swagger-ui textarea { padding: 5px 10px; }
.swagger-ui select { appearance: auto; padding: 5px 6px; background-image: none; font-weight: 400; }
.swagger-ui textarea, .swagger-ui .parameters input { font: 12px/18px var(--mono); }
.swagger-ui .operation-filter-input { width: 100%; height: 32px; border-color: var(--line); }
.swagger-ui ::placeholder { color: var(--faint); opacity: 1; }
.swagger-ui .btn { padding: 5px 12px; border: 1px solid var(--line-strong); border-radius: 6px; background: var(--surface); box-shadow: none; color: var(--ink); font: 500 13px/20px var(--sans); }
.swagger-ui .btn:hover { background: var(--hover); }
.swagger-ui .btn.execute, .swagger-ui .auth-btn-wrapper .authorize { border-color: var(--accent); background: var(--accent); color: var(--on-accent); }
.swagger-ui .btn.execute:hover, .swagger-ui .auth-btn-wrapper .authorize:hover { background: var(--accent-hover); }
.swagger-ui .btn.cancel { color: var(--danger); }
.swagger-ui .btn.authorize { display: inline-flex; align-items: center; gap: 8px; line-height: 20px; }
.swagger-ui .btn.authorize span { padding: 0; }
.swagger-ui .btn.authorize svg { width: 14px; height: 14px; }
.swagger-ui .btn-group { gap: 8px; padding: 16px; }
.swagger-ui .btn-group .btn { flex: none; border-radius: 6px; }
.swagger-ui svg, .swagger-ui .authorization__btn .locked { opacity: 1; fill: var(--muted); }
.swagger-ui .loading-container .loading::after { color: var(--muted); }

.swagger-ui .opblock-tag { gap: 12px; margin: 20px 0 8px; padding: 0 0 8px; border-bottom: 1px solid var(--line); font: 600 16px/22px var(--sans); }
.swagger-ui .opblock-tag:hover { background: none; }
.swagger-ui .opblock-tag small { padding: 0; color: var(--muted); font: 13px/20px var(--sans); }
.swagger-ui .opblock { margin: 0 0 6px; border: 1px solid var(--line); border-radius: 6px; background: var(--surface); box-shadow: none; }
.swagger-ui .opblock .opblock-summary { padding: 6px 10px; border: 0; border-radius: 6px; }
.swagger-ui .opblock .opblock-summary:hover { background: var(--hover); }
.swagger-ui .opblock.is-open .opblock-summary { border-bottom: 1px solid var(--line); border-radius: 6px 6px 0 0; }
.swagger-ui .opblock-summary-method { box-sizing: border-box; min-width: 52px; padding: 2px 0; border-radius: 4px; background: var(--info-soft); color: var(--info); font: 600 11px/16px var(--mono); }
.swagger-ui .opblock-post .opblock-summary-method { background: var(--success-soft); color: var(--success); }
.swagger-ui .opblock-put .opblock-summary-method { background: var(--warn-soft); color: var(--warn); }
.swagger-ui .opblock-delete .opblock-summary-method { background: var(--danger-soft); color: var(--danger); }
.swagger-ui .opblock-summary-path { flex: none; max-width: 70%; font: 500 13px/20px var(--mono); overflow-wrap: anywhere; word-break: normal; }
.swagger-ui .opblock-summary-description { flex: 1; color: var(--muted); font: inherit; text-align: left; }
.swagger-ui .opblock-description-wrapper { padding: 16px; font: inherit; }
.swagger-ui .opblock-section-header { min-height: 40px; padding: 4px 16px; border-block: 1px solid var(--line); background: var(--sunken); box-shadow: none; }
.swagger-ui .opblock-section-header h4, .swagger-ui .responses-inner h4, .swagger-ui .responses-inner h5 { margin: 0; font: 600 13px/20px var(--sans); }
.swagger-ui .opblock-body > .opblock-description-wrapper + div .opblock-section-header { border-top: 1px solid var(--line); }
.swagger-ui .opblock-section-header .tab-header { padding: 0; }
.swagger-ui .tab-header .tab-item { padding: 0; }
.swagger-ui .tab-header .tab-item.active h4 span::after { display: none; }
.swagger-ui .opblock .tab-header .tab-item.active h4 span { color: var(--ink); }
.swagger-ui .parameters-container .opblock-description-wrapper, .swagger-ui .table-container, .swagger-ui .responses-inner, .swagger-ui .opblock-section-request-body .opblock-description-wrapper { padding: 12px 16px; }
.swagger-ui .opblock-description-wrapper > p { color: var(--muted); font: inherit; }
.swagger-ui table thead tr td, .swagger-ui table thead tr th { padding: 0 12px 6px 0; border-bottom: 1px solid var(--line); color: var(--muted); font: 500 12px/16px var(--sans); text-align: left; }
.swagger-ui table tbody tr td { padding: 12px 12px 12px 0; font: inherit; vertical-align: top; }
.swagger-ui table tbody tr + tr > td { border-top: 1px solid var(--line); }
.swagger-ui table.model tbody tr td, .swagger-ui table.headers td { padding: 4px 12px 4px 0; border: 0; }
.swagger-ui .response-col_status, .swagger-ui .parameter__name { min-width: 64px; font: 500 13px/20px var(--mono); }
.swagger-ui .parameter__name.required span { color: var(--muted); }
.swagger-ui .parameter__name.required::after, .swagger-ui .opblock-section-request-body sup, .swagger-ui sup.required { top: 0; color: var(--danger); font: 500 11px/16px var(--sans); }
.swagger-ui .parameter__type, .swagger-ui .parameter__in { padding: 0; color: var(--muted); font: 12px/18px var(--mono); }
.swagger-ui .response-col_links { display: none; }
.swagger-ui .response-col_description__inner, .swagger-ui .response-col_description p { font: inherit; }
.swagger-ui .responses-table .response-col_description { width: auto; }
.swagger-ui .response-control-media-type__accept-message { display: none; }
.swagger-ui .response-control-media-type { padding: 0; }
.swagger-ui .examples-select { margin: 0 0 8px; }
.swagger-ui .examples-select__section-label { margin: 0 0 4px; color: var(--muted); font: 500 12px/16px var(--sans); }
.swagger-ui .tab { margin: 8px 0; }
.swagger-ui .tab li { padding: 0 12px 0 0; font: 12px/16px var(--sans); }
.swagger-ui .tab li:first-of-type::after { display: none; }
.swagger-ui .tab li button.tablinks { color: var(--muted); }
.swagger-ui .tab li.active button.tablinks { color: var(--ink); font-weight: 600; text-decoration: underline; text-decoration-color: var(--accent); text-decoration-thickness: 2px; text-underline-offset: 5px; }
.swagger-ui .opblock-body pre, .swagger-ui .highlight-code pre, .swagger-ui pre.example { box-sizing: border-box; margin: 0; padding: 12px !important; border: 1px solid var(--line); border-radius: 6px; background: var(--sunken) !important; color: var(--ink) !important; font: 12px/18px var(--mono); }
.swagger-ui pre code, .swagger-ui pre span { color: inherit !important; font: 12px/18px var(--mono) !important; }
.swagger-ui pre .hljs-attr { color: var(--accent) !important; }
.swagger-ui pre .hljs-string { color: var(--success) !important; }
.swagger-ui pre .hljs-number, .swagger-ui pre .hljs-literal, .swagger-ui pre .hljs-keyword { color: var(--info) !important; }
.swagger-ui .copy-to-clipboard, .swagger-ui .download-contents { border-radius: 4px; background-color: var(--hover); color: var(--ink); }
.swagger-ui .responses-inner h4, .swagger-ui .responses-inner h5, .swagger-ui .headers__title { margin: 14px 0 6px; }
.swagger-ui .response-control-media-type__title { font: 500 12px/16px var(--sans); color: var(--muted); }
.swagger-ui .copy-to-clipboard button { opacity: 0.75; }
:root:not(.dark) .swagger-ui .copy-to-clipboard button { filter: invert(1); }

.swagger-ui section.models { margin: 32px 0 64px; border: 1px solid var(--line); border-radius: 6px; background: var(--surface); }
.swagger-ui section.models h4, .swagger-ui section.models.is-open h4 { margin: 0; padding: 8px 12px; border: 0; color: var(--ink); font: 600 13px/20px var(--sans); }
.swagger-ui section.models h4:hover { background: var(--hover); }
.swagger-ui section.models > div { border-top: 1px solid var(--line); }
.swagger-ui .json-schema-2020-12, .swagger-ui section.models .json-schema-2020-12:not(.json-schema-2020-12--embedded) { margin: 0; padding: 4px 12px; border: 0; background: none; }
.swagger-ui .json-schema-2020-12-body { margin: 2px 0 6px 6px; padding: 0 0 0 12px; border: 0; border-left: 1px solid var(--line); }
.swagger-ui .json-schema-2020-12__title { color: var(--ink); font: 500 12px/20px var(--mono); }
.swagger-ui .json-schema-2020-12-property--required > .json-schema-2020-12 > .json-schema-2020-12-head .json-schema-2020-12__title::after { color: var(--danger); }
.swagger-ui .json-schema-2020-12__attribute, .swagger-ui .json-schema-2020-12-keyword__name, .swagger-ui .json-schema-2020-12-keyword__value { color: var(--muted); font: 12px/18px var(--mono); }
.swagger-ui .json-schema-2020-12__attribute--primary { color: var(--info); }
.swagger-ui .json-schema-2020-12__constraint { padding: 0 4px; border-radius: 4px; background: var(--accent-soft); color: var(--accent); font: 11px/16px var(--mono); }
.swagger-ui .json-schema-2020-12-keyword--description { margin: 0; color: var(--muted); font: 13px/20px var(--sans); }
.swagger-ui .json-schema-2020-12-keyword__value--primary, .swagger-ui .json-schema-2020-12-keyword__value--const { border-color: var(--line-strong); color: var(--ink); }
.swagger-ui .json-schema-2020-12-expand-deep-button { color: var(--muted); font: 12px/18px var(--sans); }
.swagger-ui .model-box { padding: 0; background: none; }

.swagger-ui .dialog-ux .backdrop-ux { background: rgb(0 0 0 / 0.4); }
.swagger-ui .dialog-ux .modal-ux { border: 1px solid var(--line); border-radius: 10px; background: var(--surface); box-shadow: 0 24px 64px -12px rgb(0 0 0 / 0.38); }
.swagger-ui .dialog-ux .modal-ux-header { border-color: var(--line); }
.swagger-ui .dialog-ux .modal-ux-header h3 { padding: 12px 20px; font: 600 16px/22px var(--sans); }
.swagger-ui .dialog-ux .modal-ux-content h4 { margin: 0 0 4px; font: 600 13px/20px var(--sans); }
.swagger-ui .dialog-ux .modal-ux-content p { color: var(--muted); font: inherit; }
.swagger-ui .dialog-ux .modal-ux-content code { font: 12px/18px var(--mono); }
.swagger-ui .auth-container { border-color: var(--line); }
.swagger-ui .auth-btn-wrapper { justify-content: start; gap: 8px; padding: 12px 0 0; }
.swagger-ui .errors-wrapper { border-color: var(--danger); background: var(--danger-soft); }
@media (prefers-reduced-motion: reduce) { *, *::before, *::after { transition: none !important; animation-duration: 0s !important; } }
`;
