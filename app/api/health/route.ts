/** The process is up. Says nothing about the database: a platform restarts what is not healthy, and that would not help. */
export const GET = () => Response.json({ status: "up" });

export const dynamic = "force-dynamic";
