import type { Metadata } from "next";
import type { PageSearchParams } from "@/app/workspace-param";
import { Information } from "@/components/activity/information";
import { PersonFrame } from "@/components/activity/person-frame";
import { readPersonPage } from "./person-page";

export const metadata: Metadata = { title: "Person" };

export default async function Page(props: { params: Promise<{ mpid: string }>; searchParams: PageSearchParams }) {
  const { ctx, person } = await readPersonPage(props.params, props.searchParams, "");
  return (
    <PersonFrame person={person} memberId={ctx.member.id} current="information">
      <Information person={person} raw={JSON.stringify(person)} />
    </PersonFrame>
  );
}
