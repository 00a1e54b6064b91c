/** Shared look of tabs that are links and tabs that swap a panel. */
export const TAB_BAR = "flex gap-1 border-line border-b";
export const TAB =
  "-mb-px flex h-9 items-center gap-1.5 whitespace-nowrap border-transparent border-b-2 px-2.5 font-medium text-muted text-sm hover:text-ink [&_svg]:size-3.5";
