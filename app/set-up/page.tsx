import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { AccountForm, type FormField } from "@/components/auth/account-form";
import { AuthPage } from "@/components/auth/auth-page";
import { needsSetUp } from "@/lib/members";
import { setUpAction } from "../auth-actions";

export const metadata: Metadata = { title: "Set up" };

const FIELDS: readonly FormField[] = [
  { name: "token", label: "Token", help: "The console printed it when the server started." },
  { name: "organization", label: "Organisation", autoComplete: "organization" },
  { name: "workspace", label: "First workspace", help: "For example the name of a shop or an app." },
  { name: "name", label: "Your name", autoComplete: "name" },
  { name: "email", label: "Email", type: "email", autoComplete: "username" },
  {
    name: "password",
    label: "Password",
    type: "password",
    help: "At least 10 characters.",
    autoComplete: "new-password",
  },
];

export default async function SetUpPage() {
  if (!(await needsSetUp())) redirect("/login");
  return (
    <AuthPage title="Set up" lead="This installation is empty. You become its first Admin.">
      <AccountForm fields={FIELDS} button="Set up" action={setUpAction} />
    </AuthPage>
  );
}
