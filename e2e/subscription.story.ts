import { exported, financeSees } from "./books.ts";
import { theDeal } from "./deal.ts";
import { expect, story } from "./people.ts";

story(
  "5 subscription: £37,960.00 + 20% VAT £7,592.00 = £45,552.00, paid by transfer and settled; £960.00 of it credited by two people",
  async ({ tom, nadia, priya, meridian, james }) => {
    const licence = await theDeal(meridian, {
      search: "admitted patient",
      dataset: "Hospital Episode Statistics: Admitted Patient Care",
      kind: "subscription",
      title: "Readmission after hip fracture",
    });
    await financeSees(tom, licence, [{ net: "37,960.00", vat: "7,592.00", gross: "45,552.00" }]);

    await priya.opens(`/licences/${licence}`);
    await priya.sees("365/365 days");
    await james.opens("/licences?status=in_force");
    await james.sees("Readmission after hip fracture");

    const [row] = await exported(tom, licence);
    const number = row!.number!;
    await tom.opens(`/invoices/${number}`);
    const reference = (
      await tom.page
        .getByText(/^HDM\d{11}$/)
        .first()
        .innerText()
    ).trim();
    await tom.opens("/finance/receipts/new");
    await tom.fills("Amount", "45,552");
    await tom.fills("Payer", "MERIDIAN THERAPEUTICS");
    await tom.fills("Reference as received", `PAY ${reference.toLowerCase()} THANKS`);
    await tom.presses("Record receipt");
    await tom.sees(`Its reference checks and names ${number}`);
    await tom.presses("Allocate it to the document");
    await tom.sees("The amount is allocated to the document");
    await priya.opens(`/invoices/${number}`);
    await priya.sees("Settled");

    // Recorded once more by mistake, and taken back.
    await tom.opens("/finance/receipts/new");
    await tom.fills("Amount", "45,552");
    await tom.fills("Payer", "MERIDIAN TWICE");
    await tom.presses("Record receipt");
    await tom.follows("Take the receipt back");
    await tom.fills("Reason", "It is on the bank statement once.");
    await tom.presses("Take it back");
    await tom.sees("It is on the bank statement once.");
    // More than one person records.
    await tom.opens("/finance/receipts/new");
    await tom.fills("Amount", "250,000");
    await tom.fills("Payer", "MERIDIAN LARGE");
    await tom.presses("Record receipt");
    await tom.sees("Another finance officer decides it");
    await nadia.opens("/finance/receipts");
    await nadia.presses("Record the receipt");
    await nadia.sees("The receipt is recorded");

    await tom.opens(`/invoices/${number}`);
    await tom.unfolds("Propose a credit note");
    await tom.fills("How much, without VAT?", "960.00");
    await tom.fills("Why?", "Two weeks without the monthly refresh, as agreed with the buyer.");
    await tom.presses("Propose the credit");
    await tom.sees("Another finance officer decides");
    await nadia.opens("/finance/run");
    await nadia.presses("Issue the credit note");
    await nadia.sees("The credit note is issued");
    const credit = (await exported(nadia, licence)).find(
      ({ document_type }) => document_type === "credit_note",
    );
    expect(credit).toMatchObject({
      document_net: "-960.00",
      document_vat: "-192.00",
      document_gross: "-1152.00",
      credit_of: number,
    });

    // It was paid already, so the NHS owes it: said to both, paid back, and on the account.
    const note = credit!.number!;
    await priya.opens("/invoices");
    await priya.sees(/We owe you £/);
    await priya.opens(`/invoices/${note}`);
    await priya.sees(/We owe Meridian Therapeutics.* £1,152\.00/);
    await tom.opens(`/finance/refunds/${note}`);
    await tom.fills("Bank reference", "BACS 4711");
    await tom.presses("Record the refund");
    await tom.sees("The refund is recorded");
    await priya.opens(`/invoices/${note}`);
    await priya.sees("paid back, BACS 4711");
    await priya.opens("/invoices/account");
    await priya.sees(`Refund paid ${note}`);
  },
);
