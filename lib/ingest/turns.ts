/** Lets at most `most` through at once, the others in the order in which they came; call what it gives when done. */
export function turns(most: number): () => Promise<() => void> {
  const waiting: (() => void)[] = [];
  let taken = 0;
  const give = () => {
    const next = waiting.shift();
    if (next) next();
    else taken -= 1;
  };
  return async () => {
    if (taken < most) taken += 1;
    else await new Promise<void>((resolve) => waiting.push(resolve));
    return give;
  };
}
