import { SearchX } from "lucide-react";
import Link from "next/link";
import { buttonClass } from "@/components/ui/button";

/** Nothing at this address, or nothing of this account. */
export function MissingState({ home }: { home: string }) {
  return (
    <div className="flex flex-col items-center gap-2 px-6 py-24 text-center">
      <span className="mb-1 grid size-10 place-items-center rounded-full bg-sunken text-muted">
        <SearchX className="size-5" aria-hidden />
      </span>
      <h1 className="font-semibold text-lg">There is nothing here</h1>
      <p className="max-w-md text-muted">
        The address may be mistyped, or what it showed is gone or belongs to another account.
      </p>
      <Link href={home} className={buttonClass("plain", "md", "mt-2")}>
        Go to the start
      </Link>
    </div>
  );
}
