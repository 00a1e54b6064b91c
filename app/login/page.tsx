import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { AuthPage } from "@/components/auth/auth-page";
import { LoginForm } from "@/components/auth/login-form";
import { noticeOf } from "@/components/auth/sign-in-notice";
import { env } from "@/lib/env";
import { needsSetUp } from "@/lib/members";
import { readContext } from "../context";
import { ownPath } from "../own-path";

export const metadata: Metadata = { title: "Sign in" };

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> };

export default async function LoginPage({ searchParams }: Props) {
  const { callbackUrl, error } = await searchParams;
  const target = ownPath(callbackUrl, env().PUBLIC_URL);
  if (await readContext()) redirect(target);
  if (await needsSetUp()) redirect("/set-up");
  const { OIDC_ISSUER, OIDC_NAME } = env();
  return (
    <AuthPage title="Sign in">
      <LoginForm
        callbackUrl={target}
        singleSignOn={OIDC_ISSUER ? OIDC_NAME : null}
        notice={noticeOf(error, OIDC_NAME)}
      />
    </AuthPage>
  );
}
