import type { Metadata } from "next";
import { orPage } from "@/app/page-errors";
import type { PageSearchParams } from "@/app/workspace-param";
import { Information } from "@/components/activity/information";
import { PersonFrame } from "@/components/activity/person-frame";
import { can } from "@/lib/access/permissions";
import { personData } from "@/lib/profile/person-data";
import { listAccountAttributes } from "@/lib/settings/list-account-attributes";
import { setAccountValueAction } from "./actions";
import { readPersonPage } from "./person-page";

export const metadata: Metadata = { title: "Person" };

export default async function Page(props: { params: Promise<{ mpid: string }>; searchParams: PageSearchParams }) {
  const { ctx, person } = await readPersonPage(props.params, props.searchParams, "");
  const mayEdit = can(ctx.role, "identity_settings.edit");
  const editing = mayEdit ? { declared: await orPage(listAccountAttributes(ctx)), set: setAccountValueAction } : null;
  return (
    <PersonFrame person={person} memberId={ctx.member.id} current="information">
      <Information person={person} raw={JSON.stringify(personData(person))} editing={editing} />
    </PersonFrame>
  );
}
