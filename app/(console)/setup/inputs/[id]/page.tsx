import type { Metadata } from "next";
import { orPage } from "@/app/page-errors";
import { InputHeader } from "@/components/inputs/input-header";
import { InputSettings } from "@/components/inputs/input-settings";
import { KeysSection } from "@/components/inputs/keys-section";
import { ProtectionEditor } from "@/components/inputs/protection-editor";
import { ProtectionHistory } from "@/components/inputs/protection-history";
import { TrafficSection } from "@/components/inputs/traffic-section";
import { InputLimits } from "@/components/rate-limits/input-limits";
import { can } from "@/lib/access/permissions";
import { dryRunProtection } from "@/lib/ingest/dry-run-protection";
import { inputTraffic, protectionHistory } from "@/lib/inputs";
import { getInputLimits } from "@/lib/rate-limits";
import {
  rotateKeyAction,
  setEnabledAction,
  setInputLimitsAction,
  updateInputAction,
  updateProtectionAction,
} from "../actions";
import { type InputPageProps, openInput } from "./input-page";

export const metadata: Metadata = { title: "Input" };

export default async function InputPage(props: InputPageProps) {
  const { ctx, inputId, input } = await openInput(props);
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
      <InputHeader input={input} current="configuration" />
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
          <KeysSection input={input} mayEdit={mayEdit} rotate={rotateKeyAction} setEnabled={setEnabledAction} />
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
