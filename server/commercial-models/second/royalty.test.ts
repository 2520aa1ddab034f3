import { agrees } from "./agreeing.ts";

agrees("royalty");
