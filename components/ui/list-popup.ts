/** Shared look of what opens below a control: menus, selects, comboboxes. */
export const POPUP =
  "pop z-50 max-h-[min(24rem,var(--available-height))] min-w-40 overflow-y-auto rounded-md border border-line bg-raised p-1 text-sm shadow-pop outline-none";

export const OPTION =
  "flex min-h-7 cursor-default select-none items-center gap-2 rounded-sm px-2 py-1 text-ink outline-none " +
  "data-highlighted:bg-hover data-disabled:text-faint [&_svg]:size-3.5 [&_svg]:shrink-0";

export const TRIGGER =
  "flex h-8 w-full items-center justify-between gap-2 rounded-md border border-line-strong bg-surface px-2.5 text-left text-sm text-ink " +
  "hover:bg-hover data-disabled:cursor-not-allowed data-disabled:bg-sunken data-disabled:text-muted data-invalid:border-danger";
