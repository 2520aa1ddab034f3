/** Imported text as it is; a web address as a link that lends no weight. Nothing else in it is ever followed. */
export const TextOrLink = ({ text }: { text: string }) =>
  /^https?:\/\/[^\s<>"]+$/.test(text) ? (
    <a href={text} rel="nofollow noopener" className="break-all">
      {text}
    </a>
  ) : (
    text
  );
