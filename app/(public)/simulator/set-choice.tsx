type Named = { slug: string; title: string };

/** Another dataset is another page; the forecast goes along behind its #. */
export function SetChoice({ dataset, sets }: { dataset: Named; sets: readonly Named[] }) {
  return (
    <details className="mb-4 !max-w-none">
      <summary>{dataset.title}: choose another dataset</summary>
      <ul className="my-2 grid !max-w-none list-none gap-x-6 p-0 text-[0.9375rem] sm:grid-cols-2">
        {sets.map(({ slug, title }) => (
          <li key={slug}>
            <a
              href={`/simulator?dataset=${slug}`}
              aria-current={slug === dataset.slug ? "true" : undefined}
              onClick={(event) => {
                event.currentTarget.hash = window.location.hash;
              }}
            >
              {title}
            </a>
          </li>
        ))}
      </ul>
    </details>
  );
}
