import Link from "next/link";
import type { ReactNode } from "react";

/** Title of a page: where it stands, what it is, its state, and one sentence more. */
export function PageTitle({
  crumbs = [],
  title,
  status,
  lead,
}: {
  crumbs?: readonly { href: string; label: string }[];
  title: ReactNode;
  status?: ReactNode;
  lead?: ReactNode;
}) {
  return (
    <div className="mb-6">
      {crumbs.length > 0 && (
        <nav aria-label="Breadcrumb" className="mb-2">
          {crumbs.map(({ href, label }, at) => (
            <span key={href}>
              {at > 0 && <span aria-hidden="true"> › </span>}
              <Link href={href}>{label}</Link>
            </span>
          ))}
        </nav>
      )}
      <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
        <h1 className="!mb-0">{title}</h1>
        {status}
      </div>
      {lead && <p className="mt-2 mb-0 text-[1.125rem] text-ink-2">{lead}</p>}
    </div>
  );
}

/** A wash box beside or below the main thing. */
export const Panel = ({ title, children }: { title: string; children: ReactNode }) => (
  <section className="mb-5 rounded-md bg-wash p-4">
    <h2 className="!mt-0 !text-[1.0625rem]">{title}</h2>
    {children}
  </section>
);

/** Facts about one thing. */
export const Facts = ({ items }: { items: readonly (readonly [string, ReactNode])[] }) => (
  <dl>
    {items.map(([label, value]) => (
      <div key={label} className="contents">
        <dt>{label}</dt>
        <dd>{value}</dd>
      </div>
    ))}
  </dl>
);

/** Headline figures; each leads to the rows it is made of. */
export const Figures = ({
  items,
}: {
  items: readonly { label: string; value: ReactNode; note?: ReactNode; href?: string; tone?: "bad" }[];
}) => (
  <ul className="mb-8 grid !max-w-none list-none grid-cols-1 rounded-md border border-line p-0 sm:grid-cols-2 lg:grid-flow-col lg:auto-cols-fr lg:grid-cols-none">
    {items.map(({ label, value, note, href, tone }) => (
      <li
        key={label}
        className="border-line p-4 not-last:border-b lg:not-last:border-r lg:not-last:border-b-0"
      >
        <div className="text-ink-2">{label}</div>
        <div className={`text-[1.625rem] leading-tight font-semibold ${tone === "bad" ? "text-error" : ""}`}>
          {href ? (
            <Link href={href} className={tone === "bad" ? "!text-error" : undefined}>
              {value}
            </Link>
          ) : (
            value
          )}
        </div>
        {note && <div className="text-[0.9375rem]">{note}</div>}
      </li>
    ))}
  </ul>
);

/** What would be here, and how to begin. */
export const EmptyState = ({ title, children }: { title: string; children?: ReactNode }) => (
  <div className="mb-6 rounded-md border border-line p-6">
    <p className="mb-1 font-semibold">{title}</p>
    {children}
  </div>
);

/** Success is said on the page that follows. */
export const Notice = ({ children }: { children: ReactNode }) => (
  <div role="status" className="mb-6 border-l-4 border-commit bg-good-wash p-4 text-good">
    {children}
  </div>
);

/** Something that has to be read before going on. */
export const Warning = ({ children }: { children: ReactNode }) => (
  <div className="mb-6 border-l-4 border-wait bg-wait-wash p-4 text-wait">{children}</div>
);

/** Tabs that are links, so that each has an address. */
export const Tabs = ({
  label,
  items,
  current,
}: {
  label: string;
  items: readonly { href: string; label: string }[];
  current: string;
}) => (
  <nav aria-label={label} className="mb-6 overflow-x-auto border-b border-line">
    <ul className="flex !max-w-none list-none gap-6 p-0 whitespace-nowrap">
      {items.map((item) => (
        <li key={item.href}>
          <Link
            href={item.href}
            aria-current={item.href === current ? "page" : undefined}
            className={`block py-2 no-underline ${item.href === current ? "border-b-4 border-link font-semibold !text-ink" : ""}`}
          >
            {item.label}
          </Link>
        </li>
      ))}
    </ul>
  </nav>
);

/** The next page of a list that is paged by keys. */
export const NextPage = ({ href }: { href: string | null }) =>
  href && (
    <nav aria-label="Pages" className="actions">
      <Link href={href}>Next page</Link>
    </nav>
  );
