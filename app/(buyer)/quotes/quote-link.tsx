import Link from "next/link";

/** The quote that something was made from. */
export const QuoteLink = ({ reference }: { reference: string }) => (
  <Link href={`/quotes/${reference}`}>{reference}</Link>
);
