/** Something that waits for a person: what, by when, and where it is done. */
export type Task = {
  title: string;
  note: string;
  /** The day by which, or since which, it waits; null when nothing presses. */
  day: string | null;
  late: boolean;
  href: string;
  action: string;
};

export const byDay = (a: Task, b: Task) => ((a.day ?? "9999") < (b.day ?? "9999") ? -1 : 1);
