import { isUseTerm, type UseTerm } from "../use-terms.ts";
import { saysNothing } from "./text.ts";

/** How specifications 1.x to 4.0 and the gateway spell the terms, without case, signs and plural. */
const spellings: Record<string, UseTerm> = {
  "no restriction": "no_restriction",
  "general research use": "general_research",
  "commercial research use": "commercial_research",
  "commercial use": "commercial_research",
  "research use only": "research_use_only",
  "not for profit use": "not_for_profit",
  "not for profit use only": "not_for_profit",
  "research specific restriction": "research_specific",
  "genetic studies only": "genetic_studies",
  "genetic studies only use": "genetic_studies",
  "no general methods research": "no_general_methods",
  "no linkage": "no_linkage",
  "geographical restriction": "geographical",
  "institution specific restriction": "institution",
  "project specific restriction": "project",
  "user specific restriction": "user",
  "time limit on use": "time_limit",
  "ethics approval required": "ethics",
  "collaboration required": "collaboration",
  "publication required": "publication",
  "publication moratorium": "moratorium",
  "return to database or resource": "return_to_source",
  "disclosure control": "disclosure_control",
};

const keyOf = (text: string): string | null => {
  const plain = text
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, " ")
    .trim()
    .replace(/\brestrictions\b/, "restriction");
  const spelled = plain.replaceAll(" ", "_");
  return Object.hasOwn(spellings, plain) ? spellings[plain]! : isUseTerm(spelled) ? spelled : null;
};

/**
 * Terms as keys. Lists in one string are taken apart only if a known term stands in them; what is not known stays, as
 * its own words, and asks for a decision. What says nothing is no term.
 */
export function termsOf(texts: readonly string[]): { keys: string[]; unknown: string[]; empty: string[] } {
  const result = { keys: new Set<string>(), unknown: new Set<string>(), empty: new Set<string>() };
  const take = (text: string, key: string | null) => {
    if (saysNothing(text)) return void result.empty.add(text);
    if (!key) result.unknown.add(text);
    result.keys.add(key ?? text);
  };
  for (const text of texts) {
    const whole = keyOf(text);
    const parts = text
      .split(/;,;|[,;|\n]/)
      .map((part) => part.trim())
      .filter(Boolean);
    if (whole || !parts.some(keyOf)) take(text, whole);
    else for (const part of parts) take(part, keyOf(part));
  }
  return { keys: [...result.keys], unknown: [...result.unknown], empty: [...result.empty] };
}
