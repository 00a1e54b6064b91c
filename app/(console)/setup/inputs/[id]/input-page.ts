import { notFound } from "next/navigation";
import { requireContext } from "@/app/context";
import { orPage } from "@/app/page-errors";
import { fixWorkspaceParam, type PageSearchParams } from "@/app/workspace-param";
import { getInput } from "@/lib/inputs";

export type InputPageProps = { params: Promise<{ id: string }>; searchParams: PageSearchParams };

/** Who asks for which input; both pages of an input begin with it. `below` is the rest of the page's own address. */
export async function openInput({ params, searchParams }: InputPageProps, below = "") {
  const [ctx, { id }] = await Promise.all([requireContext(), params]);
  const inputId = /^[1-9]\d{0,9}$/.test(id) && Number(id) < 2 ** 31 ? Number(id) : notFound();
  const input = await orPage(getInput(ctx, { inputId }));
  await fixWorkspaceParam(searchParams, `/setup/inputs/${input.id}${below}`, input.workspaceId);
  return { ctx, inputId, input };
}
