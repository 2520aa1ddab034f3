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
    <TextField
      name="title"
      label="Title of the project"
      hint="It stands on the public register once a licence is in force"
    />
    <TextArea
      name="purpose"
      label="What will you use the data for?"
      hint="What you want to find out or build, and how"
    />
    <TextArea name="publicBenefit" label="How do patients or the public gain?" />
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
