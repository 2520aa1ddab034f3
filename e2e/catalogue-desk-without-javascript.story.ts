import { story } from "./people.ts";

story.use({ withoutJavaScript: true });

const desk = "/commercial/catalogue";

story(
  "without JavaScript: an edit keeps what was typed, is proposed and published; several datasets are changed at once",
  async ({ elena, samuel, visitor }) => {
    await elena.opens(`${desk}/msds`);
    await elena.presses("Edit this dataset");
    await elena.fills("Summary", "Every pregnancy, one row a booking.");
    await elena.fills("Title", "");
    await elena.presses("Save");
    await elena.sees("There is a problem");
    await elena.sees("Every pregnancy, one row a booking.");
    await elena.fills("Title", "Maternity Services Data Set");
    await elena.presses("Save");
    await elena.sees("Saved.");
    await elena.opens(`${desk}/msds`);
    await elena.fills("What changed and why", "A shorter summary reads better in lists");
    await elena.presses("Propose this draft");
    await elena.sees("It waits for a second person.");
    await samuel.opens(`${desk}/waiting`);
    await samuel.follows(/^Maternity Services/);
    await samuel.presses("Publish this version");
    await samuel.sees("1 dataset is published.");
    await visitor.opens("/datasets/msds");
    await visitor.sees("Every pregnancy, one row a booking.");

    await elena.opens(`${desk}?q=registry`);
    const three = [
      "National Joint Registry",
      "Medical Devices Outcomes Registry",
      "National Vascular Registry",
    ];
    for (const title of three) await elena.ticks(`Tick ${title}`);
    await elena.presses("Change the ticked datasets");
    await elena.chooses("What to change", "contact");
    await elena.presses("Go on");
    await elena.fills("Contact", "data@nhs.example");
    await elena.presses("Show what would change");
    await elena.sees("3 datasets change");
    await elena.fills("What changed and why", "The helpdesk has a new mailbox");
    await elena.presses(/^Propose these/);
    await samuel.opens(`${desk}/waiting`);
    await samuel.follows(/^Set the contact/);
    await samuel.presses("Publish 3 datasets");
    await samuel.sees("3 datasets are published.");
  },
);
