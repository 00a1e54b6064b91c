/** @type {import("next").NextConfig} */
export default {
  reactStrictMode: true,
  poweredByHeader: false,
  experimental: {
    // forbidden() answers a page with a real 403.
    authInterrupts: true,
    // A page takes memory from when it is first asked for.
    preloadEntriesOnStart: false,
  },
  serverExternalPackages: ["pg", "@prisma/client", "@prisma/adapter-pg", "@node-rs/argon2", "pino"],
  // `npm test` checks the types of everything, tests included; a start need not.
  typescript: { ignoreBuildErrors: true },
};
