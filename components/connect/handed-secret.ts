import { useEffect, useState } from "react";

type Pair = { readonly key: string; readonly secret: string };

/** In the memory of this tab and nowhere else, between two screens. */
let handed: Pair | null = null;

/** Gives a new secret to the Connect screen that is opened next; the screen forgets it when it is left. */
export function handSecret(pair: Pair): void {
  handed = pair;
}

/** The secret of a key, if it was handed over by the screen before; else null. */
export function useHandedSecret(key: string): string | null {
  const [secret] = useState(() => (handed?.key === key ? handed.secret : null));
  useEffect(() => {
    handed = null;
  }, []);
  return secret;
}
