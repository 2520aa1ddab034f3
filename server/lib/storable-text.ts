import { z } from "zod";

/** Text from outside that the database can keep: the one character that it cannot is refused, not thrown at. */
export const storableText = () =>
  z.string().refine((text) => !text.includes("\0"), "Take out the character that cannot be kept");
