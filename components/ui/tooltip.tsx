"use client";
import {
  cloneElement,
  type ReactElement,
  type ReactNode,
  type SyntheticEvent,
  useEffect,
  useId,
  useLayoutEffect,
  useRef,
  useState,
} from "react";
import { createPortal } from "react-dom";
import { cn } from "./cn";

/** How long the pointer rests before a tip opens, ms. After one was open, the next opens at once for a while. */
const DELAY_MS = 350;
const WARM_MS = 400;
const GAP = 6;

type Side = "top" | "right" | "bottom" | "left";
type Handler = (event: SyntheticEvent) => void;

type TooltipProps = {
  /** What the tip says. */
  content: ReactNode;
  /** The element that has the tip; it must pass its props on to the DOM. */
  children: ReactElement<Record<string, unknown>>;
  side?: Side;
  className?: string;
};

let lastClosedAt = Number.NEGATIVE_INFINITY;

/**
 * A hint on hover and focus. Never the only place of a fact that is needed. Our own, since it stands on nearly every
 * element: a positioning library for it would be a fifth of a page's scripts.
 */
export function Tooltip({ content, children, side = "top", className }: TooltipProps) {
  const id = useId();
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const [anchor, setAnchor] = useState<Element | null>(null);
  const close = () => {
    clearTimeout(timer.current);
    setAnchor(null);
  };
  const open = (element: Element) => {
    clearTimeout(timer.current);
    const wait = performance.now() - lastClosedAt < WARM_MS ? 0 : DELAY_MS;
    timer.current = setTimeout(() => setAnchor(element), wait);
  };
  useEffect(() => () => clearTimeout(timer.current), []);
  useEffect(() => {
    if (!anchor) return;
    const onKey = (event: KeyboardEvent) => {
      if (event.key === "Escape") setAnchor(null);
    };
    const onScroll = () => setAnchor(null);
    window.addEventListener("keydown", onKey, { capture: true });
    window.addEventListener("scroll", onScroll, { capture: true, passive: true });
    return () => {
      lastClosedAt = performance.now();
      window.removeEventListener("keydown", onKey, { capture: true });
      window.removeEventListener("scroll", onScroll, { capture: true });
    };
  }, [anchor]);

  const own = children.props;
  const chain = (name: string, handler: Handler): Handler => {
    const before = own[name];
    return (event) => {
      if (typeof before === "function") before(event);
      handler(event);
    };
  };
  return (
    <>
      {cloneElement(children, {
        onPointerEnter: chain("onPointerEnter", (event) => open(event.currentTarget)),
        onPointerLeave: chain("onPointerLeave", close),
        onPointerDown: chain("onPointerDown", close),
        onFocus: chain("onFocus", (event) => {
          if (event.currentTarget.matches(":focus-visible")) open(event.currentTarget);
        }),
        onBlur: chain("onBlur", close),
        ...(anchor ? { "aria-describedby": id } : {}),
      })}
      {anchor
        ? createPortal(
            <Tip id={id} anchor={anchor} side={side} className={className}>
              {content}
            </Tip>,
            document.body,
          )
        : null}
    </>
  );
}

type TipProps = { id: string; anchor: Element; side: Side; className?: string | undefined; children: ReactNode };

function Tip({ id, anchor, side, className, children }: TipProps) {
  const box = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    const tip = box.current;
    if (!tip) return;
    const { left, top } = place(anchor.getBoundingClientRect(), tip.getBoundingClientRect(), side);
    tip.style.left = `${left}px`;
    tip.style.top = `${top}px`;
  });
  return (
    <div
      ref={box}
      id={id}
      role="tooltip"
      className={cn(
        "pointer-events-none fixed top-0 left-0 z-50 w-max max-w-80 rounded-md bg-production px-2 py-1 text-on-production text-xs shadow-pop",
        className,
      )}
    >
      {children}
    </div>
  );
}

/** Beside the anchor; on the other side where there is no room, and always within the window. */
function place(anchor: DOMRect, tip: DOMRect, side: Side): { left: number; top: number } {
  const { innerWidth, innerHeight } = window;
  const within = (value: number, size: number, room: number) => Math.max(GAP, Math.min(value, room - size - GAP));
  if (side === "left" || side === "right") {
    const right = anchor.right + GAP;
    const left = anchor.left - GAP - tip.width;
    const toRight = side === "right" ? right + tip.width <= innerWidth || left < 0 : left < 0;
    const middle = anchor.top + (anchor.height - tip.height) / 2;
    return { left: toRight ? right : left, top: within(middle, tip.height, innerHeight) };
  }
  const above = anchor.top - GAP - tip.height;
  const below = anchor.bottom + GAP;
  const toTop = side === "top" ? above >= 0 || below + tip.height > innerHeight : below + tip.height > innerHeight;
  const centre = anchor.left + (anchor.width - tip.width) / 2;
  return { left: within(centre, tip.width, innerWidth), top: toTop ? above : below };
}
