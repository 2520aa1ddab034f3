import {
  type Browser,
  type BrowserContext,
  test as base,
  expect,
  type Locator,
  type Page,
} from "@playwright/test";
import { signInAsDemo } from "#server/access/store/demo.ts";
import { demoPassword, demoPeople, personByEmail } from "#server/demonstration/people.ts";
import { system } from "#server/lib/actor.ts";
import { type Marketplace, startMarketplace } from "./server.ts";

type Who = keyof typeof demoPeople;

/** Somebody at their browser, which begins with the first page they open: what they do, in the words of what they see. */
export class Person {
  readonly problems: string[] = [];
  #page: Page | null = null;

  constructor(
    readonly name: string,
    readonly url: string,
    private readonly enters: () => Promise<BrowserContext>,
  ) {}

  get page(): Page {
    if (!this.#page) throw new Error(`${this.name} has opened no page yet`);
    return this.#page;
  }

  opens = async (path: string) => (await this.begins()).goto(this.url + path);
  follows = (link: string | RegExp) => this.page.getByRole("link", { name: link }).first().click();
  presses = async (button: string | RegExp) =>
    (await this.asked(this.page.getByRole("button", { name: button }))).click();
  fills = async (label: string | RegExp, text: string) => (await this.field(label)).fill(text);
  chooses = async (label: string | RegExp, option: string) => {
    await (await this.field(label)).selectOption(option);
  };
  uploads = async (label: string | RegExp, name: string, text: string) =>
    (await this.field(label)).setInputFiles({ name, mimeType: "text/csv", buffer: Buffer.from(text) });
  ticks = async (label: string | RegExp) => (await this.asked(this.page.getByLabel(label))).check();
  unfolds = (words: string) => this.page.locator("summary", { hasText: words }).first().click();
  /** What is folded away bears the same words now and then. */
  sees = (text: string | RegExp) =>
    expect(this.page.getByText(text).filter({ visible: true }).first()).toBeVisible();
  doesNotSee = (text: string | RegExp) => expect(this.page.getByText(text)).toHaveCount(0);
  isAt = (path: string) => this.page.waitForURL((address) => address.pathname === path);

  /** "/" leads to the search of the top, as soon as the page listens. */
  async leadsToSearch() {
    const field = this.page.getByRole("combobox", { name: "Search the catalogue" });
    await expect(field).toBeVisible();
    await this.page.keyboard.press("/");
    await expect(field).toBeFocused();
  }

  private field = (label: string | RegExp) => this.asked(this.page.getByLabel(label, { exact: true }));

  /** What somebody is about to use. Where the page wants to know first that it is them, they confirm and come back. */
  private async asked(wanted: Locator): Promise<Locator> {
    const question = this.page.getByRole("link", { name: "Confirm that it is you" });
    await wanted.or(question).first().waitFor({ state: "attached" });
    if ((await wanted.count()) > 0) return wanted.first();
    const here = new URL(this.page.url()).pathname;
    await question.first().click();
    await this.page.getByLabel("Password", { exact: true }).fill(demoPassword);
    await this.page.getByRole("button", { name: "Confirm", exact: true }).click();
    await this.isAt(here);
    return wanted.first();
  }

  /** Where a link leads. */
  pathOf = async (link: string | RegExp) =>
    (await this.page.getByRole("link", { name: link }).first().getAttribute("href")) ?? "";

  /** Enters the password again, as signing and approving ask for. */
  async confirms() {
    await this.opens("/confirm?next=/account");
    await this.fills("Password", demoPassword);
    await this.presses("Confirm");
    await this.isAt("/account");
  }

  /** The answer of an address to this person's browser, without showing it. */
  asks = async (path: string, headers: Record<string, string> = {}) =>
    (await this.begins()).request.get(this.url + path, { headers });

  /** A file as this person would download it. */
  async downloads(path: string): Promise<string> {
    const response = await this.asks(path);
    expect(response.status()).toBe(200);
    return response.text();
  }

  /** Ends the browser, if it ever began. */
  leaves = async () => this.#page?.context().close();

  private async begins(): Promise<Page> {
    if (this.#page) return this.#page;
    const page = await (await this.enters()).newPage();
    page.on("console", (message) => {
      // A page that is not there is an answer, and the browser notes it as an error.
      if (message.type() === "error" && !/status of 404/.test(message.text()))
        this.problems.push(`${message.text()} ${message.location().url}`.trim());
    });
    page.on("pageerror", (error) => this.problems.push(error.message));
    this.#page = page;
    return page;
  }

  /** Waits for what the worker does within the second: opens the page again until it shows. */
  async awaits(path: string, text: string | RegExp) {
    await expect(async () => {
      await this.opens(path);
      await expect(this.page.getByText(text).first()).toBeVisible({ timeout: 500 });
    }).toPass({ timeout: 20_000 });
  }
}

/** Who plays which part in a deal. */
export type Cast = {
  member: Person;
  signatory: Person;
  manager: Person;
  approver: Person;
  board: Person;
  finance: Person;
  nhs: Person;
};

type Fixtures = { [Name in Who]: Person } & {
  visitor: Person;
  withoutJavaScript: boolean;
  ownMarketplace: boolean;
  marketplace: Marketplace;
  nhs: Omit<Cast, "member" | "signatory" | "manager">;
  meridian: Cast;
  corvus: Cast;
  astral: Cast;
  northgate: Cast;
};
type Setting = { browser: Browser; marketplace: Marketplace; withoutJavaScript: boolean };
type Use<Value> = (value: Value) => Promise<void>;

const people = Object.fromEntries(
  (Object.keys(demoPeople) as Who[]).map((who) => [who, personFixture(who)]),
) as {
  [Name in Who]: (setting: Setting, use: Use<Person>) => Promise<void>;
};

/**
 * Each person is a fixture with a browser of their own, signed in; stories share the marketplace of their worker, with
 * its year of history. A story that moves the date, or changes what others read, asks for one of its own, without.
 */
export const story = base.extend<Fixtures, { shared: () => Promise<Marketplace> }>({
  shared: [
    async ({ browserName: _any }, use) => {
      let started: Promise<Marketplace> | undefined;
      const shared = () => {
        started ??= startMarketplace();
        return started;
      };
      await use(shared);
      if (started) await (await shared()).stop();
    },
    { scope: "worker", timeout: 180_000 },
  ],
  withoutJavaScript: [false, { option: true }],
  ownMarketplace: [false, { option: true }],
  marketplace: async ({ shared, ownMarketplace }, use) => {
    if (!ownMarketplace) return use(await shared());
    const own = await startMarketplace({ history: false });
    await use(own);
    await own.stop();
  },
  visitor: ({ browser, marketplace, withoutJavaScript }, use) => {
    const context = () => browser.newContext({ javaScriptEnabled: !withoutJavaScript });
    return lends(new Person("visitor", marketplace.url, context), use);
  },
  ...people,
  nhs: ({ samuel, farah, tom, helen }, use) =>
    use({ approver: samuel, board: farah, finance: tom, nhs: helen }),
  meridian: ({ priya, anthony, james, nhs }, use) =>
    use({ member: priya, signatory: anthony, manager: james, ...nhs }),
  corvus: ({ dana, marcus, ruth, nhs }, use) =>
    use({ member: dana, signatory: marcus, manager: ruth, ...nhs }),
  astral: ({ leo, amara, ruth, nhs }, use) => use({ member: leo, signatory: amara, manager: ruth, ...nhs }),
  northgate: ({ ian, wendy, james, nhs }, use) =>
    use({ member: ian, signatory: wendy, manager: james, ...nhs }),
});

function personFixture(who: Who) {
  return ({ browser, marketplace, withoutJavaScript }: Setting, use: Use<Person>) => {
    const context = async () => {
      const context = await browser.newContext({ javaScriptEnabled: !withoutJavaScript });
      await context.addCookies([await sessionOf(who, marketplace)]);
      return context;
    };
    return lends(new Person(demoPeople[who].name, marketplace.url, context), use);
  };
}

/** Somebody for the length of a story: their browser ends in any case, and has complained of nothing. */
async function lends(person: Person, use: Use<Person>) {
  await use(person);
  await person.leaves();
  expect(person.problems, `what ${person.name}'s browser complained about`).toEqual([]);
}

/** What the button on the page of signing in leaves in the browser, by the store behind it. */
async function sessionOf(who: Who, { url, at }: Marketplace) {
  const ask = { ...(await at()), actor: system };
  const { personId } = await personByEmail(ask, demoPeople[who].email);
  const { token } = await signInAsDemo(
    { ...ask, demo: true, from: { address: "127.0.0.1", device: "Stories" } },
    personId,
  );
  return { name: "next-auth.session-token", value: token, url };
}

export { expect };
