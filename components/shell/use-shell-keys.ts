"use client";
import { useRouter } from "next/navigation";
import { useEffect, useRef } from "react";
import { isTyping } from "@/components/ui/use-list-keys";
import { sectionsFor } from "./sections";
import { useShell } from "./shell-context";

/** How long `g` waits for its second letter, ms. */
const SEQUENCE_MS = 1_200;

type Keys = { readonly openPalette: () => void; readonly openHelp: () => void };

/** Keys that work on every screen: Ctrl/Cmd+K, `/`, `?`, and `g` with a section's letter. */
export function useShellKeys({ openPalette, openHelp }: Keys): void {
  const { role, href } = useShell();
  const router = useRouter();
  const goAt = useRef(0);
  useEffect(() => {
    const listen = (event: KeyboardEvent) => {
      if ((event.metaKey || event.ctrlKey) && event.key.toLowerCase() === "k") {
        event.preventDefault();
        openPalette();
        return;
      }
      if (event.defaultPrevented || event.metaKey || event.ctrlKey || event.altKey || isTyping(event.target)) return;
      if (event.key === "/") {
        event.preventDefault();
        const field = document.querySelector<HTMLInputElement>("[data-page-search]");
        if (field) {
          field.focus();
          field.select();
        } else openPalette();
      } else if (event.key === "?") {
        event.preventDefault();
        openHelp();
      } else if (event.key === "g") {
        goAt.current = event.timeStamp;
      } else if (event.timeStamp - goAt.current < SEQUENCE_MS) {
        goAt.current = 0;
        const section = sectionsFor(role).find(({ key }) => key === event.key);
        if (!section) return;
        // The second letter may mean something to a list, too.
        event.preventDefault();
        event.stopImmediatePropagation();
        router.push(href(section.href));
      }
    };
    window.addEventListener("keydown", listen, { capture: true });
    return () => window.removeEventListener("keydown", listen, { capture: true });
  }, [role, href, router, openPalette, openHelp]);
}
