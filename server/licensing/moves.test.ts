import { expect, test } from "vitest";
import { allApplicationStatuses, allLicenceStatuses, allOfferStatuses } from "#db/enums.ts";
import { after, allows, applicationWords, moves } from "./moves.ts";

const statuses = {
  application: allApplicationStatuses,
  offer: allOfferStatuses,
  licence: allLicenceStatuses,
};

const picture = (of: keyof typeof moves) =>
  statuses[of].map((status) =>
    [status, ...Object.keys(moves[of]).filter((move) => allows(of, status as never, move as never))].join(
      " ",
    ),
  );

test("what can be done to an application, in each status", () => {
  expect(picture("application")).toEqual([
    "draft submit withdraw expire",
    "submitted withdraw reject review",
    "in_review review approve reopen",
    "approved review reopen",
    "rejected",
    "withdrawn",
    "expired",
  ]);
});

test("what can be done to an offer, in each status", () => {
  expect(picture("offer")).toEqual([
    "offered replace approve decline withdraw lapse",
    "approved replace sign decline withdraw lapse",
    "part_signed countersign withdraw lapse",
    "signed",
    "declined",
    "withdrawn",
    "lapsed",
  ]);
});

test("what can be done to a licence, in each status", () => {
  expect(picture("licence")).toEqual([
    "in_force suspend expire terminate",
    "suspended restore expire terminate",
    "expired",
    "terminated",
  ]);
});

test("a move that the state does not allow is refused in words", () => {
  expect(() => after("offer", "signed", "withdraw")).toThrow("You cannot withdraw an offer that is signed");
});

test("an application in the words of each side, from sent to licensed, and after an offer that came to nothing", () => {
  const ways = [
    ["submitted", null],
    ["in_review", "offered"],
    ["approved", "approved"],
    ["approved", "part_signed"],
    ["approved", "signed"],
    ["submitted", "lapsed"],
    ["submitted", "declined"],
  ] as const;
  expect(ways.map(([status, offer]) => applicationWords("buyer", status, offer))).toEqual([
    "with the NHS",
    "with the NHS",
    "offer made",
    "offer made",
    "licensed",
    "with the NHS",
    "with the NHS",
  ]);
  expect(ways.map(([status, offer]) => applicationWords("nhs", status, offer))).toEqual([
    "to be decided",
    "offer waits for approval",
    "approved and offered",
    "approved and offered",
    "licensed",
    "to be offered again",
    "to be offered again",
  ]);
});
