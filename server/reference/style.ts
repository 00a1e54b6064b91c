/** The page's own style over Swagger UI's: the console's colours and type (app/globals.css). */
export const STYLE = `
@font-face { font-family: Geist; src: url("geist.woff2") format("woff2"); font-weight: 100 900; font-display: swap; }
@font-face { font-family: "Geist Mono"; src: url("geist-mono.woff2") format("woff2"); font-weight: 100 900; font-display: swap; }
body { margin: 0; }
`;
