/** @type {import("next").NextConfig} */
export default {
  reactStrictMode: true,
  poweredByHeader: false,
  serverExternalPackages: ["pg", "@prisma/client", "@prisma/adapter-pg", "@node-rs/argon2", "pino"],
  // `npm test` checks the types of everything, tests included; a start need not.
  typescript: { ignoreBuildErrors: true },
};
