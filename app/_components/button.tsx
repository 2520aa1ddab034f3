import Link from "next/link";
import type { ReactNode } from "react";

type Kind = "commit" | "primary" | "secondary" | "danger";

/** Commits something, goes on, or (secondary, danger) does less usual things. At least 44 px high; says what it does. */
export function Button({
  kind = "primary",
  disabled,
  name,
  value,
  children,
}: {
  kind?: Kind;
  disabled?: boolean;
  name?: string;
  value?: string;
  children: ReactNode;
}) {
  return (
    <button type="submit" className={`button button-${kind}`} disabled={disabled} name={name} value={value}>
      {children}
    </button>
  );
}

/** A link that looks like a button: it goes somewhere and changes nothing. */
export const ButtonLink = ({
  kind = "primary",
  href,
  children,
}: {
  kind?: Kind;
  href: string;
  children: ReactNode;
}) => (
  <Link className={`button button-${kind}`} href={href}>
    {children}
  </Link>
);
