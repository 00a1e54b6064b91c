/** @type {import("next").NextConfig} */
export default {
  reactStrictMode: true,
  poweredByHeader: false,
  // forbidden() answers a page with a real 403.
  experimental: { authInterrupts: true },
  serverExternalPackages: ["pg", "@prisma/client", "@prisma/adapter-pg", "@node-rs/argon2", "pino"],
  // `npm test` checks the types of everything, tests included; a start need not.
  typescript: { ignoreBuildErrors: true },
};
