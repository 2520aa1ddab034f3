import { ConfirmedForm } from "#app/_components/confirm-first.tsx";
import { importCatalogue } from "./actions.ts";
import { Files } from "./files.tsx";

/** Takes metadata files into the catalogue; works without JavaScript. */
export const Upload = () => (
  <ConfirmedForm action={importCatalogue} submit="Import" kind="commit">
    <Files />
  </ConfirmedForm>
);
