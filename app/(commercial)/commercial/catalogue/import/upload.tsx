import { Form } from "#app/_components/form.tsx";
import { importCatalogue } from "./actions.ts";
import { Files } from "./files.tsx";

/** Takes metadata files into the catalogue; works without JavaScript. */
export const Upload = () => (
  <Form action={importCatalogue} submit="Import" kind="commit">
    <Files />
  </Form>
);
