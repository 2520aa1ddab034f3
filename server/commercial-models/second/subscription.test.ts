import { agrees } from "./agreeing.ts";

agrees("subscription");
