/** The service around the data, in or out: the same question and answers for a quote, an application and an offer. */
export const serviceChoices = {
  question: "With the service around the data?",
  options: [
    {
      value: "with",
      label: "With the service",
      hint: "Application, set-up, the secure environment and its users, refreshes and checks, at the public tariff",
    },
    { value: "without", label: "Without it", hint: "We bring what is needed; none is charged" },
  ],
} as const;

/** "service included" or "service not included", beside what a deal comes to. */
export const serviceInWords = (isIncluded: boolean): string =>
  isIncluded ? "service included" : "service not included";
