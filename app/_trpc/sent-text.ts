import type { FormState } from "#app/_components/form-state.ts";
import { Refusal } from "#server/lib/refusal.ts";
import { textOfFile } from "#server/lib/text.ts";

/** The text of a file that was sent, or why there is none as the form shows it, beside the field that asked for it. */
export async function sentText(
  file: File,
  field: string,
): Promise<{ text: string } | { refused: FormState }> {
  try {
    return { text: textOfFile(new Uint8Array(await file.arrayBuffer()), field) };
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    return { refused: { errors: { [field]: error.message }, values: {} } };
  }
}
