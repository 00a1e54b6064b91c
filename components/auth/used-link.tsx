import Link from "next/link";
import { buttonClass } from "@/components/ui/button";
import { AuthPage } from "./auth-page";

/** A one-time link that works no more, or never did. */
export function UsedLink({ what }: { what: "invitation" | "link" }) {
  return (
    <AuthPage
      title={`This ${what} does not work`}
      lead="It was used already, has expired, or was copied in part. An admin of your account can make a new one."
    >
      <Link href="/login" className={buttonClass("plain")}>
        To sign-in
      </Link>
    </AuthPage>
  );
}
