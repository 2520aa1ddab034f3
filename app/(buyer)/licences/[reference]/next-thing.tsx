import { ButtonLink } from "#app/_components/button.tsx";
import type { NextThing as Next } from "#server/licensing/lifecycle/what-next-rules.ts";

/** What comes next under the licence, from whom and by when, with the one button of the page. */
export const NextThing = ({ next: { title, says, late, action } }: { next: Next }) => (
  <section
    aria-labelledby="next"
    className={`mb-6 flex flex-wrap items-center justify-between gap-x-8 gap-y-3 rounded-md border-2 border-l-8 p-4 ${late ? "border-error" : "border-link"}`}
  >
    <div className="min-w-0 flex-1 basis-80">
      <h2 id="next" className="!mt-0 !mb-1 !text-[1.125rem]">
        {title}
      </h2>
      {says.map((sentence) => (
        <p key={sentence} className="mb-0 text-ink-2">
          {sentence}
        </p>
      ))}
    </div>
    {action && <ButtonLink href={action.href}>{action.label}</ButtonLink>}
  </section>
);
