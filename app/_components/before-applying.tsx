import Link from "next/link";

/** Where a buyer's work before an application lies; too many places for the top. */
export const BeforeApplying = ({ buyer }: { buyer: boolean }) => (
  <nav aria-label="Before you apply" className="no-print mb-5">
    <Link href="/compare">Compare datasets</Link> · <Link href="/catalogue/saved">Saved searches</Link>
    {buyer && (
      <>
        {" · "}
        <Link href="/enquiries">Enquiries to custodians</Link> · <Link href="/quotes">Quotes</Link>
      </>
    )}
  </nav>
);
