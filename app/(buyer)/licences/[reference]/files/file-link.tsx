/** A file that was kept: who added it, how large it is, and its fingerprint, so that anybody can check the copy they have. */
export const FileLink = ({
  reference,
  file: { id, name, size, sha256, addedByName },
}: {
  reference: string;
  file: { id: string; name: string; size: number; sha256: string; addedByName: string };
}) => (
  <p className="mb-2">
    <a href={`/licences/${reference}/files/${id}`} download>
      {name}
    </a>{" "}
    ({sizeInWords(size)}), added by {addedByName}
    <span className="block text-[0.9375rem] break-all text-ink-2">SHA-256 {sha256}</span>
  </p>
);

const sizeInWords = (bytes: number) =>
  bytes < 1_000
    ? `${bytes} bytes`
    : bytes < 1_000_000
      ? `${Math.ceil(bytes / 1_000)} kB`
      : `${Math.ceil(bytes / 100_000) / 10} MB`;
