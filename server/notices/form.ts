import { z } from "zod";
import { allNoticeKinds } from "#db/enums.ts";

/** The kinds that a person wants by mail: none, one, or a list of ticked boxes. */
export const choiceSchema = z.object({
  byMail: z.preprocess(
    (value) => (Array.isArray(value) ? value : value ? [value] : []),
    z.array(z.enum(allNoticeKinds)).max(allNoticeKinds.length),
  ),
});
