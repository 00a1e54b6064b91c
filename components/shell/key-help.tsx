"use client";
import { Dialog } from "@/components/ui/dialog";
import { Kbd } from "@/components/ui/kbd";
import { sectionsFor } from "./sections";
import { useShell } from "./shell-context";

type Line = readonly [keys: readonly string[], what: string];

const EVERYWHERE: readonly Line[] = [
  [["Ctrl K"], "Find a user or a page (Cmd K on a Mac)"],
  [["/"], "Go to the search field"],
  [["?"], "This list"],
  [["Esc"], "Close what is open"],
];
const LISTS: readonly Line[] = [
  [["j"], "Next row"],
  [["k"], "Previous row"],
  [["Enter"], "Open the row"],
  [["c"], "Copy the row's ID"],
  [["Space"], "Pause or go on, in the Live Stream"],
];

/** Every key, by place. */
export function KeyHelp({ open, onOpenChange }: { open: boolean; onOpenChange: (open: boolean) => void }) {
  const { role } = useShell();
  const sections = sectionsFor(role).map((section): Line => [["g", section.key], section.label]);
  return (
    <Dialog open={open} onOpenChange={onOpenChange} title="Keys" className="w-[min(40rem,calc(100vw-2rem))]">
      <div className="grid gap-6 sm:grid-cols-2">
        <Lines title="Everywhere" lines={[...EVERYWHERE, ...sections]} />
        <Lines title="In lists" lines={LISTS} />
      </div>
    </Dialog>
  );
}

function Lines({ title, lines }: { title: string; lines: readonly Line[] }) {
  return (
    <section>
      <h3 className="mb-1 font-semibold">{title}</h3>
      <dl className="divide-y divide-line">
        {lines.map(([keys, what]) => (
          <div key={keys.join(" ")} className="flex items-center justify-between gap-4 py-1.5">
            <dd className="text-muted">{what}</dd>
            <dt className="flex gap-1">
              {keys.map((key) => (
                <Kbd key={key}>{key}</Kbd>
              ))}
            </dt>
          </div>
        ))}
      </dl>
    </section>
  );
}
