import type { Metadata } from "next";
import { AccountForm } from "@/components/auth/account-form";
import { AuthPage } from "@/components/auth/auth-page";
import { UsedLink } from "@/components/auth/used-link";
import { readLink } from "@/lib/members";
import { resetPasswordAction } from "../../auth-actions";

export const metadata: Metadata = { title: "New password" };

export default async function ResetPage({ params }: { params: Promise<{ token: string }> }) {
  const { token } = await params;
  const link = await readLink("reset", token);
  if (!link) return <UsedLink what="link" />;
  return (
    <AuthPage title="New password" lead="It ends all sessions that you have open.">
      <AccountForm
        fields={[
          { name: "email", label: "Email", type: "email", value: link.email, readOnly: true, autoComplete: "username" },
          {
            name: "password",
            label: "New password",
            type: "password",
            help: "At least 10 characters.",
            autoComplete: "new-password",
          },
        ]}
        button="Save and sign in"
        action={resetPasswordAction.bind(null, token)}
      />
    </AuthPage>
  );
}
