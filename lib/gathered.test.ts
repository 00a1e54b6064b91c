import { describe, expect, test } from "vitest";
import { gathered } from "./gathered";

/** A function under test whose calls are answered by hand. */
function asker(most = 10) {
  const calls: { questions: readonly number[]; answer: () => void; fail: (error: Error) => void }[] = [];
  const ask = gathered<number, string>(
    (questions) =>
      new Promise((resolve, reject) => {
        calls.push({ questions, answer: () => resolve(questions.map((one) => `answer ${one}`)), fail: reject });
      }),
    most,
  );
  return { ask, calls, asked: () => calls.map(({ questions }) => questions) };
}

const moment = () => new Promise((resolve) => setImmediate(() => setImmediate(resolve)));

describe("questions", () => {
  test("of the same moment go together and each gets its own answer", async () => {
    const { ask, calls, asked } = asker();
    const answers = Promise.all([ask(1), ask(2), ask(3)]);
    await moment();
    expect(asked()).toEqual([[1, 2, 3]]);
    calls[0]?.answer();
    expect(await answers).toEqual(["answer 1", "answer 2", "answer 3"]);
  });

  test("wait while a call is under way, then go in one", async () => {
    const { ask, calls, asked } = asker();
    const answers: Promise<string>[] = [];
    for (const question of [1, 2, 3]) {
      answers.push(ask(question));
      await moment();
    }
    expect(asked()).toEqual([[1]]);
    calls[0]?.answer();
    await answers[0];
    await moment();
    expect(asked()).toEqual([[1], [2, 3]]);
    calls[1]?.answer();
    expect(await Promise.all(answers)).toEqual(["answer 1", "answer 2", "answer 3"]);
  });

  test("are never more than the most in a call", async () => {
    const { ask, calls, asked } = asker(2);
    const answers = Promise.all([1, 2, 3].map(ask));
    await moment();
    expect(asked()).toEqual([[1, 2]]);
    calls[0]?.answer();
    await expect.poll(asked).toEqual([[1, 2], [3]]);
    calls[1]?.answer();
    expect(await answers).toHaveLength(3);
  });

  test("share the error of their call; later ones are asked again", async () => {
    const { ask, calls } = asker();
    const answers = Promise.allSettled([ask(1), ask(2)]);
    await moment();
    calls[0]?.fail(new Error("away"));
    expect((await answers).map(({ status }) => status)).toEqual(["rejected", "rejected"]);
    const next = ask(3);
    await moment();
    calls[1]?.answer();
    expect(await next).toBe("answer 3");
  });
});
