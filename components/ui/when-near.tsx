"use client";
import { type ReactNode, useEffect, useRef, useState } from "react";

/** Renders its content once its place comes near the window, for what is heavy and far down; until then a stand-in. */
export function WhenNear({ standIn, children }: { standIn: ReactNode; children: ReactNode }) {
  const place = useRef<HTMLDivElement>(null);
  const [isNear, setNear] = useState(false);
  useEffect(() => {
    if (!place.current) return;
    const watcher = new IntersectionObserver(
      (entries) => {
        if (entries.some((entry) => entry.isIntersecting)) setNear(true);
      },
      { scrollMargin: "200px" },
    );
    watcher.observe(place.current);
    return () => watcher.disconnect();
  }, []);
  return isNear ? children : <div ref={place}>{standIn}</div>;
}
