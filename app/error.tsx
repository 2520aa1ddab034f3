"use client";
import { useEffect, useState } from "react";

/** Something broke: what that means for the person, what to do, and the number under which we find it. */
export default function ErrorPage({ error }: { error: Error & { digest?: string } }) {
  const [path, setPath] = useState("/");
  useEffect(() => setPath(window.location.pathname), []);
  return (
    <>
      <h1>Something went wrong here</h1>
      <p>Nothing you sent was half saved: it was saved whole or not at all. Look before you try again.</p>
      <p>
        <a href={path}>Open the page again</a>
      </p>
      {error.digest && (
        <p>
          If it happens again, tell us this number: <strong>{error.digest}</strong>
        </p>
      )}
    </>
  );
}
