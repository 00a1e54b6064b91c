/** Where the page's files lie; the version makes a browser that kept old ones ask again. */
export const assetPath = (version: string, name: string) => `/docs/api/assets/${version}/${name}`;

/** The page that shows the API's description. Everything it loads is of this origin. */
export function referencePage(version: string): string {
  const at = (name: string) => assetPath(version, name);
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<title>HTTP API · User Activity View</title>
<link rel="icon" href="data:,">
<link rel="preload" as="style" href="${at("swagger-ui.css")}">
<link rel="stylesheet" href="${at("page.css")}">
<script src="${at("page.js")}"></script>
<script src="${at("swagger-ui.js")}" defer></script>
</head>
<body>
<header class="top">
<a class="home" href="/">User Activity View</a>
<span class="here">HTTP API</span>
<a class="raw" href="/docs/api/openapi.json">openapi.json</a>
</header>
<div id="reference"><noscript>This page needs JavaScript; <a href="/docs/api/openapi.json">openapi.json</a> does not.</noscript></div>
</body>
</html>
`;
}
