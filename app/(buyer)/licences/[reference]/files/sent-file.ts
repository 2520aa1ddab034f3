import { Refusal } from "#server/lib/refusal.ts";

/** The file of a form, or the refusal that stands beside its field. */
export async function sentFile(form: FormData): Promise<{ name: string; content: Uint8Array }> {
  const file = form.get("file");
  if (!(file instanceof File) || file.size === 0)
    throw new Refusal("bad_input", "Choose a file that is not empty", "file");
  return { name: file.name, content: new Uint8Array(await file.arrayBuffer()) };
}
