"use client";
import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { type ReactNode, useState } from "react";

const make = () =>
  new QueryClient({ defaultOptions: { queries: { staleTime: 30_000, refetchOnWindowFocus: false, retry: 1 } } });

let ofBrowser: QueryClient | undefined;

/** One memory per browser; on the server one per render, since requests are of different people. */
function clientOfHere(): QueryClient {
  if (typeof window === "undefined") return make();
  ofBrowser ??= make();
  return ofBrowser;
}

/** What a screen with queries stands in. Not in the providers: most pages ask nothing after they are there. */
export function Queries({ children }: { children: ReactNode }) {
  const [queries] = useState(clientOfHere);
  return <QueryClientProvider client={queries}>{children}</QueryClientProvider>;
}
