import { expect, test } from "vitest";
import { turns } from "./turns";

test("two go at once, the others follow in their order, one for each that is done", async () => {
  const turn = turns(2);
  const gone: number[] = [];
  const gives: (() => void)[] = [];
  for (const number of [1, 2, 3, 4]) {
    void turn().then((give) => {
      gone.push(number);
      gives.push(give);
    });
  }
  const settled = () => new Promise((resolve) => setImmediate(resolve));
  await settled();
  expect(gone).toEqual([1, 2]);
  gives[1]?.();
  await settled();
  expect(gone).toEqual([1, 2, 3]);
  gives[0]?.();
  gives[2]?.();
  await settled();
  expect(gone).toEqual([1, 2, 3, 4]);
  gives[3]?.();
  (await turn())();
});
