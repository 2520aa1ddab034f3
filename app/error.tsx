"use client";
import { useEffect, useState } from "react";

/**
 * Something broke, or was refused because there is too much to do: what that means for the person, what to do, and the
 * number under which we find what broke. A page that is asked for as a whole says so with 503 (server/launcher/in-plain-words.ts).
 */
export default function ErrorPage({ error }: { error: Error & { digest?: string } }) {
  const [{ path, number }, setRequest] = useState({ path: "/", number: error.digest ?? "" });
  useEffect(() => {
    const requestId = document.querySelector<HTMLMetaElement>('meta[name="request-id"]')?.content;
    setRequest((before) => ({ path: window.location.pathname, number: requestId || before.number }));
  }, []);
  const refused = refusals[error.digest ?? ""];
  if (refused)
    return (
      <>
        <h1>{refused.title}</h1>
        <p>{refused.text}</p>
        <p>
          <a href={path}>Open the page again</a>
        </p>
      </>
    );
  return (
    <>
      <h1>Something went wrong here</h1>
      <p>Nothing you sent was half saved: it was saved whole or not at all. Look before you try again.</p>
      <p>
        <a href={path}>Open the page again</a>
      </p>
      {number && (
        <p>
          If it happens again, tell us this number: <strong>{number}</strong>
        </p>
      )}
    </>
  );
}

/** Refusals that are no bug, by their code. */
const refusals: Record<string, { title: string; text: string }> = {
  busy: {
    title: "The service has much to do at the moment",
    text: "What you sent was saved whole or not at all. Try again in a moment.",
  },
  too_many_tries: {
    title: "This was asked for very often in a short time",
    text: "Try again in a few minutes.",
  },
};
