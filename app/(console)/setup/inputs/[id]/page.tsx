import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { requireContext } from "@/app/context";
import { orPage } from "@/app/page-errors";
import { fixWorkspaceParam, type PageSearchParams } from "@/app/workspace-param";
import { InputHeader } from "@/components/inputs/input-header";
import { InputSettings } from "@/components/inputs/input-settings";
import { KeysSection } from "@/components/inputs/keys-section";
import { ProtectionEditor } from "@/components/inputs/protection-editor";
import { ProtectionHistory } from "@/components/inputs/protection-history";
import { TrafficSection } from "@/components/inputs/traffic-section";
import { InputLimits } from "@/components/rate-limits/input-limits";
import { can } from "@/lib/access/permissions";
import { env } from "@/lib/env";
import { dryRunProtection } from "@/lib/ingest/dry-run-protection";
import { getInput, inputTraffic, protectionHistory } from "@/lib/inputs";
import { getInputLimits } from "@/lib/rate-limits";
import {
  rotateKeyAction,
  setEnabledAction,
  setInputLimitsAction,
  updateInputAction,
  updateProtectionAction,
} from "../actions";

type InputPageProps = { params: Promise<{ id: string }>; searchParams: PageSearchParams };

export const metadata: Metadata = { title: "Input" };

export default async function InputPage({ params, searchParams }: InputPageProps) {
  const [ctx, { id }] = await Promise.all([requireContext(), params]);
  const inputId = /^[1-9]\d{0,9}$/.test(id) && Number(id) < 2 ** 31 ? Number(id) : notFound();
  const input = await orPage(getInput(ctx, { inputId }));
  await fixWorkspaceParam(searchParams, `/setup/inputs/${input.id}`, input.workspaceId);
  const [traffic, limits, history, dryRun] = await orPage(
    Promise.all([
      inputTraffic(ctx, { inputId }),
      getInputLimits(ctx, { inputId }),
      input.protectionLevel ? protectionHistory(ctx, { inputId }) : [],
      input.protectionLevel ? dryRunProtection(ctx, { inputId }) : null,
    ]),
  );
  const mayEdit = can(ctx.role, "inputs.edit");
  return (
    <>
      <InputHeader input={input} />
      <div className="grid items-start gap-4 p-6 min-[1300px]:grid-cols-[minmax(0,1fr)_20rem]">
        <div className="min-w-0 space-y-4">
          {input.protectionLevel && dryRun ? (
            <ProtectionEditor
              key={input.protectionLevel}
              inputId={inputId}
              level={input.protectionLevel}
              dryRun={dryRun}
              mayEdit={can(ctx.role, "feed_protection.edit")}
              role={ctx.role}
              save={updateProtectionAction}
            />
          ) : null}
          <KeysSection
            input={input}
            origin={env().PUBLIC_URL}
            mayEdit={mayEdit}
            rotate={rotateKeyAction}
            setEnabled={setEnabledAction}
          />
          <InputSettings input={input} mayEdit={mayEdit} update={updateInputAction} />
          <InputLimits
            key={JSON.stringify(limits.own)}
            inputId={inputId}
            limits={limits}
            mayEdit={mayEdit}
            save={setInputLimitsAction}
          />
        </div>
        <div className="min-w-0 space-y-4">
          <TrafficSection traffic={traffic} />
          {input.protectionLevel ? <ProtectionHistory changes={history} /> : null}
        </div>
      </div>
    </>
  );
}
