import { expect, test } from "vitest";
import { civil } from "#server/lib/dates.ts";
import { bankHolidays, calendarOf, workingDaysFrom } from "./calendar.ts";

// As proclaimed for England and Wales; from 2029 on, by the Banking and Financial Dealings Act 1971 as it stands.
test.each([
  [2019, "01-01 04-19 04-22 05-06 05-27 08-26 12-25 12-26"],
  [2020, "01-01 04-10 04-13 05-08 05-25 08-31 12-25 12-28"],
  [2021, "01-01 04-02 04-05 05-03 05-31 08-30 12-27 12-28"],
  [2022, "01-03 04-15 04-18 05-02 06-02 06-03 08-29 09-19 12-26 12-27"],
  [2023, "01-02 04-07 04-10 05-01 05-08 05-29 08-28 12-25 12-26"],
  [2024, "01-01 03-29 04-01 05-06 05-27 08-26 12-25 12-26"],
  [2025, "01-01 04-18 04-21 05-05 05-26 08-25 12-25 12-26"],
  [2026, "01-01 04-03 04-06 05-04 05-25 08-31 12-25 12-28"],
  [2027, "01-01 03-26 03-29 05-03 05-31 08-30 12-27 12-28"],
  [2028, "01-03 04-14 04-17 05-01 05-29 08-28 12-25 12-26"],
  [2029, "01-01 03-30 04-02 05-07 05-28 08-27 12-25 12-26"],
  [2030, "01-01 04-19 04-22 05-06 05-27 08-26 12-25 12-26"],
])("bank holidays of England in %d: %s", (year, days) => {
  expect([...bankHolidays(year)].sort()).toEqual(days.split(" ").map((day) => `${year}-${day}`));
});

test.each([
  ["over Easter 2026: Thursday, then Tuesday", "2026-04-02", 1, "2026-04-07"],
  ["back over Easter 2027", "2027-03-30", -1, "2027-03-25"],
  ["over Christmas 2026, whose second day is kept on the Monday", "2026-12-24", 1, "2026-12-29"],
  ["over Christmas 2027, kept on Monday and Tuesday", "2027-12-24", 1, "2027-12-29"],
  ["into 2028, whose first day is kept on the Monday", "2027-12-31", 1, "2028-01-04"],
  ["five days over a weekend", "2026-11-24", 5, "2026-12-01"],
  ["none, on a Sunday: the Friday before", "2026-11-29", 0, "2026-11-27"],
  ["none, on a working day: the day", "2026-11-24", 0, "2026-11-24"],
])("%s: %s and %i working days", (_, from, days, to) => {
  expect(workingDaysFrom(civil(from), days)).toBe(to);
});

const set = (leadTimeBand: "month" | "week" | "not_stated" | "six_months") => ({
  title: leadTimeBand,
  leadTimeBand,
});

test("to start on 1 March 2027 with a month to make it ready: sign by 1 February, be offered by 25 January, apply by 11 January", () => {
  expect(
    calendarOf({
      today: civil("2026-11-24"),
      startsOn: civil("2027-03-01"),
      approvals: ["approver"],
      sets: [set("month"), set("week")],
    }),
  ).toMatchObject({
    signBy: "2027-02-01",
    offerBy: "2027-01-25",
    applyBy: "2027-01-11",
    earliest: null,
    approvalDays: 10,
    leadDays: 20,
    unstated: [],
  });
});

test("finance and board add 5 and 20 working days", () => {
  const { approvalDays } = calendarOf({
    today: civil("2026-11-24"),
    startsOn: civil("2027-12-01"),
    approvals: ["approver", "finance", "board"],
    sets: [set("week")],
  });
  expect(approvalDays).toBe(35);
});

test("too late: the earliest start is 10 + 5 + 5 working days from today, over Christmas", () => {
  expect(
    calendarOf({
      today: civil("2026-12-14"),
      startsOn: civil("2026-12-21"),
      approvals: ["approver"],
      sets: [set("week")],
    }),
    // 8 working days to Christmas Eve, 3 to the new year, 9 in January.
  ).toMatchObject({ earliest: "2027-01-14" });
});

test("a lead time that nobody states counts no days and is named", () => {
  expect(
    calendarOf({
      today: civil("2026-11-24"),
      startsOn: civil("2027-03-01"),
      approvals: ["approver"],
      sets: [set("not_stated")],
    }),
  ).toMatchObject({ leadDays: 0, unstated: ["not_stated"], signBy: "2027-03-01" });
});
