"use client";
import { useEffect, useState } from "react";

/** Something broke: what that means for the person, what to do, and the number under which we find it. */
export default function ErrorPage({ error }: { error: Error & { digest?: string } }) {
  const [{ path, number }, setRequest] = useState({ path: "/", number: error.digest ?? "" });
  useEffect(() => {
    const requestId = document.querySelector<HTMLMetaElement>('meta[name="request-id"]')?.content;
    setRequest((before) => ({ path: window.location.pathname, number: requestId || before.number }));
  }, []);
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
