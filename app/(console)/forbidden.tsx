import { ForbiddenState } from "@/components/shell/forbidden-state";

export default function Forbidden() {
  return <ForbiddenState />;
}
