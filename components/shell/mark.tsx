/** The product's sign: a person's line of activity and its newest point. */
export function Mark({ className }: { className?: string }) {
  return (
    <svg viewBox="0 0 32 32" aria-hidden="true" className={className}>
      <rect width="32" height="32" rx="7" className="fill-accent" />
      <path
        d="M7 21h4l3-9 4 13 3-8h4"
        fill="none"
        strokeWidth="2.6"
        strokeLinecap="round"
        strokeLinejoin="round"
        className="stroke-on-accent"
      />
      <circle cx="25" cy="17" r="2.6" className="fill-development" />
    </svg>
  );
}
