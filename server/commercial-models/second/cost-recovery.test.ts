import { agrees } from "./agreeing.ts";

agrees("cost_recovery");
