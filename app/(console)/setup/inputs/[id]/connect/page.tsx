import type { Metadata } from "next";
import { orPage } from "@/app/page-errors";
import { loadConnectParams } from "@/components/connect/connect-params";
import { ConnectScreen } from "@/components/connect/connect-screen";
import { can } from "@/lib/access/permissions";
import { env } from "@/lib/env";
import { workspaceToken } from "@/lib/inputs/browser-config";
import { readLivePage } from "@/lib/live";
import { type InputPageProps, openInput } from "../input-page";

export const metadata: Metadata = { title: "Connect" };

/** How to send with an input's key, and what comes of it. */
export default async function ConnectPage(props: InputPageProps) {
  const { ctx, input } = await openInput(props, "/connect");
  const { id: inputId, workspaceId } = input;
  const { lang, env: environment } = await loadConnectParams(props.searchParams);
  const page = can(ctx.role, "live_stream.view") ? await orPage(readLivePage(ctx, { workspaceId, inputId })) : null;
  return (
    <ConnectScreen
      key={input.key}
      input={input}
      lang={lang}
      environment={environment}
      origin={env().PUBLIC_URL}
      workspaceToken={workspaceToken(workspaceId)}
      page={page}
      canOpenPeople={can(ctx.role, "user_activity.view")}
    />
  );
}
