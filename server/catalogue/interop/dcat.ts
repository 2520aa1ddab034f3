import { DataFactory, type Quad, type Term } from "n3";
import { isUseTerm, useTerms } from "../use-terms.ts";
import {
  accessRights,
  type Concept,
  duoTerm,
  frequencyOf,
  health,
  languages,
  locations,
  prefixes,
} from "./dcat-vocabulary.ts";
import { type PublicSet, pathsOf } from "./public-set.ts";
import { allSaid, doi, instant, mailbox, realDay, said, webAddress, wellFormed } from "./words.ts";

const { namedNode, literal, quad } = DataFactory;
type Name = `${keyof typeof prefixes}:${string}`;
const expanded = (name: Name) => {
  const [prefix, local] = name.split(":") as [keyof typeof prefixes, string];
  return prefixes[prefix] + local;
};

/** Statements about things, each said once: a value is text, a typed literal or the IRI of another thing. */
class Statements {
  readonly quads: Quad[] = [];
  /** `described`: concepts whose own statements stand in the document already. */
  constructor(private readonly described: Set<string>) {}

  say(subject: string, name: Name, object: Term | string | null) {
    if (object === null || object === "") return;
    const value = typeof object === "string" ? literal(wellFormed(object)) : object;
    this.quads.push(quad(namedNode(subject), namedNode(expanded(name)), value as Quad["object"]));
  }

  is = (subject: string, type: Name) => this.say(subject, "rdf:type", namedNode(expanded(type)));
  links = (subject: string, name: Name, iri: string | null | undefined) =>
    this.say(subject, name, iri ? namedNode(iri) : null);
  day = (subject: string, name: Name, day: string | null) =>
    this.say(subject, name, day && literal(day, namedNode(expanded("xsd:date"))));

  /** A day or an instant as its source wrote it; anything else says nothing. */
  moment(subject: string, name: Name, text: string) {
    const at = instant(text);
    if (at) this.say(subject, name, literal(at, namedNode(expanded("xsd:dateTime"))));
    else this.day(subject, name, realDay(text));
  }

  concept(subject: string, name: Name, concept: Concept | null | undefined) {
    if (!concept) return;
    this.links(subject, name, concept.iri);
    if (this.described.has(concept.iri)) return;
    this.described.add(concept.iri);
    this.say(concept.iri, "rdf:type", namedNode(concept.type));
    this.say(concept.iri, "skos:prefLabel", concept.label);
    this.links(concept.iri, "skos:inScheme", concept.scheme);
  }

  /** A thing of our own with a name in words, hung on the subject. */
  named(subject: string, name: Name, iri: string, type: Name, labels: readonly string[]) {
    if (labels.length === 0) return;
    this.links(subject, name, iri);
    this.is(iri, type);
    for (const label of labels) this.say(iri, "rdfs:label", label);
  }
}

const catalogueIri = (base: string) => `${base}/catalogue#catalogue`;
const datasetIri = (base: string, slug: string) => `${base}${pathsOf(slug).page}#dataset`;

/** The catalogue itself, without its datasets. */
export function catalogueQuads(base: string, described: Set<string>): Quad[] {
  const to = new Statements(described);
  const iri = catalogueIri(base);
  const publisher = `${base}/#publisher`;
  to.is(iri, "dcat:Catalog");
  to.say(iri, "dct:title", "Catalogue of the Health Data Marketplace");
  to.say(
    iri,
    "dct:description",
    "National health datasets that may be licensed, each with its custodian, its terms of use and what it costs.",
  );
  to.links(iri, "dct:publisher", publisher);
  to.is(publisher, "foaf:Agent");
  to.say(publisher, "foaf:name", "Health Data Marketplace");
  to.links(iri, "foaf:homepage", `${base}/catalogue`);
  to.is(`${base}/catalogue`, "foaf:Document");
  to.concept(iri, "dct:language", languages.en);
  return to.quads;
}

/**
 * A dataset as DCAT-AP 3.0.1. Things of our own hang on the address of its page, so that no name repeats in the catalogue.
 * `described` remembers across datasets which concepts the document explains already.
 */
export function datasetQuads(set: PublicSet, base: string, described: Set<string>): Quad[] {
  const { description: given, slug } = set;
  const { details } = given;
  const to = new Statements(described);
  const page = base + pathsOf(slug).page;
  const iri = datasetIri(base, slug);
  const part = (name: string) => `${page}#${name}`;

  to.is(iri, "dcat:Dataset");
  to.say(iri, "dct:title", given.title);
  to.say(iri, "dct:description", said(given.description) ?? said(given.summary) ?? given.title);
  to.say(iri, "dct:identifier", iri);
  // What the custodian counts is the dataset's version; ours counts descriptions, and stands with the record.
  to.say(iri, "dcat:version", said(given.version));
  to.links(iri, "dcat:landingPage", page);
  to.is(page, "foaf:Document");
  const homepage = webAddress(details.homepage);
  to.links(iri, "foaf:page", homepage);
  if (homepage) to.is(homepage, "foaf:Document");
  for (const keyword of allSaid(details.keywords)) to.say(iri, "dcat:keyword", keyword);
  to.concept(iri, "dcat:theme", health);

  const custodian = `${base}/catalogue#custodian-${set.custodianId}`;
  to.links(iri, "dct:publisher", custodian);
  to.is(custodian, "foaf:Agent");
  to.say(custodian, "foaf:name", given.custodian);
  contact(to, iri, part("contact"), given.custodian, details.contact);

  time(to, set, iri, part("period"));
  places(to, set, iri, part("place"));
  rights(to, set, iri, base, part("terms"));

  for (const code of new Set(details.languages.map((text) => text.trim().toLowerCase())))
    if (Object.hasOwn(languages, code)) to.concept(iri, "dct:language", languages[code]);
  allSaid(details.conformsTo).forEach((label, index) => {
    to.named(iri, "dct:conformsTo", part(`standard-${index + 1}`), "dct:Standard", [label]);
  });
  to.named(
    iri,
    "dct:provenance",
    part("provenance"),
    "dct:ProvenanceStatement",
    [said(given.sources)].flatMap((text) => text ?? []),
  );
  const name = doi(details.doi);
  if (name) {
    to.links(iri, "adms:identifier", part("doi"));
    to.is(part("doi"), "adms:Identifier");
    to.say(part("doi"), "skos:notation", name);
  }
  for (const address of new Set(details.publications.flatMap((text) => publication(text) ?? [])))
    to.links(iri, "dct:isReferencedBy", address);
  for (const link of set.links) to.links(iri, "dct:relation", datasetIri(base, link.slug));
  return to.quads;
}

/** A dataset as an entry of the catalogue. */
export function recordQuads(set: PublicSet, base: string, described: Set<string>): Quad[] {
  const to = new Statements(described);
  const record = `${base}${pathsOf(set.slug).page}#record`;
  const [first] = set.versions;
  to.links(catalogueIri(base), "dcat:dataset", datasetIri(base, set.slug));
  to.links(catalogueIri(base), "dcat:record", record);
  to.is(record, "dcat:CatalogRecord");
  to.links(record, "foaf:primaryTopic", datasetIri(base, set.slug));
  if (first) to.day(record, "dct:issued", realDay(first.publishedOn));
  to.day(record, "dct:modified", set.versions.at(-1)?.publishedOn ?? set.publishedOn);
  return to.quads;
}

function contact(to: Statements, iri: string, card: string, custodian: string, text: string) {
  const mail = mailbox(text);
  const address = webAddress(text);
  if (!mail && !address) return;
  to.links(iri, "dcat:contactPoint", card);
  to.is(card, "vcard:Kind");
  to.say(card, "vcard:fn", custodian);
  to.links(card, "vcard:hasEmail", mail && `mailto:${encodeURIComponent(mail).replace("%40", "@")}`);
  to.links(card, "vcard:hasURL", address);
}

function time(to: Statements, { description: given }: PublicSet, iri: string, period: string) {
  to.moment(iri, "dct:issued", given.details.issued);
  to.moment(iri, "dct:modified", given.details.modified);
  to.concept(iri, "dct:accrualPeriodicity", frequencyOf(given.refreshBand, given.refresh));
  const from = realDay(given.periodFrom);
  const to_ = realDay(given.periodTo);
  if (!from && !to_) return;
  to.links(iri, "dct:temporal", period);
  to.is(period, "dct:PeriodOfTime");
  to.day(period, "dcat:startDate", from);
  to.day(period, "dcat:endDate", to_);
}

/** Places that have a name among the vocabularies by it; where any has none, the custodian's words as well. */
function places(to: Statements, { description: given }: PublicSet, iri: string, place: string) {
  const known = given.places.flatMap((key) => locations[key] ?? []);
  for (const location of new Set(known)) to.concept(iri, "dct:spatial", location);
  const words = said(given.geography);
  if (!words || (known.length > 0 && known.length === given.places.length)) return;
  to.links(iri, "dct:spatial", place);
  to.is(place, "dct:Location");
  to.say(place, "skos:prefLabel", words);
}

function rights(to: Statements, set: PublicSet, iri: string, base: string, terms: string) {
  const { limitations, requirements, useTerms: words } = set.description;
  to.concept(iri, "dct:accessRights", accessRights[set.licensable]);
  for (const key of new Set([...limitations, ...requirements].filter(isUseTerm))) {
    const { duo, words: label } = useTerms[key];
    to.concept(
      iri,
      "dct:rights",
      duo ? duoTerm(duo, label) : { ...duoTerm("", label), iri: `${base}/catalogue#use-term-${key}` },
    );
  }
  to.named(iri, "dct:rights", terms, "dct:RightsStatement", allSaid(words));
}

function publication(text: string): string | null {
  const name = doi(text);
  return name ? webAddress(`https://doi.org/${name}`) : webAddress(text);
}
