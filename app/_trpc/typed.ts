/** A field sent once is text, sent several times a list; files, Next's own fields and the name of the form stay out. */
export function formValues(form: FormData): Record<string, string | string[]> {
  const values: Record<string, string | string[]> = {};
  for (const name of new Set(form.keys())) {
    if (name.startsWith("$")) continue;
    const all = form.getAll(name).filter((value): value is string => typeof value === "string");
    values[name] = all.length > 1 ? all : (all[0] ?? "");
  }
  return values;
}

/** Everything that was typed, to show it again. */
export const typedIn = (form: FormData): Record<string, string> =>
  Object.fromEntries(Object.entries(formValues(form)).map(([name, value]) => [name, String(value)]));
