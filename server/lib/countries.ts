import { z } from "zod";

/** Countries by ISO 3166-1 alpha-2, and which of them are one for VAT. */

const codes = new Set(
  `AD AE AF AG AI AL AM AO AQ AR AS AT AU AW AX AZ BA BB BD BE BF BG BH BI BJ BL BM BN BO BQ BR BS BT BV BW BY BZ CA CC CD CF CG
   CH CI CK CL CM CN CO CR CU CV CW CX CY CZ DE DJ DK DM DO DZ EC EE EG EH ER ES ET FI FJ FK FM FO FR GA GB GD GE GF GG GH GI GL
   GM GN GP GQ GR GS GT GU GW GY HK HM HN HR HT HU ID IE IL IM IN IO IQ IR IS IT JE JM JO JP KE KG KH KI KM KN KP KR KW KY KZ LA
   LB LC LI LK LR LS LT LU LV LY MA MC MD ME MF MG MH MK ML MM MN MO MP MQ MR MS MT MU MV MW MX MY MZ NA NC NE NF NG NI NL NO NP
   NR NU NZ OM PA PE PF PG PH PK PL PM PN PR PS PT PW PY QA RE RO RS RU RW SA SB SC SD SE SG SH SI SJ SK SL SM SN SO SR SS ST SV
   SX SY SZ TC TD TF TG TH TJ TK TL TM TN TO TR TT TV TW TZ UA UG UM US UY UZ VA VC VE VG VI VN VU WF WS YE YT ZA ZM ZW`.split(
    /\s+/,
  ),
);

/** Codes that VAT numbers and habit use for a country of the list. XI, Northern Ireland, is apart for goods alone. */
const others: Readonly<Record<string, string>> = { UK: "GB", XI: "GB", EL: "GR" };

/** The code of the list that is meant by two letters in any case; null where there is none. */
export function countryCode(text: string): string | null {
  const letters = text.trim().toUpperCase();
  const code = Object.hasOwn(others, letters) ? others[letters]! : letters;
  return codes.has(code) ? code : null;
}

const countrySentence = "Write the country by its two letters in ISO 3166, like GB or DE";

/** A country as two letters: UK and XI are read as GB, EL as GR; a code of no country is refused. */
export const countryField = () =>
  z
    .string(countrySentence)
    .trim()
    .max(2, countrySentence)
    .overwrite((text) => countryCode(text) ?? text)
    .refine((text) => codes.has(text), countrySentence);

const names = new Intl.DisplayNames("en-GB", { type: "region" });

/** "Germany" for DE. */
export const countryName = (code: string): string => (codes.has(code) ? (names.of(code) ?? code) : code);

/** Every country by name, in the order of names, to choose from. */
export const allCountries: readonly { code: string; name: string }[] = [...codes]
  .map((code) => ({ code, name: countryName(code) }))
  .sort((a, b) => a.name.localeCompare(b.name, "en-GB"));

/** Where UK VAT is charged as at home: the Isle of Man is in the UK's area for it, the Channel Islands are not (VATPOSS03500). */
export const isUkForVat = (code: string): boolean => code === "GB" || code === "IM";

const eu = new Set(
  "AT BE BG HR CY CZ DE DK EE ES FI FR GR HU IE IT LT LU LV MT NL PL PT RO SE SI SK".split(" "),
);
export const isInEu = (code: string): boolean => eu.has(code);
