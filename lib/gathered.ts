type Waiting<Question, Answer> = {
  readonly question: Question;
  readonly resolve: (answer: Answer) => void;
  readonly reject: (error: unknown) => void;
};

/**
 * Makes one question of a function that answers many, in their order. Questions of the same moment, and those that come
 * while a call is under way, go together, up to `most`: a statement for several costs little more than one for one. An
 * error is everybody's who went with it.
 */
export function gathered<Question, Answer>(
  answerAll: (questions: readonly Question[]) => Promise<readonly Answer[]>,
  most: number,
): (question: Question) => Promise<Answer> {
  const waiting: Waiting<Question, Answer>[] = [];
  let underWay = false;

  async function askWaiting(): Promise<void> {
    underWay = true;
    await thisMoment();
    while (waiting.length > 0) {
      const asked = waiting.splice(0, most);
      try {
        const answers = await answerAll(asked.map(({ question }) => question));
        answers.forEach((answer, place) => {
          asked[place]?.resolve(answer);
        });
      } catch (error) {
        for (const { reject } of asked) reject(error);
      }
      await thisMoment();
    }
    underWay = false;
  }

  return (question) =>
    new Promise((resolve, reject) => {
      waiting.push({ question, resolve, reject });
      if (!underWay) void askWaiting();
    });
}

/** Until everything that has arrived is read. */
const thisMoment = () => new Promise<void>((resolve) => setImmediate(resolve));
