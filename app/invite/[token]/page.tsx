import type { Metadata } from "next";
import { AccountForm } from "@/components/auth/account-form";
import { AuthPage } from "@/components/auth/auth-page";
import { UsedLink } from "@/components/auth/used-link";
import { readLink } from "@/lib/members";
import { acceptInviteAction } from "../../auth-actions";

export const metadata: Metadata = { title: "Invitation" };

export default async function InvitePage({ params }: { params: Promise<{ token: string }> }) {
  const { token } = await params;
  const link = await readLink("invite", token);
  if (!link) return <UsedLink what="invitation" />;
  return (
    <AuthPage title="Welcome" lead={`You are invited to ${link.accountName}.`}>
      <AccountForm
        fields={[
          { name: "email", label: "Email", type: "email", value: link.email, readOnly: true, autoComplete: "username" },
          { name: "name", label: "Your name", autoComplete: "name" },
          {
            name: "password",
            label: "Password",
            type: "password",
            help: "At least 10 characters.",
            autoComplete: "new-password",
          },
        ]}
        button="Join"
        action={acceptInviteAction.bind(null, token)}
      />
    </AuthPage>
  );
}
