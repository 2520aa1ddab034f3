import { nowhere } from "#server/lib/http.ts";

/** Every other address under /api/v1: machines are told so in the shape that they read. */
export { nowhere as DELETE, nowhere as GET, nowhere as PATCH, nowhere as POST, nowhere as PUT };
