const tones = {
  good: "bg-good-wash text-good",
  wait: "bg-wait-wash text-wait",
  bad: "bg-bad-wash text-bad",
  info: "bg-info-wash text-info",
  neutral: "bg-wash text-ink-2",
} as const;
export type Tone = keyof typeof tones;

/** A state in words; the colour only underlines it. */
export const StatusTag = ({ tone, children }: { tone: Tone; children: string }) => (
  <span
    className={`inline-block rounded px-2 py-0.5 text-[0.9375rem] font-semibold sm:whitespace-nowrap ${tones[tone]}`}
  >
    {children.charAt(0).toUpperCase() + children.slice(1)}
  </span>
);

/** The tone of each state of applications, offers, licences and obligations. */
export const toneOf: Record<string, Tone> = {
  in_force: "good",
  signed: "good",
  approved: "good",
  accepted: "good",
  submitted: "info",
  offered: "info",
  part_signed: "info",
  in_review: "info",
  planned: "neutral",
  due: "wait",
  late: "bad",
  suspended: "wait",
  rejected: "bad",
  failed: "bad",
  terminated: "bad",
};
