/**
 * What starts the page in the browser. It asks nobody but this origin: no validator, no schema from elsewhere. The
 * theme is the console's (next-themes keeps it under "theme"), else the system's.
 */
export const SCRIPT = `"use strict";
(() => {
  const dark = matchMedia("(prefers-color-scheme: dark)");
  const paint = () => {
    let chosen = "system";
    try { chosen = localStorage.getItem("theme") ?? chosen; } catch {}
    document.documentElement.classList.toggle("dark", chosen === "dark" || (chosen !== "light" && dark.matches));
  };
  paint();
  dark.addEventListener("change", paint);
  addEventListener("storage", paint);

  const searched = (text, operation, tag) => {
    const words = text.toLowerCase().split(/\\s+/).filter(Boolean);
    const facts = ["path", "method"].map((name) => operation.get(name));
    const told = ["summary", "description", "operationId"].map((name) => operation.getIn(["operation", name]));
    const all = [tag, ...facts, ...told].join(" ").toLowerCase();
    return words.every((word) => all.includes(word));
  };
  const search = () => ({
    fn: {
      opsFilter: (tags, text) =>
        tags
          .map((entry, tag) => entry.update("operations", (list) => list.filter((operation) => searched(text, operation, tag))))
          .filter((entry) => entry.get("operations").size > 0),
    },
  });

  addEventListener("DOMContentLoaded", () => {
    SwaggerUIBundle({
      url: "/docs/api/openapi.json",
      dom_id: "#reference",
      deepLinking: true,
      docExpansion: "list",
      defaultModelsExpandDepth: 0,
      defaultModelExpandDepth: 1,
      defaultModelRendering: "example",
      displayRequestDuration: true,
      filter: true,
      persistAuthorization: false,
      validatorUrl: null,
      withCredentials: false,
      // Only what is filled in under Authorize: else a 401 makes the browser ask for a password by a dialog of its own.
      requestInterceptor: (request) => Object.assign(request, { credentials: "omit" }),
      layout: "BaseLayout",
      presets: [SwaggerUIBundle.presets.apis],
      plugins: [search],
      onComplete: () => {
        const field = document.querySelector(".operation-filter-input");
        if (!field) return;
        field.placeholder = "Search operations";
        field.setAttribute("aria-label", "Search operations");
        addEventListener("keydown", (event) => {
          const typing = event.target instanceof Element && event.target.closest("input, textarea, select, [contenteditable]");
          if (event.key !== "/" || typing || event.ctrlKey || event.metaKey || event.altKey) return;
          event.preventDefault();
          field.focus();
        });
      },
    });
  });
})();
`;
