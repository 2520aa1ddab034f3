import Link from "next/link";
import { DateField, TextArea, TextField } from "#app/_components/form.tsx";

/** What every application says of its project, whatever it begins from. */
export const Project = ({
  users,
  startsOn,
  months,
}: {
  users?: number | undefined;
  startsOn: string;
  months: number;
}) => (
  <>
    <p>
      Once a licence is in force, the <Link href="/register">public register</Link> shows your organisation,
      the title, purpose and benefit as you write them here, the dataset, the commercial model, and from when
      to when. It shows no price, no number of people and no name of a person.
    </p>
    <input type="hidden" name="forPublication" value="on" />
    <TextField name="title" label="Title of the project" hint="Published" />
    <TextArea
      name="purpose"
      label="What will you use the data for?"
      hint="Published: what you want to find out or build, and how"
    />
    <TextArea name="publicBenefit" label="How do patients or the public gain?" hint="Published" />
    <TextField
      name="users"
      label="How many people will use the data?"
      type="number"
      value={users === undefined ? undefined : String(users)}
    />
    <DateField name="startsOn" label="First day" hint="The day from which you need access" value={startsOn} />
    <TextField name="months" label="For how many months?" type="number" value={String(months)} />
  </>
);
