/** A share as a bar; its number stands beside it. */
export const CompletenessBar = ({ bp }: { bp: number }) => (
  <span
    className="block h-2 w-full min-w-16 overflow-hidden rounded-sm border border-ink-2 bg-paper"
    aria-hidden="true"
  >
    <span className="block h-full bg-link" style={{ width: `${Math.floor(bp / 100)}%` }} />
  </span>
);
