import { type Browser, type BrowserContext, test as base, expect, type Page } from "@playwright/test";
import { demoPassword, demoPeople } from "#server/demonstration/people.ts";
import { type Marketplace, startMarketplace } from "./server.ts";

type Who = keyof typeof demoPeople;

/** Somebody at their browser: what they do, in the words of what they see. */
export class Person {
  readonly problems: string[] = [];
  constructor(
    readonly name: string,
    readonly page: Page,
    readonly url: string,
  ) {
    page.on("console", (message) => {
      // A page that is not there is an answer, and the browser notes it as an error.
      if (message.type() === "error" && !/status of 404/.test(message.text()))
        this.problems.push(message.text());
    });
    page.on("pageerror", (error) => this.problems.push(error.message));
  }

  opens = (path: string) => this.page.goto(this.url + path);
  follows = (link: string | RegExp) => this.page.getByRole("link", { name: link }).first().click();
  presses = (button: string | RegExp) => this.page.getByRole("button", { name: button }).first().click();
  fills = (label: string | RegExp, text: string) =>
    this.page.getByLabel(label, { exact: true }).first().fill(text);
  chooses = async (label: string | RegExp, option: string) => {
    await this.page.getByLabel(label, { exact: true }).first().selectOption(option);
  };
  uploads = (label: string | RegExp, name: string, text: string) =>
    this.page
      .getByLabel(label, { exact: true })
      .first()
      .setInputFiles({ name, mimeType: "text/csv", buffer: Buffer.from(text) });
  ticks = (label: string | RegExp) => this.page.getByLabel(label).first().check();
  unfolds = (words: string) => this.page.locator("summary", { hasText: words }).first().click();
  sees = (text: string | RegExp) => expect(this.page.getByText(text).first()).toBeVisible();
  doesNotSee = (text: string | RegExp) => expect(this.page.getByText(text)).toHaveCount(0);
  isAt = (path: string) => this.page.waitForURL((address) => address.pathname === path);

  /** "/" leads to the search of the top, as soon as the page listens. */
  async leadsToSearch() {
    const field = this.page.getByRole("combobox", { name: "Search the catalogue" });
    await expect(field).toBeVisible();
    await this.page.keyboard.press("/");
    await expect(field).toBeFocused();
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

  /** A file as this person would download it. */
  async downloads(path: string): Promise<string> {
    const response = await this.page.request.get(this.url + path);
    expect(response.status()).toBe(200);
    return response.text();
  }

  /** Waits for what the worker does within the second: opens the page again until it shows. */
  async awaits(path: string, text: string | RegExp) {
    await expect(async () => {
      await this.opens(path);
      await expect(this.page.getByText(text).first()).toBeVisible({ timeout: 500 });
    }).toPass({ timeout: 20_000 });
  }
}

type Fixtures = { [Name in Who]: Person } & { visitor: Person; withoutJavaScript: boolean };

type Setting = { browser: Browser; marketplace: Marketplace; withoutJavaScript: boolean };
type Use<Value> = (value: Value) => Promise<void>;

const people = Object.fromEntries(
  (Object.keys(demoPeople) as Who[]).map((who) => [who, personFixture(who)]),
) as {
  [Name in Who]: (setting: Setting, use: Use<Person>) => Promise<void>;
};

/** Each person is a fixture with a browser of their own, signed in; each worker has a marketplace of its own. */
export const story = base.extend<Fixtures, { marketplace: Marketplace }>({
  marketplace: [
    async ({ browserName: _any }, use) => {
      const marketplace = await startMarketplace();
      await use(marketplace);
      await marketplace.stop();
    },
    { scope: "worker", timeout: 180_000 },
  ],
  withoutJavaScript: [false, { option: true }],
  visitor: async ({ browser, marketplace, withoutJavaScript }, use) => {
    const context = await browser.newContext({ javaScriptEnabled: !withoutJavaScript });
    await use(new Person("visitor", await context.newPage(), marketplace.url));
    await context.close();
  },
  ...people,
});

function personFixture(who: Who) {
  return async ({ browser, marketplace, withoutJavaScript }: Setting, use: Use<Person>) => {
    const context = await browser.newContext({ javaScriptEnabled: !withoutJavaScript });
    const person = await signIn(context, marketplace.url, demoPeople[who].name);
    await use(person);
    expect(person.problems, `what ${person.name}'s browser complained about`).toEqual([]);
    await context.close();
  };
}

async function signIn(context: BrowserContext, url: string, name: string): Promise<Person> {
  const person = new Person(name, await context.newPage(), url);
  await person.opens("/sign-in");
  await person.presses(new RegExp(`^${name}`));
  await person.page.waitForURL((address) => !address.pathname.startsWith("/sign-in"));
  return person;
}

export { expect };
