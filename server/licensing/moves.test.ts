import { expect, test } from "vitest";
import { allApplicationStatuses, allLicenceStatuses, allOfferStatuses } from "#db/enums.ts";
import { after, allows, moves } from "./moves.ts";

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
    "submitted withdraw reject approve",
    "approved",
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
