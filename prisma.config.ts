import { defineConfig } from "prisma/config";

/** For `prisma generate`, and for whoever runs the Prisma CLI against a database of their own. */
export default defineConfig({
  schema: "prisma/schema",
  migrations: { path: "prisma/migrations" },
  datasource: { url: process.env.DATABASE_URL ?? "" },
});
