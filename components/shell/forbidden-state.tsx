"use client";
import Link from "next/link";
import { usePathname } from "next/navigation";
import { buttonClass } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { permissionOfPath } from "./path-permissions";
import { sectionsFor } from "./sections";
import { useShell } from "./shell-context";

/** The role lacks a permission: which one, who can help, where to go instead. */
export function ForbiddenState() {
  const { role, href } = useShell();
  const permission = permissionOfPath(usePathname());
  const first = sectionsFor(role)[0];
  return (
    <EmptyState
      kind="forbidden"
      title="Your role can't open this"
      action={
        first ? (
          <Link href={href(first.href)} className={buttonClass("primary")}>
            Go to {first.label}
          </Link>
        ) : null
      }
    >
      <p>
        {permission ? (
          <>
            It needs the permission <code className="font-mono text-ink text-xs">{permission}</code>, which the role{" "}
            <strong className="font-semibold text-ink">{role}</strong> does not have.
          </>
        ) : (
          <>
            The role <strong className="font-semibold text-ink">{role}</strong> does not have the permission for it.
          </>
        )}{" "}
        An admin of your account can change your role.
      </p>
    </EmptyState>
  );
}
