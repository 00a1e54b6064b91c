// Loaded before a program that others wrote, by --import: it ends when the process that started it does, however that
// one ended. What it started in turn notices by its own channel.
process.once("disconnect", () => process.exit());
