import "server-only";
import { cache } from "react";
import { api } from "./server.ts";

/** Who is signed in, or null. Asked once a request, however many parts of the page want to know. */
export const viewer = cache(() => api.access.viewer());

/** Whether this is a demonstration, which business date it is, and who sells. */
export const installation = cache(() => api.access.installation());
