import { existsSync } from "node:fs";

/**
 * Where a Chromium is installed; undefined if none is. Debian's shell without windows first: the whole browser also draws
 * its own bars, and takes a quarter longer.
 */
export const findChromium = () =>
  [
    process.env.CHROME_PATH,
    "/usr/bin/chromium-headless-shell",
    "/usr/bin/chromium",
    "/usr/bin/chromium-browser",
    "/usr/bin/google-chrome",
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
  ].find((file) => file && existsSync(file));
