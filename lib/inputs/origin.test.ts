import { expect, test } from "vitest";
import { originFrom } from "./origin";

test.each([
  ["https://shop.example.test", "https://shop.example.test"],
  [" https://Shop.Example.TEST/ ", "https://shop.example.test"],
  ["https://shop.example.test:443", "https://shop.example.test"],
  ["http://127.0.0.1:8080", "http://127.0.0.1:8080"],
  ["http://[::1]:8080", "http://[::1]:8080"],
  ["https://bücher.example.test", "https://xn--bcher-kva.example.test"],
  ["shop.example.test", null],
  ["https://shop.example.test/checkout", null],
  ["https://shop.example.test?x=1", null],
  ["https://someone@shop.example.test", null],
  ["https://*.example.test", null],
  ["https://shop.example.test:99999", null],
  ["https://", null],
  ["javascript://shop.example.test", null],
  ["null", null],
  [`https://${"a".repeat(300)}.test`, null],
])("%s as an origin is %s", (text, origin) => {
  expect(originFrom(text)).toBe(origin);
});
