import type { Metadata } from "next";
import Link from "next/link";

export const metadata: Metadata = { title: "Not found" };

export default function NotFound() {
  return (
    <>
      <h1>We cannot find that page</h1>
      <p>It does not exist, or it belongs to another organisation. If you typed the address, check it.</p>
      <p>
        <Link href="/catalogue">Go to the catalogue</Link>
      </p>
    </>
  );
}
