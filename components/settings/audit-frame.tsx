import { Download } from "lucide-react";
import Link from "next/link";
import type { ReactNode } from "react";
import { buttonClass } from "@/components/ui/button";
import { LinkTabs } from "@/components/ui/link-tabs";
import { PageHeader } from "@/components/ui/page-header";
import { can } from "@/lib/access/permissions";

type AuditFrameProps = {
  accountName: string;
  role: string;
  workspaceId: number;
  tab: "changes" | "views";
  /** Addresses of the files with the same filters. */
  exports: { readonly csv: string; readonly json: string };
  filters: ReactNode;
  children: ReactNode;
  /** Addresses of the neighbouring pages. */
  newest: string | null;
  older: string | null;
  shown: string;
};

/** What both lists of the audit have: tabs, filters, files, pages. */
export function AuditFrame(props: AuditFrameProps) {
  const { accountName, role, workspaceId, tab, exports, filters, children, newest, older, shown } = props;
  const tabs = [
    { href: `/settings/audit?ws=${workspaceId}`, label: "Configuration", current: tab === "changes" },
    { href: `/settings/audit/views?ws=${workspaceId}`, label: "Who looked at whom", current: tab === "views" },
  ];
  return (
    <>
      <PageHeader
        crumbs={[{ label: "Settings" }, { label: accountName }]}
        title="Audit"
        description={
          tab === "changes"
            ? "Who changed what in this account, with before and after."
            : "Who of the account opened which person: one row per reader, person and hour."
        }
        actions={
          <>
            <a href={exports.csv} download className={buttonClass()}>
              <Download aria-hidden /> CSV
            </a>
            <a href={exports.json} download className={buttonClass()}>
              <Download aria-hidden /> JSON
            </a>
          </>
        }
        tabs={
          can(role, "audit_profile_views.view") ? <LinkTabs label="Audit" className="border-b-0" tabs={tabs} /> : null
        }
      />
      <div className="space-y-3 p-6">
        {filters}
        {children}
        <nav aria-label="Pages" className="flex items-center gap-2 text-muted text-xs">
          <span aria-live="polite">{shown}</span>
          {newest ? (
            <Link href={newest} className={buttonClass("plain", "sm")}>
              Newest
            </Link>
          ) : null}
          {older ? (
            <Link href={older} className={buttonClass("plain", "sm")}>
              Older
            </Link>
          ) : null}
        </nav>
      </div>
    </>
  );
}
