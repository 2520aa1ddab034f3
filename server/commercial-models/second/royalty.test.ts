import { agrees } from "./testing.ts";

agrees("royalty");
