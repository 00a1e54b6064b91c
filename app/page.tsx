import { redirect } from "next/navigation";
import { sectionsFor } from "@/components/shell/sections";
import { requireContext } from "./context";

/** The first screen that the reader may open. */
export default async function HomePage() {
  const { role } = await requireContext();
  redirect(sectionsFor(role)[0]?.href ?? "/settings");
}
