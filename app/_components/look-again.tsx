"use client";
import { useRouter } from "next/navigation";
import { useEffect } from "react";

const everyMilliseconds = 2000;

/** While something is being made the page looks again by itself, as long as somebody sees it; the link does it by hand. */
export function LookAgain({ href }: { href: string }) {
  const router = useRouter();
  useEffect(() => {
    const timer = setInterval(() => {
      if (!document.hidden) router.refresh();
    }, everyMilliseconds);
    return () => clearInterval(timer);
  }, [router]);
  return <a href={href}>Look again</a>;
}
