import { FIRST_PERSON, type Snippet, type SnippetFacts } from "./facts";

/** The official browser SDK as a bundler takes it. https://docs.mparticle.com/developers/sdk/web/self-hosting */
export const browser: Snippet = {
  label: "Browser",
  install: "npm install @mparticle/web-sdk",
  text: (facts) => `import mParticle from "@mparticle/web-sdk";

mParticle.init("${facts.key}", {
${(facts.origin.startsWith("https:") ? byDomain(facts) : byBases(facts)).map((line) => `  ${line}`).join("\n")}
  isDevelopmentMode: ${facts.environment === "development"},
  identifyRequest: { userIdentities: { customerid: "${FIRST_PERSON}" } },
});
mParticle.logEvent("Hello", mParticle.EventType.Other);`,
};

const hostOf = (origin: string) => new URL(origin).host;

function byDomain({ origin }: SnippetFacts): readonly string[] {
  return [`domain: "${hostOf(origin)}",`];
}

/**
 * The SDK asks configuration, alias and audience by https whatever the page is, so plain http brings its own
 * configuration. https://github.com/mParticle/mparticle-web-sdk
 */
function byBases({ origin, workspaceToken }: SnippetFacts): readonly string[] {
  const host = hostOf(origin);
  return [
    "// For a host without https; with it, one line does: domain.",
    `v1SecureServiceUrl: "${host}/webevents/v1/JS/",`,
    `v2SecureServiceUrl: "${host}/webevents/v2/JS/",`,
    `v3SecureServiceUrl: "${host}/webevents/v3/JS/",`,
    `configUrl: "${host}/tags/JS/v2/",`,
    `identityUrl: "${host}/identity/v1/",`,
    `aliasUrl: "${host}/webevents/v1/identity/",`,
    "forceHttps: false,",
    "requestConfig: false,",
    `workspaceToken: "${workspaceToken}",`,
    'flags: { eventsV3: "100", eventBatchingIntervalMillis: "1000" },',
    "kitConfigs: [],",
  ];
}
