import { z } from "zod";

/**
 * One address, in plain ASCII, strictly: look-alike letters, quoted parts, comments and lists never reach the mailer.
 * Lower case, because that is how people are kept.
 */
export const email = z
  .string()
  .trim()
  .toLowerCase()
  .max(254, "Enter a shorter e-mail address")
  .regex(
    /^[a-z0-9](?:[a-z0-9_+'-]|\.(?!\.|@)){0,63}@(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,63}$/,
    "Enter an e-mail address in the form name@example.org",
  );

const password = z.string().min(1, "Enter your password").max(200, "That password is too long");

const newPassword = z
  .string()
  .min(12, "Choose a password of at least 12 characters")
  .max(200, "Choose a password of at most 200 characters");

/** Where a form that sends people on was asked to send them; checked again where it is used. */
const next = z.string().max(500).optional();

export const signInSchema = z.object({ email, password, next });
export const linkSchema = z.object({ email });
export const tokenSchema = z.object({
  token: z.string().regex(/^[\w-]{43}$/, "This link is not whole. Ask for a new one"),
});
export const confirmPasswordSchema = z.object({ password, next });
export const confirmCodeSchema = z.object({
  code: z
    .string()
    .max(40, "Enter the six digits from the e-mail")
    .transform((typed) => typed.replace(/\s/g, ""))
    .pipe(z.string().regex(/^\d{6}$/, "Enter the six digits from the e-mail")),
  next,
});
export const changePasswordSchema = z
  .object({
    current: z.string().max(200, "That password is too long").default(""),
    wanted: newPassword,
    again: z.string().max(200),
  })
  .refine(({ wanted, again }) => wanted === again, {
    path: ["again"],
    message: "Enter the new password twice in the same way",
  });
export const byIdSchema = z.object({ id: z.uuid() });
/** A form that is only a button. */
export const noFieldsSchema = z.object({});
